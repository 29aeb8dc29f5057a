import { drawUnlikeSettings } from '../generators/draw-unlike-settings.ts';
import { makeUnlikeWorld } from '../generators/make-unlike-world.ts';
import type { UnlikeSettings } from '../generators/unlike-settings.ts';
import type { TargetLine } from '../report-world.ts';
import { honestyLines, type DrawnWorlds } from './bench-unlike.ts';
import { measureUnlikeWorld } from './measure-unlike-world.ts';
import { printCalibration, printFigures, rangeLine } from './report-unlike.ts';
import { emptyUnlikeTally, type UnlikeTally } from './unlike-tally.ts';

/** Where rankings are judged too. */
const ranked = new Set(['seven windows', 'two windows', 'two windows, half new', 'yearly']);

interface FirstYearWorld {
  readonly summary: string;
  readonly fixed: Partial<UnlikeSettings>;
  /** Runs a seed: small schools need many. */
  readonly times: number;
}

const yearlyTwo = { calendar: 'yearly', windows: 4, keepWindows: 2, subjects: 2, statedError: false } as const;
const two = { windows: 7, keepWindows: 2, statedError: false } as const;

/** New and small schools, odd calendars, bands, and what the pupils of a school share. */
const worlds: Readonly<Record<string, FirstYearWorld>> = {
  'seven windows': {
    summary: 'for comparison: the pupils of the next world with all windows',
    fixed: { windows: 7, statedError: false },
    times: 1,
  },
  'two windows': { summary: 'the newest two of seven windows', fixed: two, times: 1 },
  'two windows, stated error': {
    summary: 'the same with an error stated',
    fixed: { ...two, statedError: true },
    times: 1,
  },
  'two windows, half new': {
    summary: 'half of the pupils sat the newest only',
    fixed: { ...two, newShare: 0.5 },
    times: 1,
  },
  'two yearly windows': {
    summary: 'two subjects, wild and uneven errors',
    fixed: { ...yearlyTwo, unevenError: 0.3, wildShare: 0.1, wildRatio: 3 },
    times: 2,
  },
  'two yearly windows, a quarter missed': {
    summary: 'two subjects, one test in four not sat',
    fixed: { ...yearlyTwo, missedShare: 0.25 },
    times: 2,
  },
  'half the year groups': {
    summary: 'seven windows, each sat by every second year group in turn',
    fixed: { windows: 7, halfYearGroups: true, statedError: false },
    times: 1,
  },
  'one school of 180': { summary: 'its first year: two windows', fixed: { ...two, pupils: 180, schools: 1 }, times: 4 },
  'one school of 25': {
    summary: 'one year group, two windows',
    fixed: { ...two, pupils: 25, schools: 1, yearGroups: [5] },
    times: 6,
  },
  '22 schools one by one': {
    summary: 'a school of 60 to 260 alone in each run, with two to five windows',
    fixed: { windows: 5, schools: 1, statedError: false },
    times: 22,
  },
  bands: {
    summary: 'numbers cut into four levels',
    fixed: { bandShares: [0.2, 0.3, 0.35, 0.15], windows: 6, ceilingSd: Infinity },
    times: 1,
  },
  yearly: {
    summary: 'four tests, one a year',
    fixed: { calendar: 'yearly', windows: 4, statedError: false },
    times: 1,
  },
  'yearly, half sat': {
    summary: 'as yearly, and two in five have sat the newest',
    fixed: { calendar: 'yearly', windows: 4, newestSatShare: 0.4, statedError: false },
    times: 1,
  },
  'no shocks': {
    summary: '60 schools of 20, nothing shared, no marking: every note is false',
    fixed: { schools: 60, schoolYearSd: 0, classYearSd: 0, markingSd: 0, windows: 7 },
    times: 4,
  },
  'a school falls and stays down': {
    summary: 'every year group and subject of one school fell .5 SD in the last but one window, for good',
    fixed: { schoolEvent: { windowFromLast: 1, sd: -0.5, lasts: true }, windows: 7 },
    times: 2,
  },
  'a school fell in the newest window': {
    summary: 'the same in the newest window',
    fixed: { schoolEvent: { windowFromLast: 0, sd: -0.5, lasts: true }, windows: 7 },
    times: 2,
  },
  'harsh marking, taken back': {
    summary: 'one subject of one school marked .5 SD too hard in the last but one window only',
    fixed: { schoolEvent: { windowFromLast: 1, sd: -0.5, lasts: false }, windows: 7 },
    times: 2,
  },
  'cohorts drift': {
    summary: 'a cohort’s mean moves by .2 SD a year',
    fixed: { cohortDriftSd: 0.2, windows: 7 },
    times: 1,
  },
};

/** Worlds of schools as they are in their first year and in odd years. */
export async function benchFirstYear({ seeds, first, wanted }: DrawnWorlds): Promise<TargetLine[]> {
  const lines: TargetLine[] = [];
  const listed: Record<string, number[]> = {};
  for (const [name, { summary, fixed, times }] of Object.entries(worlds)) {
    if (!wanted(name)) continue;
    const tally = emptyUnlikeTally();
    for (let run = 0; run < seeds * times; run++) {
      const seed = first + 50_000 + run;
      const pupils = fixed.pupils ?? (name.startsWith('22') ? 60 + ((run * 47) % 200) : 1200);
      const record = name.startsWith('22') ? { keepWindows: 2 + (run % 4) } : {};
      const settings = drawUnlikeSettings(seed, { ...fixed, ...record, pupils });
      const detection = ranked.has(name);
      await measureUnlikeWorld(makeUnlikeWorld(settings), tally, { detection });
    }
    console.log(`\n${name}: ${summary}; ${tally.runs} runs`);
    printRankingsShort(tally);
    printCalibration(tally);
    printFigures(tally);
    listed[name] = tally.figures['pupils listed of 100'];
    lines.push(...honestyLines(name, tally, name === 'bands' ? 0.06 : 0.08), ...sharedLines(name, tally));
  }
  if (!listed['two windows'] || !listed['seven windows']) return lines;
  // A reader that knows its model lists a share of .12 four months apart (`knownLists`): the aim asks for more than there is.
  const ratio = listed['two windows'].map((share, run) => share / listed['seven windows'][run]);
  lines.push(rangeLine('two windows', 'listed ÷ listed with seven windows', ratio, 0.5, 1.5));
  return lines;
}

function printRankingsShort({ precision }: UnlikeTally): void {
  const share = (name: string) =>
    (precision[name] ?? []).reduce((sum, value) => sum + value, 0) / (precision[name]?.length ?? 1);
  if (!precision['concern']) return;
  console.log(
    `  average precision: concern ${share('concern').toFixed(3)}, knows the model ${share('knows the model').toFixed(3)}, value added ${share('value added over one baseline').toFixed(3)}`,
  );
}

/** What is said of a school's shared fall, and of marking. */
function sharedLines(name: string, { figures }: UnlikeTally): TargetLine[] {
  if (name === 'no shocks')
    return [rangeLine(name, 'false notes about marking a run', figures['notes about marking'], -Infinity, 0.1)];
  if (!figures['touched school: position told less true']) return [];
  return [
    rangeLine(
      name,
      'touched school: position told less true, SD',
      figures['touched school: position told less true'],
      -0.1,
      0.1,
    ),
  ];
}
