import { expect, test } from 'vitest';
import { runRows } from '../../../engine/index.ts';
import { testedSubjects } from '../../../server/runs/groups/tested-subjects.ts';
import { tableOfRows } from '../../engine/tables/table-of-rows.ts';

test('testedSubjects(pupils) leaves out what nobody of them has a score in this time, though they had one before', () => {
  const scored = runRows(tableOfRows('growth', [{ position: 0 }]))[0];
  const evidence = (subject: string, growth: typeof scored | undefined) => ({
    subject,
    growth,
    concern: undefined,
    criteria: {},
    trajectory: [],
  });
  const pupils = [
    { evidence: [evidence('English', scored), evidence('ability on entry', undefined)] },
    { evidence: [evidence('English', undefined), evidence('science', scored)] },
  ];
  expect(testedSubjects(pupils)).toEqual(new Set(['English', 'science']));
});
