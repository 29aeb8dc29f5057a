import { describe, expect, test } from 'vitest';
import { areaSources, type AreaSource } from '../../../engine/areas/area-scale.ts';
import { bandOfScore } from '../../../engine/areas/band-of-score.ts';
import { knownAreaScales } from '../../../engine/areas/known-area-scales.ts';
import { readAreaRows } from '../../../engine/areas/read-area-rows.ts';
import { readArea } from '../../../engine/areas/read-area.ts';
import { reliableChange } from '../../../engine/areas/reliable-change.ts';
import { areaFault, highestScore, scoreOfText } from '../../../engine/areas/score-fault.ts';
import { sdqScales } from '../../../engine/areas/sdq-scales.ts';
import { areaSentences } from '../../../engine/words/areas/area-sentences.ts';
import { bannedWordsIn } from '../../../engine/words/kit/banned-words.ts';

const scaleOf = (code: string) => knownAreaScales.find(({ scale }) => scale === code)!;
const normOf = (code: string, source: AreaSource) => scaleOf(code).norms.find((one) => one.source === source)!;
const bands = (code: string, source: AreaSource) =>
  normOf(code, source)
    .bands.map(({ from, to }) => `${from}-${to}`)
    .join(' ');

describe('the bands of the SDQ', () => {
  // Table 1 of PMC4830858, which cites the scoring instructions of sdqinfo.org for the teacher's version.
  test.each([
    ['sdq-total', '0-11 12-15 16-18 19-40'],
    ['sdq-emotional', '0-3 4-4 5-5 6-10'],
    ['sdq-conduct', '0-2 3-3 4-4 5-10'],
    ['sdq-hyperactivity', '0-5 6-7 8-8 9-10'],
    ['sdq-peer', '0-2 3-4 5-5 6-10'],
    ['sdq-prosocial', '0-3 4-4 5-5 6-10'],
  ])('%s, teacher, are the published ones', (code, published) => {
    expect(bands(code, 'teacher')).toBe(published);
  });

  test('of parents and pupils are the published totals', () => {
    expect(bands('sdq-total', 'parent')).toBe('0-13 14-16 17-19 20-40');
    expect(bands('sdq-total', 'self')).toBe('0-14 15-17 18-19 20-40');
    expect(bands('sdq-impact', 'teacher')).toBe('0-0 1-1 2-2 3-6');
    expect(highestScore(scaleOf('sdq-impact'), 'teacher')).toBe(6);
    expect(highestScore(scaleOf('sdq-impact'), 'parent')).toBe(10);
  });

  test('leave no whole score without exactly one band, and the prosocial scale runs the other way', () => {
    for (const scale of sdqScales)
      for (const norm of scale.norms) {
        for (let score = scale.min; score <= highestScore(scale, norm.source); score += 1) {
          const own = norm.bands.filter(({ from, to }) => score >= from && score <= to);
          expect(own, `${scale.scale} ${norm.source} ${score}`).toHaveLength(1);
        }
        const ends = [norm.bands[0].band, norm.bands.at(-1)!.band];
        const better = scale.higher === 'better';
        expect(ends).toEqual(better ? ['very-low', 'close-to-average'] : ['close-to-average', 'very-high']);
      }
    expect(sdqScales.filter(({ higher }) => higher === 'better').map(({ scale }) => scale)).toEqual(['sdq-prosocial']);
  });

  test('the 21 reliabilities have the mean of .73 that the abstract of Goodman 2001 states', () => {
    const all = sdqScales.flatMap(({ norms }) => norms.map(({ reliability }) => reliability));
    expect(all).toHaveLength(21);
    expect(all.reduce((sum, one) => sum + one, 0) / 21).toBeCloseTo(0.73, 2);
  });
});

describe('reliableChange(scores, norm)', () => {
  test('gives the worked example of Jacobson and Truax 1991: SE 3.35, S diff 4.74, RC 3.16', () => {
    const change = reliableChange({ before: 32.5, after: 47.5 }, { standardDeviation: 7.5, reliability: 0.8 })!;
    expect(change.errorPoints).toBeCloseTo(4.74, 2);
    expect(change.index).toBeCloseTo(3.16, 2);
    expect(change.beyondError).toBe(true);
  });

  test('says nothing where the scale states no reliability or spread, and nothing of a missing score', () => {
    const scores = { before: 1, after: 9 };
    for (const norm of [
      { standardDeviation: Number.NaN, reliability: 0.8 },
      { standardDeviation: 5, reliability: Number.NaN },
      { standardDeviation: 5, reliability: 1 },
      { standardDeviation: 0, reliability: 0.8 },
    ])
      expect(reliableChange(scores, norm)).toBeNull();
    const missing = reliableChange({ before: Number.NaN, after: 9 }, { standardDeviation: 5, reliability: 0.8 })!;
    expect([missing.index, missing.beyondError]).toEqual([Number.NaN, false]);
  });

  test('of two answers of which nothing changed is beyond error in 5 of 100, whatever the scale', () => {
    // Truth 20, errors of a classical test: normal, their spread SD · √(1 − reliability); drawn by a generator of its own.
    let state = 12345;
    const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const norm = { standardDeviation: 6, reliability: 0.87 };
    const error = () => 6 * Math.sqrt(1 - 0.87) * normal();
    let beyond = 0;
    for (let pair = 0; pair < 20_000; pair += 1)
      if (reliableChange({ before: 20 + error(), after: 20 + error() }, norm)!.beyondError) beyond += 1;
    expect(beyond / 20_000).toBeGreaterThan(0.045);
    expect(beyond / 20_000).toBeLessThan(0.055);
  });
});

const read = (code: string, source: AreaSource, ...scores: [string, number][]) =>
  readArea(
    scaleOf(code),
    source,
    scores.map(([day, score]) => ({ day, score })),
  )!;

describe('readArea(scale, source, scores)', () => {
  test('tells more difficulty from less by the way the scale runs, and both from measurement error', () => {
    // 6.0 · √(2 · 0.13) · 1.96 = 5.996: six points of the teacher's total are beyond error, five are not.
    expect(read('sdq-total', 'teacher', ['2026-01-10', 8], ['2026-12-01', 14]).verdict).toBe('more-difficulty');
    expect(read('sdq-total', 'teacher', ['2026-01-10', 14], ['2026-12-01', 8]).verdict).toBe('less-difficulty');
    expect(read('sdq-total', 'teacher', ['2026-01-10', 8], ['2026-12-01', 13]).verdict).toBe('within-error');
    expect(read('sdq-prosocial', 'teacher', ['2026-01-10', 9], ['2026-12-01', 5]).verdict).toBe('more-difficulty');
    expect(read('sdq-prosocial', 'teacher', ['2026-01-10', 5], ['2026-12-01', 9]).verdict).toBe('less-difficulty');
  });

  test('cannot say with one result, with two of the same weeks, or where nothing is stated', () => {
    expect(read('sdq-total', 'teacher', ['2026-12-01', 14]).reason).toBe('one-result');
    expect(read('sdq-total', 'teacher', ['2026-11-10', 2], ['2026-12-01', 14]).reason).toBe('too-close');
    expect(read('boxall-diagnostic', 'teacher', ['2026-01-10', 10], ['2026-12-01', 60]).reason).toBe('no-reliability');
    expect(read('boxall-diagnostic', 'parent', ['2026-01-10', 10], ['2026-12-01', 60]).reason).toBe('other-source');
    expect(readArea(scaleOf('sdq-total'), 'teacher', [])).toBeNull();
  });

  test('reads the newest against the one before it, in whatever order they come, a score of 0 like any other', () => {
    const reading = read('sdq-total', 'teacher', ['2026-12-01', 0], ['2025-01-10', 30], ['2026-01-10', 12]);
    expect([reading.before?.score, reading.now.score, reading.verdict]).toEqual([12, 0, 'less-difficulty']);
    expect([reading.bandBefore, reading.band]).toEqual(['slightly-raised', 'close-to-average']);
  });

  test('counts attendance: a tenth of sessions missed is persistent absence, half of them severe', () => {
    const band = (percent: number) => bandOfScore(normOf('attendance', 'school'), percent)?.band;
    expect([100, 90.1, 90, 50.1, 50, 0].map(band)).toEqual([
      'attends',
      'attends',
      'persistently-absent',
      'persistently-absent',
      'severely-absent',
      'severely-absent',
    ]);
    expect(read('attendance', 'school', ['2026-01-10', 97], ['2026-12-01', 88]).verdict).toBe('counted');
  });

  test('every answer is a sentence without a banned word, which never claims what it cannot say', () => {
    for (const scale of knownAreaScales)
      for (const source of areaSources)
        for (const scores of [[5], [5, 5], [9, 1], [1, 9]]) {
          const days = ['2026-01-10', '2026-12-01'].slice(-scores.length);
          const reading = readArea(
            scale,
            source,
            scores.map((score, at) => ({ score, day: days[at] })),
          )!;
          const said = areaSentences(scale, reading).join(' ');
          expect(said).not.toMatch(/NaN|undefined|null/);
          expect(bannedWordsIn(said)).toEqual([]);
          if (reading.verdict === 'cannot-say') expect(said).not.toMatch(/more difficulty|less difficulty|better than/);
        }
    const falls = areaSentences(
      scaleOf('sdq-prosocial'),
      read('sdq-prosocial', 'teacher', ['2026-01-10', 9], ['2026-12-01', 5]),
    );
    expect(falls.join(' ')).toBe(
      'SDQ prosocial behaviour: lower than before, from 9 (January 2026) to 5 (December 2026). A change of 3 or more is beyond what two answers differ by chance. Before: close to average. Now: slightly lowered.',
    );
  });
});

describe('areaFault(scale, result, today)', () => {
  const fault = (code: string, score: string, more: { day?: string; source?: string } = {}) =>
    areaFault(scaleOf(code), { score, day: '2026-12-01', source: 'teacher', ...more }, '2026-12-10');
  test('finds what cannot be: out of range, half points, days to come, a source that does not answer', () => {
    expect(fault('sdq-total', '40')).toBeNull();
    expect(fault('sdq-total', '0')).toBeNull();
    expect(fault('sdq-total', '41')).toBe('out-of-range');
    expect(fault('sdq-total', '-1')).toBe('out-of-range');
    expect(fault('sdq-impact', '7')).toBe('out-of-range');
    expect(fault('sdq-total', '12.5')).toBe('not-whole');
    expect(fault('sdq-total', 'twelve')).toBe('not-a-number');
    expect(fault('sdq-total', '1e3')).toBe('not-a-number');
    expect(fault('sdq-total', ' ')).toBe('no-score');
    expect(fault('sdq-total', '12', { day: '2026-12-11' })).toBe('day-to-come');
    expect(fault('sdq-total', '12', { day: '1926-12-01' })).toBe('day-long-ago');
    expect(fault('sdq-total', '12', { day: '' })).toBe('no-day');
    expect(fault('sdq-total', '12', { source: 'school' })).toBe('source-unknown');
    expect(fault('attendance', '93,4 %', { source: 'school' })).toBeNull();
    expect(scoreOfText('93,4 %')).toBe(93.4);
  });
});

describe('readAreaRows(sheet, settings)', () => {
  const settings = { scales: knownAreaScales, today: '2026-12-10' };
  const header = ['Pupil ID', 'date', 'scale', 'source', 'score', 'remark'];

  test('makes each row a result or a fault, empty rows apart, and takes the columns in any order', () => {
    const { rows, faults } = readAreaRows(
      [
        header,
        ['0012', '2026-12-01', 'sdq-total', 'Teacher', '12', 'x'],
        ['', '', '', '', '', ''],
        ['0012', '01/12/2026', 'SDQ prosocial behaviour', 'parent', '0', ''],
        ['', '2026-12-01', 'sdq-total', 'teacher', '12', ''],
        ['7', '31/02/2026', 'sdq-total', 'teacher', '12', ''],
        ['7', '2026-12-01', 'mood', 'teacher', '12', ''],
        ['7', '2026-12-01', 'sdq-total', 'teacher', '50', ''],
        ['0012', '2026-12-01', 'sdq-total', 'teacher', '13', ''],
      ],
      settings,
    );
    expect(rows.map(({ row, pupilId, day, source, score }) => [row, pupilId, day, source, score])).toEqual([
      [2, '0012', '2026-12-01', 'teacher', 12],
      [4, '0012', '2026-12-01', 'parent', 0],
    ]);
    expect(faults.map(({ row, column, fault }) => `${row} ${column} ${fault}`)).toEqual([
      '5 pupil_id no-pupil',
      '6 date not-a-day',
      '7 scale unknown-scale',
      '8 score out-of-range',
      '9 date twice',
    ]);
  });

  test('names each column that is missing, and reads nothing then', () => {
    const { rows, faults } = readAreaRows([['pupil_id', 'score']], settings);
    expect(rows).toEqual([]);
    expect(faults.map(({ column, fault }) => `${column} ${fault}`)).toEqual([
      'scale missing-column',
      'source missing-column',
      'date missing-column',
    ]);
    expect(readAreaRows([], settings).faults).toHaveLength(5);
  });
});
