import {
  criterionNames,
  levelNames,
  runTableNames,
  type RowOf,
  type RunContent,
  type RunTableName,
  type RunTables,
} from '../../engine/index.ts';
import { tableOfRows } from '../engine/tables/table-of-rows.ts';

type Rows = { readonly [Name in RunTableName]: Partial<RowOf<Name>>[] };

const subjects = ['maths', 'reading', 'writing'];
const windows = [
  { window: '2025-03', date: '2025-03-14', label: null },
  { window: '2025-12', date: '2025-12-05', label: null },
  { window: '2026-12', date: '2026-12-04', label: 'Autumn results' },
];

/** Forenames and surnames as awkward as schools have them. */
export const fixtureNames: readonly (readonly [string, string])[] = [
  ['Amira', 'Hussain'],
  ['Tom', 'Brown'],
  ['Zoë', 'O’Neill-Featherstonehaugh-Cholmondeley'],
  ['Ida', 'Park'],
  ['<b>Leo</b>', '"Quote" & Sons'],
  ['Sana', 'Malik'],
  ['🦊𠮷子', 'O\u0308zil'],
];

/** Identifier of pupil `number` of a class, from 1: `Oak Primary`, `4K`, 3 → `oak-4k-03`. */
export function fixturePupil(school: string, className: string, number: number): string {
  return `${school.split(' ')[0].toLowerCase()}-${className.toLowerCase()}-${String(number).padStart(2, '0')}`;
}

export interface FixtureSettings {
  readonly schools?: readonly string[];
  readonly classes?: readonly string[];
  readonly pupils?: number;
}

/**
 * A small made-up run that obeys the schema: in every class pupils of all sections, verdicts and reasons. Its numbers mean
 * nothing; they are where a page expects them.
 */
export function fixtureRun(settings: FixtureSettings = {}): RunContent {
  const { schools = ['Oak Primary'], classes = ['4J', '4K'], pupils = 12 } = settings;
  const rows: Rows = Object.fromEntries(runTableNames.map((name) => [name, []])) as never;
  for (const school of schools) {
    for (const className of classes) addClass(rows, school, className, pupils);
    rows.lists.push({
      grouping: 'school',
      group: school,
      on_roll: classes.length * pupils,
      measured: classes.length * (pupils - 1),
      listed: classes.length * 3,
      probably_ordinary: 1.6,
      by_luck: 2.2,
    });
  }
  rows.lists.push({
    grouping: 'run',
    group: 'run',
    on_roll: schools.length * classes.length * pupils,
    measured: schools.length * classes.length * (pupils - 1),
    listed: schools.length * classes.length * 3,
    probably_ordinary: 1.6,
    by_luck: 2.2,
  });
  rows.rejects.push({
    file: 'assessments.csv',
    row: 7,
    column: 'score',
    reason: 'not a number: write the mark',
    value: 'x',
    content: '{}',
  });
  return {
    manifest: {
      format: 1,
      engine: '0.1.0',
      window: '2026-12',
      windowDate: '2026-12-04',
      windows,
      subjects,
      schools: [...schools],
      scales: subjects.map((subject) => ({
        scale: subject === 'writing' ? 'bands' : 'standardised',
        subject,
        class: subject === 'writing' ? 'ordinal' : 'standardised',
        unit: 'points',
        min: 60,
        max: 140,
        higherIsBetter: true,
        grades: subject === 'writing' ? ['WTS', 'EXS', 'GDS'] : [],
      })),
      hashes: { inputs: {}, policy: 'p', reference: null, previous: null },
      previousRun: null,
      counts: { pupils: rows.agenda.length },
      warnings: [],
      policy: fixturePolicy,
    },
    tables: Object.fromEntries(runTableNames.map((name) => [name, tableOfRows(name, rows[name])])) as Record<
      string,
      unknown
    > as RunTables,
    reference: {},
    timings: {},
  };
}

const fixturePolicy = {
  baseline: { rule: 'year-before', targetWeeks: 52, minimumWeeks: 10, window: null },
  reference: 'cohort',
  peers: { minimum: 11, warn: 30 },
  criteria: {
    slowerThanPeers: { percentile: 25 },
    belowOwnRate: { rateDifference: 0.1, minimumYears: 0.5, minimumInformation: 0.15 },
    gapNotClosing: { gap: 0.5 },
    gapWidening: { growth: 0.1 },
    met: 0.75,
    notMet: 0.2,
    minimumInformation: 0.25,
  },
  list: { capacity: 6, levelGap: 1 },
  suppression: { minimum: 6, statisticsMinimum: 11 },
};

/** Sections by place in the class; the rest are not listed. */
const placed = [
  'discuss-first',
  'discuss-first',
  'discuss-if-time',
  'supported',
  'monitoring',
  'not-measured',
  'eased',
] as const;

function addClass(rows: Rows, school: string, className: string, pupils: number): void {
  const group = `${school} / ${className}`;
  const yearGroup = className.replace(/\D/g, '') || '4';
  for (let number = 1; number <= pupils; number += 1) {
    const section = placed[number - 1] ?? 'not-listed';
    const pupil_id = fixturePupil(school, className, number);
    const listed = ['discuss-first', 'discuss-if-time', 'supported'].includes(section);
    const measured = section !== 'not-measured';
    rows.agenda.push({
      order: rows.agenda.length + 1,
      pupil_id,
      school,
      class: className,
      year_group: yearGroup,
      section,
      why_listed: listed ? 'reading: slower-than-peers' : measured ? '' : 'absent',
      concern: measured ? 3 - number / 3 : null,
      subjects: listed ? 'reading' : '',
      state: number === 1 ? 'new' : number === 2 ? 'persisting' : number === 7 ? 'eased' : null,
      first_listed: listed ? '2026-12' : null,
      baseline_window: '2025-12',
      probably_ordinary: listed ? 0.2 : null,
      sentence: listed
        ? slowerSentence
        : measured
          ? 'Reading: no sign of slower progress than pupils who had the same score.'
          : 'No result this time (absent). This is not a low score.',
      level: measured ? levelNames[number % 3] : null,
    });
    for (const subject of subjects)
      addSubject(rows, { pupil_id, subject, listed: listed && subject === 'reading', measured, number });
  }
  for (const subject of subjects) {
    addCells(rows, { school, className, yearGroup, subject, pupils });
    rows.groups.push({
      subject,
      grouping: 'class',
      group,
      n: pupils - 1,
      median_growth: 44,
      median_growth_low: 36,
      median_growth_high: 52,
      suppressed: false,
      reason: null,
      mean_position: -0.1,
    });
    rows.coverage.push({
      school,
      class: className,
      subject,
      on_roll: pupils,
      valid: pupils - 1,
      floor: 0,
      ceiling: 0,
      absent: 1,
      below_test: 0,
      disapplied: 0,
      withheld: 0,
      not_entered: 0,
      current_window: '2026-12',
    });
  }
  rows.lists.push({
    grouping: 'class',
    group,
    on_roll: pupils,
    measured: pupils - 1,
    listed: 3,
    probably_ordinary: 0.8,
    by_luck: 1.1,
  });
}

/** Growth of a class, and with the first class of a year group or school of those, at two windows; as groups of pupils once. */
function addCells(
  rows: Rows,
  of: { school: string; className: string; yearGroup: string; subject: string; pupils: number },
): void {
  const { school, className, yearGroup, subject, pupils } = of;
  const cell = (row: Partial<RowOf<'cells'>>) => ({
    school,
    subject,
    window: '2026-12',
    cohort: null,
    n: pupils - 1,
    median_growth: 44,
    median_growth_low: 36,
    median_growth_high: 52,
    suppressed: false,
    reason: null,
    ...row,
  });
  const isNew = (grouping: string, group: string) =>
    !rows.cells.some(
      (row) => row.school === school && row.subject === subject && row.grouping === grouping && row.group === group,
    );
  rows.cells.push(cell({ grouping: 'class', group: className, median_growth_high: className === '4K' ? 47 : 52 }));
  if (isNew('year group', yearGroup))
    for (const [window, years] of [
      ['2025-12', Number(yearGroup) - 1],
      ['2026-12', Number(yearGroup)],
    ] as const)
      rows.cells.push(
        cell({ window, grouping: 'year group', group: String(years), cohort: `20${26 - Number(yearGroup)}` }),
      );
  if (!isNew('all', 'all')) return;
  for (const window of ['2025-12', '2026-12']) rows.cells.push(cell({ window, grouping: 'all', group: 'all' }));
  rows.cells.push(
    cell({ grouping: 'sex', group: 'F' }),
    cell({ grouping: 'sex', group: 'M' }),
    cell({ grouping: 'sen status', group: 'K', ...withheldCell }),
    cell({ window: '2026-12', grouping: 'movement', group: 'joined', ...withheldCell }),
  );
  if (!rows.cells.some((row) => row.school === null && row.subject === subject))
    rows.cells.push(cell({ school: null, grouping: 'sex', group: 'F', median_growth: 51, median_growth_high: 56 }));
}

const withheldCell = {
  n: null,
  median_growth: null,
  median_growth_low: null,
  median_growth_high: null,
  suppressed: true,
  reason: 'too-few',
} as const;

const slowerSentence =
  'Reading: This pupil has likely made slower progress than three in every four pupils who had the same score in December 2025.';

interface Case {
  readonly pupil_id: string;
  readonly subject: string;
  readonly listed: boolean;
  readonly measured: boolean;
  readonly number: number;
}

function addSubject(rows: Rows, one: Case): void {
  const { pupil_id, subject, listed, measured, number } = one;
  const bands = subject === 'writing';
  const label = subject.charAt(0).toUpperCase() + subject.slice(1);
  const score = 112 - 2 * number - (listed ? 9 : 0);
  windows.forEach(({ window }, place) => {
    const missing = !measured && place === 2;
    const points = bands || missing ? null : 110 - 2 * number - (listed ? 4 * place : 0);
    rows.trajectories.push({
      pupil_id,
      subject,
      window,
      score: missing ? null : bands ? 'EXS' : String(points),
      score_value: points,
      status: missing ? 'absent' : 'valid',
      position: missing ? null : 0.1,
      position_low: missing ? null : -0.3,
      position_high: missing ? null : 0.5,
      points,
      points_low: points === null ? null : points - 6,
      points_high: points === null ? null : points + 6,
      middle_points: bands ? null : 101,
    });
  });
  const percentile = bands ? null : listed ? 14 : 35 + 4 * (number % 8);
  if (measured)
    rows.growth.push({
      pupil_id,
      subject,
      baseline_window: '2025-12',
      window: '2026-12',
      baseline_score: bands ? 'EXS' : '104',
      score: bands ? 'EXS' : String(score),
      baseline_value: bands ? null : 104,
      score_value: bands ? null : score,
      expected_score: bands ? null : 103,
      growth_percentile: percentile,
      growth_percentile_true: percentile,
      growth_percentile_true_low: percentile === null ? null : Math.max(2, percentile - 18),
      growth_percentile_true_high: percentile === null ? null : Math.min(98, percentile + 28),
      method: bands ? 'none' : 'quantile',
      peers: 412,
      peers_near: 38,
      position: -0.2,
      position_low: -0.6,
      position_high: 0.2,
      baseline_position: 0.1,
      rebound_usual_points: null,
      rebound_points: null,
      rebound_points_low: null,
      rebound_points_high: null,
    });
  if (!bands && measured) rows.concern.push({ pupil_id, subject, concern: listed ? 2 : -1 });
  for (const criterion of criterionNames) {
    const met = listed && criterion === 'slower-than-peers';
    const cannot = bands || !measured;
    rows.criteria.push({
      pupil_id,
      subject,
      criterion,
      verdict: met ? 'met' : cannot ? 'cannot-say' : 'not-met',
      probability: cannot ? null : met ? 0.84 : 0.08,
      base_rate: 0.2,
      information: cannot ? null : 0.5,
      likelihood: met ? 'likely' : cannot ? 'cannot say' : 'unlikely',
      effect: cannot ? null : -0.4,
      effect_low: cannot ? null : -0.8,
      effect_high: cannot ? null : 0,
      unit: 'SD',
      effect_points: cannot ? null : -6,
      effect_points_low: cannot ? null : -11,
      effect_points_high: cannot ? null : 1,
      reason: cannot
        ? measured
          ? 'only-bands'
          : 'not-measured'
        : met
          ? null
          : criterion === 'gap-not-closing'
            ? 'no-gap'
            : 'ordinary',
      sentence: met
        ? slowerSentence
        : cannot
          ? measured
            ? 'Results are in three broad bands. A move of one band can be a single piece of work.'
            : 'No result this time (absent). This is not a low score.'
          : `${label}: no sign of slower progress than pupils who had the same score.`,
      baseline_window: '2025-12',
      earlier_window: '2025-03',
      window: '2026-12',
      gap_baseline_points: cannot ? null : 3,
      gap_points: cannot ? null : 7,
      settles: cannot ? null : 0.4,
    });
  }
}
