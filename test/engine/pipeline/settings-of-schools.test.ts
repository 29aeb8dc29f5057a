import { describe, expect, test } from 'vitest';
import { listAgain } from '../../../engine/agenda/list-again.ts';
import { analyse } from '../../../engine/pipeline/analyse.ts';
import {
  defaultPolicy,
  policyOfRun,
  policyOfSchool,
  resolvePolicy,
  type SchoolSettings,
} from '../../../engine/policy.ts';
import type { PublishedRun } from '../../../engine/runs/published-run.ts';
import { resultsUntil } from '../../../engine/tables/results-until.ts';
import type { RunContent } from '../../../engine/tables/run-content.ts';
import { runRows } from '../../../engine/tables/run-table.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';

const data = worldAsAssessmentData(
  simulateWorld({ ...worlds['mixed-scales'].settings, pupils: 180, schoolSizes: [1, 1, 1], windows: 4, seed: 5 }),
);
const [first, second, third] = data.pupils.school.values;
/** Each setting that a school may have moves something. */
const strict: SchoolSettings = { criteria: { met: 0.9, gapNotClosing: { gap: 0.8 } }, list: { capacity: 1 } };
const wide: SchoolSettings = {
  criteria: {
    met: 0.55,
    notMet: 0.3,
    slowerThanPeers: { percentile: 40 },
    belowOwnRate: { rateDifference: 0.05 },
    gapWidening: { growth: 0.02 },
  },
  list: { levelGap: 0.4, levelBand: 0.2, levelLift: 5, easedUnder: 0.3 },
};

/** All that a run says of one school’s pupils and lists, as text. */
function linesOf({ tables }: RunContent, school: string): string {
  const agenda = runRows(tables.agenda).filter((row) => row.school === school);
  const own = new Set(agenda.map(({ pupil_id }) => pupil_id));
  return JSON.stringify({
    agenda,
    criteria: runRows(tables.criteria).filter(({ pupil_id }) => own.has(pupil_id)),
    lists: runRows(tables.lists).filter(({ group }) => group === school || group.startsWith(`${school} / `)),
  });
}

describe('analyse(data, policy) where schools have settings of their own', () => {
  test('gives each exactly the lines that a run of all with its settings gives, and the others those of all', async () => {
    const before = await analyse(resultsUntil(data, data.windows.count - 2), defaultPolicy);
    const previous = published(before);
    const run = (policy: unknown) => analyse(data, resolvePolicy(policy), { previous, threads: 2 });
    const together = await run({ schools: { [first]: strict, [second]: wide, 'No Such School': strict } });
    expect(together.manifest.warnings.filter(({ code }) => code === 'settings-without-school')).toMatchObject([
      { text: expect.stringContaining('No Such School') as unknown },
    ]);
    const alone = [await run(strict), await run(wide), await run({})];
    [first, second, third].forEach((school, at) => {
      expect(linesOf(together, school), school).toBe(linesOf(alone[at], school));
      // The settings do differ in what they list, or this would show nothing.
      const others = alone.filter((_, other) => other !== at);
      for (const other of others) expect(linesOf(other, school), school).not.toBe(linesOf(alone[at], school));
    });
    expect(together.manifest.policy).toEqual(resolvePolicy(JSON.parse(JSON.stringify(together.manifest.policy))));
  });
});

describe('listAgain(tables, settings)', () => {
  test('gives from one run the sections of a run with other settings of certainty and list', async () => {
    const before = await analyse(resultsUntil(data, data.windows.count - 2), resolvePolicy({ criteria: { met: 0.4 } }));
    const previous = published(before);
    const run = async (policy: unknown) =>
      (await analyse(data, resolvePolicy(policy), { previous, threads: 2 })).tables;
    const usual = await run({});
    const sectionsOf = ({ agenda }: RunContent['tables']) =>
      Object.fromEntries(agenda.columns.pupil_id.values.map((id, row) => [id, agenda.columns.section.values[row]]));
    const known = new Set<string>();
    for (const own of [
      { criteria: { met: 0.5 }, list: { capacity: 2, levelGap: 0.3, levelLift: 20, easedUnder: 0.2 } },
      { criteria: { met: 0.9 }, list: { capacity: 1, levelGap: 0.3, levelLift: 100, easedUnder: 0.9 } },
    ]) {
      const { criteria, list } = resolvePolicy(own);
      const [again, asWas] = listAgain(usual, [
        () => ({ ...list, met: criteria.met }),
        () => ({ ...defaultPolicy.list, met: defaultPolicy.criteria.met }),
      ]);
      const sections = Object.fromEntries(usual.agenda.columns.pupil_id.values.map((id, row) => [id, again[row]]));
      expect(sections, JSON.stringify(own)).toEqual(sectionsOf(await run(own)));
      expect(asWas).toEqual(usual.agenda.columns.section.values);
      known.add(JSON.stringify(again)).add(JSON.stringify(asWas));
    }
    // Each of them lists others, or this would show nothing.
    expect(known.size).toBe(3);
  });
});

describe('schools in a policy', () => {
  test('are laid over the rest, and none is as if nothing were said', () => {
    const policy = resolvePolicy({ criteria: { met: 0.8 }, schools: { Elm: { criteria: { notMet: 0.1 } } } });
    expect(policyOfSchool(policy, 'Elm').criteria).toMatchObject({ met: 0.8, notMet: 0.1 });
    expect(policyOfSchool(policy, 'Elm').schools).toBeUndefined();
    expect(policyOfSchool(policy, 'Oak').criteria).toMatchObject({ met: 0.8, notMet: 0.2 });
    expect(policyOfSchool(policyOfRun(JSON.parse(JSON.stringify(policy))), 'Elm').criteria.notMet).toBe(0.1);
    expect(resolvePolicy({ schools: {} })).toEqual(defaultPolicy);
    expect(Object.hasOwn(resolvePolicy({ schools: {} }), 'schools')).toBe(false);
    // A school named like something every object has is a school.
    expect(policyOfSchool(policy, 'constructor').criteria.notMet).toBe(0.2);
  });

  test.each([
    [{ schools: { Elm: { criteria: { met: 7 } } } }, /schools\.Elm\.criteria\.met/],
    [{ schools: { Elm: { criteria: { mett: 0.7 } } } }, /schools\.Elm\.criteria\.mett/],
    [{ schools: { Elm: { reference: 'pooled' } } }, /schools\.Elm\.reference/],
    [{ schools: { Elm: { criteria: { met: 0.1 } } } }, /schools\.Elm\.criteria\.notMet/],
    [{ schools: [] }, /schools/],
    [{ schools: { Elm: 3 } }, /schools\.Elm/],
  ])('says which key of which school does not hold: %j', (policy, key) => {
    expect(() => resolvePolicy(policy)).toThrow(key);
  });
});

/** What of a run an analysis after it reads. */
function published({ manifest, tables }: RunContent): PublishedRun {
  const read = { id: 'before', manifest: { ...manifest, files: {} }, table: (name: 'agenda') => tables[name] };
  return read as unknown as PublishedRun;
}
