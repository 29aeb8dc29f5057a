import { expect, test } from 'vitest';
import type { RunContent } from '../../../engine/index.ts';
import { fixtureRun } from '../fixture-run.ts';
import { testApp } from '../signed-in.ts';

/** Nobody of 4K is listed; `baseline` is the window everybody is compared with. */
function quietRun(baseline: string | null): RunContent {
  const { tables, ...content } = fixtureRun();
  const { lists, agenda } = tables;
  const listed = Float64Array.from({ length: lists.rows }, (_, row) =>
    lists.columns.group.values[row] === 'Oak Primary / 4K' ? 0 : lists.columns.listed.values[row],
  );
  const baselines = Array.from({ length: agenda.rows }, () => baseline);
  const columns = { ...agenda.columns, baseline_window: { type: 'text' as const, values: baselines } };
  return {
    ...content,
    tables: {
      ...tables,
      agenda: { ...agenda, columns },
      lists: { ...lists, columns: { ...lists.columns, listed: { type: 'integer', values: listed } } },
    },
  };
}

test.each([
  ['2025-12', 'A quiet term gives a short list'],
  [null, 'Nobody here has an earlier result to compare with yet.'],
])('a class of which nobody is listed is told why, compared with %s', async (baseline, why) => {
  const server = await testApp({}, quietRun(baseline));
  const cookie = await server.signIn('headteacher');
  const of = async (className: string) =>
    (await server.app.inject({ url: `/agenda?class=${className}`, headers: { cookie } })).body;
  expect(await of('4K')).toContain(why);
  expect(await of('4J')).not.toContain(why);
  await server.app.close();
});
