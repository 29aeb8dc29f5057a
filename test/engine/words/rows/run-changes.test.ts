import { describe, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { rejectSummary } from '../../../../engine/words/rows/reject-summary.ts';
import { runChangeSentences } from '../../../../engine/words/pages/run-change-sentences.ts';
import { runChanges, type ComparedRun } from '../../../../engine/words/rows/run-changes.ts';
import { defaultPolicy } from '../../../../engine/policy.ts';
import type { ResultStatus } from '../../../../engine/tables/assessment-data.ts';
import type { Section } from '../../../../engine/tables/run-schema.ts';
import { madeUpRun } from '../../runs/made-up-run.ts';
import { tableOfRows } from '../../tables/table-of-rows.ts';

interface Small {
  agenda: readonly [pupil: string, section: Section][];
  results: readonly [pupil: string, subject: string, window: string, score: string | null, status: ResultStatus][];
  coverage?: readonly [school: string, subject: string, onRoll: number, valid: number][];
  policy?: unknown;
  engine?: string;
  windowDate?: string;
  windows?: readonly string[];
}

function run({ agenda, results, coverage = [], windows = ['aut', 'spr'], ...rest }: Small): ComparedRun {
  const { manifest } = madeUpRun(1);
  return {
    manifest: {
      ...manifest,
      policy: defaultPolicy,
      windows: windows.map((window) => ({ window, date: '2026-03-20', label: null })),
      ...rest,
    },
    tables: {
      agenda: tableOfRows(
        'agenda',
        agenda.map(([pupil_id, section]) => ({ pupil_id, section })),
      ),
      trajectories: tableOfRows(
        'trajectories',
        results.map(([pupil_id, subject, window, score, status]) => ({ pupil_id, subject, window, score, status })),
      ),
      coverage: tableOfRows(
        'coverage',
        coverage.map(([school, subject, on_roll, valid]) => ({ school, subject, on_roll, valid })),
      ),
    },
  };
}

const before = run({
  agenda: [
    ['a', 'discuss-first'],
    ['b', 'discuss-if-time'],
    ['c', 'not-listed'],
    ['d', 'supported'],
    ['gone', 'discuss-first'],
  ],
  results: [
    ['a', 'reading', 'aut', '98', 'valid'],
    ['a', 'reading', 'spr', '99', 'valid'],
    ['b', 'reading', 'aut', '90', 'valid'],
    ['b', 'reading', 'spr', null, 'absent'],
    ['c', 'maths', 'aut', '100', 'valid'],
    ['gone', 'reading', 'aut', '80', 'valid'],
  ],
  coverage: [
    ['Elm', 'reading', 3, 1],
    ['Oak', 'reading', 2, 1],
    ['Elm', 'maths', 5, 1],
  ],
});

describe('runChanges(before, after)', () => {
  test('counts late, new, corrected and missing scores by subject, and an absence made good as late', () => {
    const after = run({
      windows: ['aut', 'spr', 'sum'],
      agenda: [
        ['c', 'discuss-first'],
        ['a', 'discuss-first'],
        ['b', 'eased'],
        ['d', 'discuss-first'],
        ['new', 'not-listed'],
      ],
      results: [
        ['a', 'reading', 'aut', '97', 'valid'],
        ['a', 'reading', 'spr', '99', 'valid'],
        ['a', 'reading', 'sum', '99', 'valid'],
        ['b', 'reading', 'spr', '91', 'valid'],
        ['c', 'maths', 'aut', '100', 'valid'],
        ['new', 'maths', 'spr', '70', 'floor'],
      ],
      coverage: [
        ['Elm', 'reading', 3, 2],
        ['Oak', 'reading', 2, 1],
        ['Elm', 'maths', 5, 1],
      ],
    });
    const changes = runChanges(before, after);
    expect(changes.scores).toEqual([
      { subject: 'maths', late: 1, fresh: 0, changed: 0, gone: 0 },
      { subject: 'reading', late: 1, fresh: 1, changed: 1, gone: 1 },
    ]);
    // Of pupils who left, scores are not counted as missing.
    expect(changes.roll).toEqual({ before: 5, after: 5, joined: ['new'], left: ['gone'] });
    // Support is no entry on the list of those to discuss; order is that of the list.
    expect(changes.listed).toEqual({ before: 3, after: 3, added: ['c', 'd'], removed: ['b', 'gone'] });
    expect(changes.coverage).toEqual([
      { subject: 'reading', before: { tested: 2, onRoll: 5 }, after: { tested: 3, onRoll: 5 } },
    ]);
    expect(runChangeSentences(changes)).toEqual({
      list: '+2 −2 listed: 3 before, 3 now.',
      roll: '5 on roll: 1 joined, 1 left.',
      scores: [
        '2 late scores: maths 1, reading 1.',
        '1 score in a new window: reading 1.',
        '1 score was corrected: reading 1.',
        '1 score is no longer there: reading 1.',
      ],
      coverage: ['Reading: 3 of 5 tested; before, 2 of 5.'],
      settings: ['The settings are the same.'],
    });
  });

  test('of a run with itself finds nothing', () => {
    const changes = runChanges(before, before);
    expect(changes).toMatchObject({
      sameWindow: true,
      listed: { added: [], removed: [] },
      roll: { joined: [], left: [] },
      scores: [],
      coverage: [],
      settings: [],
      engine: null,
      reference: false,
    });
    expect(runChangeSentences(changes).list).toBe('The same 3 pupils are listed.');
  });

  test('names every setting that differs in words, and the version', () => {
    const policy = {
      ...defaultPolicy,
      reference: 'pooled',
      list: { ...defaultPolicy.list, capacity: 4 },
      baseline: { ...defaultPolicy.baseline, rule: 'window', window: 'aut' },
      later: { newSetting: true },
    };
    const { settings, engine } = runChanges(before, {
      ...before,
      manifest: { ...before.manifest, policy, engine: '9.0.0' },
    });
    expect(settings.map(({ setting }) => setting)).toEqual([
      'baseline.rule',
      'baseline.window',
      'later.newSetting',
      'list.capacity',
      'reference',
    ]);
    expect(engine).toEqual({ before: before.manifest.engine, after: '9.0.0' });
    const sentences = runChangeSentences({ ...runChanges(before, before), settings, engine }).settings;
    expect(sentences).toContain('Pupils to discuss first in a class: 4; before, 6.');
    expect(sentences).toContain(
      'Whom pupils are compared with: also pupils of earlier years; before, pupils of these results.',
    );
    expect(sentences).toContain('Later, new setting: yes; before, none.');
    expect(sentences).toContain(`Analysed with version 9.0.0 of Same Start; before, ${before.manifest.engine}.`);
    expect(sentences.flatMap(bannedWordsIn)).toEqual([]);
  });

  test('a setting that an earlier engine did not know is no change, unless it is now another than the usual one', () => {
    const { likelihood: _unknownThen, ...known } = defaultPolicy;
    const older = { ...before, manifest: { ...before.manifest, policy: known } };
    expect(runChanges(older, before, defaultPolicy).settings).toEqual([]);
    const likelihood = { ...defaultPolicy.likelihood, veryLikely: 0.9 };
    const surer = { ...before, manifest: { ...before.manifest, policy: { ...defaultPolicy, likelihood } } };
    expect(runChanges(older, surer, defaultPolicy).settings).toEqual([
      { setting: 'likelihood.veryLikely', before: 0.95, after: 0.9 },
    ]);
  });

  test('every setting there is has words of its own, none of them banned', () => {
    const changed = JSON.parse(JSON.stringify(defaultPolicy), (_key, value: unknown) =>
      value !== null && typeof value === 'object' ? value : 'other',
    ) as unknown;
    const changes = runChanges(before, { ...before, manifest: { ...before.manifest, policy: changed } });
    const { settings } = runChangeSentences(changes);
    expect(settings.length).toBeGreaterThan(20);
    expect(settings.flatMap(bannedWordsIn)).toEqual([]);
    // A name taken from the path would hold a comma: “Display, meeting minutes”.
    expect(settings.filter((sentence) => /^\w+, [a-z]/.test(sentence))).toEqual([]);
  });

  test('two runs of 3,000 pupils in 63,000 results are compared in well under a second', () => {
    const large = madeUpRun(3000);
    const started = performance.now();
    runChanges(large, large);
    expect(performance.now() - started).toBeLessThan(900);
  });
});

test('rejectSummary(table) counts rows by file, column and reason, and names the first of each', () => {
  const ofScore = { file: 'a.csv', column: 'score', reason: 'not a number' };
  const rejects = tableOfRows('rejects', [
    { ...ofScore, row: 9, value: 'x' },
    { ...ofScore, row: 3, value: 'y' },
    { file: 'a.csv', row: 5, column: 'pupil_id', reason: 'unknown', value: '007' },
  ]);
  expect(rejectSummary(rejects)).toEqual([
    { file: 'a.csv', column: 'score', reason: 'not a number', count: 2, firstRow: 3, firstValue: 'y' },
    { file: 'a.csv', column: 'pupil_id', reason: 'unknown', count: 1, firstRow: 5, firstValue: '007' },
  ]);
  expect(rejectSummary(tableOfRows('rejects', []))).toEqual([]);
});
