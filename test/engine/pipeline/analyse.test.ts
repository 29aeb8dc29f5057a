import { describe, expect, test } from 'vitest';
import { analyse } from '../../../engine/pipeline/analyse.ts';
import { defaultPolicy, type Policy } from '../../../engine/policy.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';
import { refuseFaultyTables } from '../../../engine/runs/refuse-faulty-tables.ts';
import type { AssessmentData } from '../../../engine/tables/assessment-data.ts';
import { pickResults } from '../../../engine/tables/pick-results.ts';
import { resultsUntil } from '../../../engine/tables/results-until.ts';
import type { RunContent } from '../../../engine/tables/run-content.ts';
import { runRows } from '../../../engine/tables/run-table.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';
import { smallData, type SmallData } from '../small-data.ts';

// Three classes of scale, of which one is bands and one runs the other way; small, because everything is analysed six times.
const trust = worldAsAssessmentData(
  simulateWorld({ ...worlds['mixed-scales'].settings, pupils: 300, schoolSizes: [2, 1, 1], windows: 5, seed: 11 }),
);
const trustRun = await analyse(trust, defaultPolicy);

/** Rows of one table by pupil, as text, so that equal means equal to the bit. */
function rowsByPupil(content: RunContent, table: 'growth' | 'criteria' | 'trajectories'): Map<string, string> {
  const byPupil = Map.groupBy(runRows(content.tables[table]), ({ pupil_id }) => pupil_id);
  return new Map([...byPupil].map(([id, rows]) => [id, JSON.stringify(rows)]));
}

function withoutSchool(data: AssessmentData, school: string): AssessmentData {
  const kept = data.pupils.pupilId.filter((_, p) => data.pupils.school.values[data.pupils.school.codes[p]] !== school);
  return smallFrom(data, new Set(kept));
}

/** The same data with some pupils left out. */
function smallFrom(data: AssessmentData, kept: ReadonlySet<string>): AssessmentData {
  const { pupils, results } = data;
  const rows = Int32Array.from({ length: pupils.count }, (_, p) => p).filter((p) => kept.has(pupils.pupilId[p]));
  const now = new Int32Array(pupils.count).fill(-1);
  rows.forEach((p, at) => (now[p] = at));
  const pick = (column: Float64Array) => Float64Array.from(rows, (p) => column[p]);
  const flags = (column: Int8Array) => Int8Array.from(rows, (p) => column[p]);
  const text = (column: { codes: Int32Array; values: readonly string[] }) => ({
    codes: rows.map((p) => column.codes[p]),
    values: column.values,
  });
  const keep = Int32Array.from({ length: results.count }, (_, r) => r).filter((r) => now[results.pupil[r]] >= 0);
  const pairs = data.subjects.length * rows.length;
  const counts = new Int32Array(pairs + 1);
  keep.forEach((r) => counts[results.subject[r] * rows.length + now[results.pupil[r]] + 1]++);
  for (let pair = 0; pair < pairs; pair++) counts[pair + 1] += counts[pair];
  return {
    ...data,
    pupils: {
      count: rows.length,
      pupilId: Array.from(rows, (p) => pupils.pupilId[p]),
      school: text(pupils.school),
      yearGroup: text(pupils.yearGroup),
      class: text(pupils.class),
      dateOfBirthDay: pick(pupils.dateOfBirthDay),
      sex: text(pupils.sex),
      pupilPremium: flags(pupils.pupilPremium),
      englishAdditional: flags(pupils.englishAdditional),
      lookedAfter: flags(pupils.lookedAfter),
      senStatus: text(pupils.senStatus),
      primaryNeed: text(pupils.primaryNeed),
      joinedOnDay: pick(pupils.joinedOnDay),
      attendancePercent: pick(pupils.attendancePercent),
      monitoring: flags(pupils.monitoring),
    },
    results: { ...pickResults(results, keep, counts), pupil: keep.map((r) => now[results.pupil[r]]) },
    context: data.context.filter(({ pupil }) => now[pupil] >= 0).map((fact) => ({ ...fact, pupil: now[fact.pupil] })),
  };
}

describe('analyse(data, policy) on a trust with points, bands and a rating that runs the other way', () => {
  test('fills every table as the schema has it', () => {
    expect(() => refuseFaultyTables(trustRun.tables)).not.toThrow();
    for (const name of [
      'growth',
      'criteria',
      'concern',
      'agenda',
      'trajectories',
      'fan',
      'groups',
      'coverage',
      'lists',
      'targets',
      'forecasts',
    ] as const)
      expect(trustRun.tables[name].rows, name).toBeGreaterThan(0);
  });

  test('puts every pupil on roll on the agenda once, and every result among the trajectories', () => {
    const ids = runRows(trustRun.tables.agenda).map((row) => row.pupil_id);
    expect(ids.length).toBe(trust.pupils.count);
    expect(new Set(ids).size).toBe(trust.pupils.count);
    expect(trustRun.tables.trajectories.rows).toBe(trust.results.count);
  });

  test('says something plain and harmless of every criterion and every pupil', () => {
    for (const table of ['criteria', 'agenda'] as const)
      for (const { sentence } of runRows(trustRun.tables[table])) {
        expect(sentence).toMatch(/\w+.*[.?]$/);
        expect(bannedWordsIn(sentence)).toEqual([]);
        expect(sentence).not.toMatch(/[{}]|NaN|undefined|null/);
      }
  });

  test('verdict, probability and reason agree', () => {
    for (const row of runRows(trustRun.tables.criteria)) {
      const probability = row.probability as number | null;
      if (row.verdict === 'met') expect(probability).toBeGreaterThanOrEqual(0.75);
      if (row.verdict === 'not-met') expect(probability).toBeLessThanOrEqual(0.2);
      expect(row.reason === null).toBe(row.verdict === 'met');
      if (probability !== null) expect(probability >= 0 && probability <= 1).toBe(true);
    }
  });

  test('gives every pupil with a current score a concern and a position', () => {
    for (const row of runRows(trustRun.tables.concern)) expect(Number.isFinite(row.concern)).toBe(true);
    for (const row of runRows(trustRun.tables.growth)) expect(Number.isFinite(row.position)).toBe(true);
  });

  test('gives the same content to the bit when run again', async () => {
    const again = await analyse(trust, defaultPolicy);
    const plain = (content: RunContent) => JSON.stringify({ ...content, timings: null });
    expect(plain(again)).toBe(plain(trustRun));
  });

  test('under a frozen reference one more school changes nothing for the others', async () => {
    const reference = JSON.parse(JSON.stringify(trustRun.reference)) as Record<string, unknown>;
    const school = trust.pupils.school.values[2];
    const [all, fewer] = [
      await analyse(trust, defaultPolicy, { reference }),
      await analyse(withoutSchool(trust, school), defaultPolicy, { reference }),
    ];
    for (const table of ['growth', 'criteria', 'trajectories'] as const) {
      const [before, after] = [rowsByPupil(all, table), rowsByPupil(fewer, table)];
      expect(after.size).toBeGreaterThan(100);
      for (const [id, rows] of after) expect(rows).toBe(before.get(id));
    }
    // Who else has similar needs is a fact of the run; where a pupil stands among those who have none is not.
    const targets = (run: RunContent) =>
      new Map(
        runRows(run.tables.targets)
          .filter((row) => !row.need_matched)
          .map(({ peers: _peers, ...row }) => [`${row.pupil_id} ${row.subject}`, JSON.stringify(row)]),
      );
    const targetsBefore = targets(all);
    const kept = [...targets(fewer)].filter(([key]) => targetsBefore.has(key));
    expect(kept.length).toBeGreaterThan(100);
    for (const [key, row] of kept) expect(row).toBe(targetsBefore.get(key));
  });

  test('a policy of norms without a reference is refused, not quietly replaced', async () => {
    await expect(analyse(trust, { ...defaultPolicy, reference: 'norms' })).rejects.toThrow(/--reference/);
  });

  test('looking from an earlier window knows nothing of what came after', async () => {
    const window = trust.windows.count - 3;
    const named = trust.windows.window[window];
    const looking = await analyse(trust, defaultPolicy, { window: named });
    const atTheTime = await analyse(resultsUntil(trust, window), defaultPolicy, { window: named });
    expect(JSON.stringify(looking.tables.criteria)).toBe(JSON.stringify(atTheTime.tables.criteria));
    expect(looking.manifest.window).toBe(named);
  });
});

describe('analyse(data, policy) on data that say little', () => {
  const ids = Array.from({ length: 60 }, (_, p) => `p${String(p).padStart(3, '0')}`);
  const dates = ['2024-11-15', '2025-06-15', '2025-11-15', '2026-06-15', '2026-11-15'];
  const windows = dates.map((date, w) => ({ window: `w${w + 1}`, date }));
  const pupils = ids.map((pupil_id) => ({ pupil_id, school: 'Oak', year_group: '4', class: '4K' }));
  const score = (p: number, w: number) => 80 + ((p * 37) % 41) + ((p * 11 + w * 17) % 9) + w;
  const everyone = (used: typeof windows): SmallData['results'] =>
    ids.flatMap((pupil_id, p) => used.map(({ window }, w) => ({ pupil_id, window, score: score(p, w) })));

  const reasons = (content: RunContent) => new Set(runRows(content.tables.criteria).map((row) => row.reason));
  const verdicts = (content: RunContent) => new Set(runRows(content.tables.criteria).map((row) => row.verdict));

  test('one window only: nobody has a baseline, and everybody is told so', async () => {
    const run = await analyse(
      smallData({ pupils, windows: windows.slice(0, 1), results: everyone(windows.slice(0, 1)) }),
      defaultPolicy,
    );
    expect(reasons(run)).toEqual(new Set(['no-baseline']));
    expect(run.tables.agenda.rows).toBe(60);
    expect(run.manifest.warnings.map(({ code }) => code)).not.toContain('list-share-unusual');
    // All have a result in November 2024, and there was no window before it.
    expect(new Set(runRows(run.tables.criteria).map((row) => row.sentence))).toEqual(
      new Set(['Reading: cannot say. This pupil has no earlier result to compare with (no result about a year ago).']),
    );
  });

  test('no earlier result: names the window that was looked for, and what there was in it', async () => {
    const [newcomer, absentee] = ids;
    const results = everyone(windows).filter(
      ({ pupil_id, window }) => window === 'w5' || (pupil_id !== newcomer && pupil_id !== absentee),
    );
    results.push({ pupil_id: absentee, window: 'w1', status: 'absent' });
    const data = smallData({ pupils, windows, results });
    const told = async (baseline: Partial<Policy['baseline']>) => {
      const policy = { ...defaultPolicy, baseline: { ...defaultPolicy.baseline, ...baseline } };
      const { criteria } = (await analyse(data, policy)).tables;
      return ids.slice(0, 3).map((id) => {
        const row = runRows(criteria).find((each) => each.pupil_id === id && each.criterion === 'gap-widening')!;
        return row.reason === 'no-baseline' ? /\((.*)\)/.exec(row.sentence)![1] : null;
      });
    };
    expect(await told({})).toEqual(['no result in November 2025', 'no result in November 2025', null]);
    expect(await told({ rule: 'window', window: 'w1' })).toEqual([
      'no result in November 2024',
      'absent in November 2024',
      null,
    ]);
    const none = 'no other result this school year';
    expect(await told({ rule: 'year-start' })).toEqual([none, none, none]);
  });

  test('nobody sat anything: one clear error, and nothing is made of it', async () => {
    const absent = everyone(windows).map(({ pupil_id, window }) => ({ pupil_id, window, status: 'absent' }));
    for (const results of [absent, []])
      await expect(analyse(smallData({ pupils, windows, results }), defaultPolicy)).rejects.toMatchObject({
        code: 'nothing-to-analyse',
        exitCode: 2,
      });
  });

  test('every pupil missing one window: the others are used', async () => {
    const results = everyone(windows).filter((_, at) => at % 5 !== Math.floor(at / 5) % 4);
    const run = await analyse(smallData({ pupils, windows, results }), defaultPolicy);
    expect(run.tables.trajectories.rows).toBe(results.length);
    expect(verdicts(run).has('not-met')).toBe(true);
  });

  test('a cohort of five: too few peers, and the gap questions still get an answer or a reason', async () => {
    const five = pupils.slice(0, 5);
    const results = everyone(windows).filter(({ pupil_id }) => five.some((pupil) => pupil.pupil_id === pupil_id));
    const run = await analyse(smallData({ pupils: five, windows, results }), defaultPolicy);
    const slower = runRows(run.tables.criteria).filter((row) => row.criterion === 'slower-than-peers');
    expect(slower.map((row) => row.reason)).toEqual(Array.from({ length: 5 }, () => 'too-few-peers'));
  });

  test('all scores equal: nothing can be placed, nothing is invented', async () => {
    const results = everyone(windows).map((row) => ({ ...row, score: 100 }));
    const run = await analyse(smallData({ pupils, windows, results }), defaultPolicy);
    expect(verdicts(run)).toEqual(new Set(['cannot-say']));
    expect(run.manifest.warnings.map(({ code }) => code)).toContain('constant-scores');
    expect(run.tables.growth.rows).toBe(0);
    const told = 'There is a score, but it cannot be compared with those of other pupils. This is not a low score.';
    expect(new Set(runRows(run.tables.agenda).map((row) => row.sentence))).toEqual(new Set([told]));
    expect(new Set(runRows(run.tables.criteria).map((row) => row.sentence))).toEqual(
      new Set([`Reading: cannot say. ${told}`]),
    );
  });

  test('all scores equal but one pupil’s: the test tells too little of the others to say that nothing is wrong', async () => {
    const results = everyone(windows).map((row) => ({ ...row, score: row.pupil_id === ids[3] ? 101 : 100 }));
    const run = await analyse(smallData({ pupils, windows, results }), defaultPolicy);
    for (const row of runRows(run.tables.criteria).filter(({ pupil_id }) => pupil_id !== ids[3]))
      expect([row.verdict, row.reason]).toEqual(['cannot-say', 'too-imprecise']);
    expect(run.manifest.warnings.map(({ code }) => code)).toContain('rank-normal');
  });

  test('a pupil with 40 windows of 3 subjects is as welcome as one with two of each, and costs little', async () => {
    const many = Array.from({ length: 40 }, (_, w) => ({
      window: `m${String(w).padStart(2, '0')}`,
      date: new Date(Date.UTC(2023, 8, 1) + w * 28 * 86_400_000).toISOString().slice(0, 10),
    }));
    const results = ['maths', 'reading', 'writing'].flatMap((subject, s) =>
      ids.flatMap((pupil_id, p) =>
        many
          .filter((_, w) => p === 0 || w % 20 === 19)
          .map(({ window }, w) => ({ pupil_id, subject, window, score: score(p + s, w % 5) })),
      ),
    );
    const run = await analyse(smallData({ pupils, windows: many, results }), defaultPolicy);
    expect(run.tables.concern.rows).toBe(180);
    for (const row of runRows(run.tables.concern)) expect(Number.isFinite(row.concern)).toBe(true);
    expect(run.timings['Asking the four questions']).toBeLessThan(5);
  });

  test('two windows on one day, and windows named in no order: no time lies between the two, and the others are used', async () => {
    const twice = [
      { window: 'zz first', date: '2024-11-15' },
      { window: 'b', date: '2025-11-15' },
      { window: 'a', date: '2025-11-15' },
      { window: 'm', date: '2026-11-15' },
      { window: 'last', date: '2026-11-15' },
    ];
    const run = await analyse(smallData({ pupils, windows: twice, results: everyone(twice) }), defaultPolicy);
    const baselines = new Set(runRows(run.tables.growth).map((row) => row.baseline_window));
    for (const baseline of baselines) expect(['a', 'b']).toContain(baseline);
    expect(verdicts(run).has('not-met')).toBe(true);
    for (const row of runRows(run.tables.criteria)) expect(Number.isNaN(row.effect)).toBe(false);
    // Both windows of the last day and nothing else: nothing is earlier.
    const oneDay = smallData({ pupils, windows: twice.slice(3), results: everyone(twice.slice(3)) });
    expect(verdicts(await analyse(oneDay, defaultPolicy))).toEqual(new Set(['cannot-say']));
  });

  test('two tests in one trajectory: a warning says what is taken for granted', async () => {
    const results = everyone(windows).map((row) => ({ ...row, scale: row.window < 'w3' ? 'old' : 'new' }));
    const run = await analyse(
      smallData({ pupils, windows, results, scales: [{ scale: 'new' }, { scale: 'old' }] }),
      defaultPolicy,
    );
    const told = run.manifest.warnings.find(({ code }) => code === 'tests-joined')!;
    expect(told.text).toContain('60 pupils have results of reading on more than one test');
  });

  test('another test since the baseline: no difference is taken between them', async () => {
    const scales = [
      { scale: 'old', class: 'standardised' as const },
      { scale: 'new', class: 'standardised' as const },
    ];
    const results = everyone(windows).map((row) => ({ ...row, scale: row.window === 'w5' ? 'new' : 'old' }));
    const run = await analyse(smallData({ pupils, windows, results, scales }), defaultPolicy);
    for (const row of runRows(run.tables.criteria))
      if (row.criterion !== 'slower-than-peers') expect(row.reason).toBe('changed-test');
  });
});
