// Longer than the house limit: the whole path is to be read in one place, with the little that only it needs below it.
import packageJson from '../../package.json' with { type: 'json' };
import { buildAgenda } from '../agenda/build-agenda.ts';
import { coverageTable } from '../runs/tables/coverage-table.ts';
import { equityTable } from '../runs/tables/equity-table.ts';
import { cellsTable } from '../runs/tables/cells-table.ts';
import { groupsTable } from '../runs/tables/groups-table.ts';
import { listsTable } from '../runs/tables/lists-table.ts';
import { targetsTable } from '../runs/tables/targets-table.ts';
import { listedByLuck } from '../agenda/listed-by-luck.ts';
import { measureCoverage } from '../agenda/measure-coverage.ts';
import { measureEquity } from '../agenda/measure-equity.ts';
import { measureCells } from '../agenda/measure-cells.ts';
import { measureGroups } from '../agenda/measure-groups.ts';
import { measureLists } from '../agenda/measure-lists.ts';
import { frozenBaselines, listedWindows, type PreviousListing } from '../agenda/previous-listing.ts';
import { circumstancesOf } from '../criteria/circumstances-of.ts';
import { SameStartError } from '../errors.ts';
import { chooseComparisons } from '../growth/comparisons/choose-comparisons.ts';
import { calendarWarnings } from '../growth/comparisons/calendar-warnings.ts';
import { currentWindows } from '../growth/comparisons/current-windows.ts';
import type { TrajectoryFit } from '../growth/trajectory/model/trajectory-fit.ts';
import { withFamilies } from '../growth/trajectory/model/with-families.ts';
import { measureGrowthSteps } from '../growth/percentiles/measure-growth.ts';
import { measureRebound } from '../growth/forecasts/measure-rebound.ts';
import type { GrowthReference } from '../growth/percentiles/measured-growth.ts';
import { positionPoints } from '../growth/forecasts/position-points.ts';
import { cohortDifferences } from '../growth/forecasts/cohort-differences.ts';
import { forecastAgainTask } from '../growth/forecasts/forecast-again.ts';
import { fitTargetSpread } from '../growth/forecasts/target-spread.ts';
import type { TargetReference } from '../growth/forecasts/target-reference.ts';
import { setTargets } from '../growth/forecasts/set-targets.ts';
import { forecastScores } from '../growth/forecasts/forecast-scores.ts';
import { schoolDates } from '../growth/forecasts/school-dates.ts';
import { forecastsTable } from '../runs/tables/forecasts-table.ts';
import { trajectoryScores } from '../growth/trajectory/model/trajectory-scores.ts';
import { fitOverThreads, inTurns, judgeOverThreads } from './parts.ts';
import { runQuestions } from './run-questions.ts';
import { luckOfEach } from './luck-of-each.ts';
import { settingsBySchool } from './settings-by-school.ts';
import { startThreads, type PipelineThreads } from './threads.ts';
import type { Policy } from '../policy.ts';
import { manifestScales } from '../runs/tables/manifest-scales.ts';
import { runTables } from '../runs/tables/run-tables.ts';
import { wordedWarnings } from '../words/warnings/worded-warnings.ts';
import { hashOf } from '../runs/hash-of.ts';
import type { MeasurementReference } from '../scales/measurement-reference.ts';
import { noErrorStated } from '../scales/no-error-stated.ts';
import { toMeasurements } from '../scales/to-measurements.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import type { RunContent, RunManifest } from '../tables/run-content.ts';
import { resultsUntil } from '../tables/results-until.ts';
import { runRows } from '../tables/run-table.ts';
import { mergeWarnings, type Warning } from '../warnings.ts';
import type { PublishedRun } from '../runs/published-run.ts';
import { daysAYear, formatDay } from '../tables/days.ts';

/** How an analysis is made: the windows to look from, the reference, the run before, the threads. */
export interface AnalyseSettings {
  /** Window to judge every class on; default: the newest that enough of a class has sat. */
  readonly window?: string;
  /** What an earlier run fitted, by file name: with it nothing is fitted anew. */
  readonly reference?: Readonly<Record<string, unknown>>;
  /** The earlier run that new, persisting and eased are told from. */
  readonly previous?: PublishedRun;
  /** Doubts found while reading the data folder; they go into the manifest with those of the analysis. */
  readonly warnings?: readonly Warning[];
  readonly progress?: (what: string) => void;
  /** Threads to work with; default: as many as the machine runs at once. What comes out does not depend on it. */
  readonly threads?: number;
}

const nobodySat = { folder: 'The data folder', why: 'no pupil has sat any test: all are absent or withheld.' };
/** 2000-01-01, the origin of `Measurements.year`, in days since 1970-01-01. */
const dayOfYear2000 = 10_957;

/**
 * From a data folder's columns to everything a run holds. One call a stage, from left to right:
 *
 *   data ─► positions ─► which windows ─► growth percentiles, fan ─────────────┐
 *                              │                                               ▼
 *                              └────► trajectories ─► the four criteria ─► agenda ─► tables and sentences
 *                                                         └─► listed by luck ─────────────┘
 *
 * Deterministic: the same data, policy, reference and previous run give the same content to the bit.
 *
 * @throws SameStartError window-unknown; nothing-to-analyse where nobody has sat anything; reference-needed where the policy asks for norms and none is given
 */
export async function analyse(
  given: AssessmentData,
  policy: Policy,
  settings: AnalyseSettings = {},
): Promise<RunContent> {
  const threads = startThreads(given.pupils.count, settings.threads);
  try {
    return await analyseWith(threads, given, policy, settings);
  } finally {
    await threads.close();
  }
}

async function analyseWith(
  threads: PipelineThreads,
  given: AssessmentData,
  policy: Policy,
  settings: AnalyseSettings,
): Promise<RunContent> {
  if (policy.reference === 'norms' && !settings.reference) throw new SameStartError('reference-needed');
  const clock = stageClock(settings.progress);
  const previous = settings.previous ? await previousListings(settings.previous) : null;
  const saved = savedReference(settings.reference);

  clock.stage('Placing marks');
  const data = settings.window === undefined ? given : resultsUntil(given, windowNamed(given, settings.window));
  const measurements = toMeasurements(data, { reference: saved.measurements });
  const choosing = { ...policy.baseline, baselineWindow: policy.baseline.window, ...policy.coverage };
  const comparisons = chooseComparisons(data, measurements, {
    ...choosing,
    window: settings.window ?? null,
    ...(previous ? { frozenBaselines: frozenBaselines(previous) } : {}),
  });
  if (comparisons.currentWindow < 0) throw new SameStartError('nothing-to-analyse', nobodySat);

  // Other threads fit while this one compares; between two pairs of windows it hands them what comes next.
  const scores = trajectoryScores(data, measurements, comparisons);
  const fitting = Promise.resolve(saved.trajectories ?? fitOverThreads(threads, scores));
  fitting.catch(() => {}); // told where it is awaited

  clock.stage('Comparing with pupils who had the same score');
  const comparing = measureGrowthSteps(data, measurements, comparisons, {
    peers: policy.reference === 'pooled' ? 'pooled' : 'cohort',
    reference: saved.growth,
    minimum: policy.peers.minimum,
    warnUnder: policy.peers.warn,
  });
  const growth = await inTurns(comparing);

  clock.stage('Fitting trajectories');
  const fit = await fitting;

  clock.stage('Asking the four questions');
  const points = positionPoints(data, measurements, fit);
  const { reliability, reliabilityOfSubject } = points;
  const circumstances = circumstancesOf(data, measurements, comparisons, { peers: growth.peers, reliabilityOfSubject });
  const own = settingsBySchool(data, policy, await policiesOfSchools(policy, data.pupils.school.values));
  const judgedBy = Uint16Array.from(comparisons.pupil, (pupil) => own.which[pupil]);
  const day = data.windows.day[comparisons.currentWindow] + policy.targets.days;
  const dates = schoolDates(data, measurements, comparisons);
  const yearOf = (days: Float64Array) => days.map((own) => (own - dayOfYear2000) / daysAYear);
  const inAYear = new Float64Array(comparisons.count).fill(day);
  const { judged, smoothed, forecasts } = await judgeOverThreads(threads, {
    fit,
    scores,
    circumstances: own.criteria.length > 1 ? { ...circumstances, settings: judgedBy } : circumstances,
    criteria: own.criteria,
    forecastYears: [inAYear, dates.year, dates['key-stage']].map(yearOf),
  });

  // Other threads make the forecasts of a year ago, and draw what test luck would list, while this one makes the list.
  const lookingBack = threads.run(saved.targets ? 0 : 1, () => ({
    stage: 'again',
    task: forecastAgainTask(fit, scores),
  }));
  lookingBack.catch(() => {}); // told where it is awaited
  // Each of the settings is drawn for all pupils: what luck lists under it does not depend on who else uses it.
  const luck = luckOfEach(own, (criteria) =>
    listedByLuck(fit, scores, smoothed, { comparisons, circumstances, criteria, pupils: data.pupils.count }),
  );
  const drawing = threads.run(luck.tasks.length, (at) => ({ stage: 'luck', task: luck.tasks[at] }));
  drawing.catch(() => {}); // told where it is awaited

  clock.stage('Making the list');
  const positions = byResult(data.results.count, scores.result, smoothed);
  const listedIn = listedWindows(previous ?? [], data.pupils.pupilId, data.windows.window);
  const rebounds = measureRebound(data, { comparisons, points }, fit, scores, listedIn);
  const found = {
    data,
    measurements,
    comparisons,
    growth,
    judged,
    points,
    rebounds,
    concern: smoothed.concern,
    slowed: smoothed.slowed,
    shortfall: smoothed.shortfall,
    ...positions,
  };
  const differences = cohortDifferences(data, measurements, saved.targets?.cohorts);
  const input = { ...found, previous };
  const agenda = buildAgenda(input, { ...policy.list, schools: own.lists });
  const windows = currentWindows(data, { window: settings.window ?? null, ...policy.coverage });
  const targets = { ...policy.targets, minimumPeers: policy.peers.minimum };
  const spread = saved.targets ?? fitTargetSpread((await lookingBack)[0]);
  const later = { ...found, reliability, differences, spread };
  const until = (at: 1 | 2, days: Float64Array) =>
    forecastScores({ ...later, forecast: forecasts[at], day: days }, targets);
  const numeric = {
    groups: groupsTable(measureGroups(input, policy.suppression)),
    cells: cellsTable(measureCells(input, { ...policy.suppression, comparisons: choosing }), data.windows.window),
    equity: equityTable(measureEquity(data, agenda, policy.suppression.minimum)),
    coverage: coverageTable(measureCoverage(data, windows)),
    targets: targetsTable(data, comparisons, setTargets({ ...later, forecast: forecasts[0], day }, targets)),
    forecasts: forecastsTable(data, comparisons, {
      year: until(1, dates.year),
      'key-stage': until(2, dates['key-stage']),
    }),
  };

  clock.stage('Writing sentences');
  const [sentences] = own.sentences;
  const sentencesOf = (pupil: number) => own.sentences[own.which[pupil]];
  const calendar = settings.window === undefined ? calendarWarnings(data, windows) : [];
  const stages = [measurements, growth, fit, agenda].map(({ warnings }) => warnings);
  const doubts = [
    settings.warnings ?? [],
    settingsWithoutSchool(policy, data.pupils.school.values),
    calendar,
    noErrorStated(data, measurements),
    ...stages,
  ];
  const worded = runTables({ ...found, sentences, sentencesOf, baseline: policy.baseline }, agenda, numeric);

  clock.stage('Working out what test luck would list');
  const lists = listsTable(measureLists(data, agenda, luck.gather(await drawing)));
  const tables = { ...worded, lists };
  const { freedom, skew, scale } = spread;
  return {
    manifest: manifestOf(data, comparisons.currentWindow, tables, {
      policy,
      ...(settings.window === undefined ? {} : { windowNamed: true }),
      hashes: {
        inputs: data.fileHashes,
        policy: hashOf(policy),
        reference: settings.reference ? hashOf(settings.reference) : null,
        previous: settings.previous ? hashOf(settings.previous.manifest.files) : null,
      },
      previousRun: settings.previous?.id ?? null,
      warnings: mergeWarnings(doubts.flat()),
      questions: runQuestions({ ...found, windows, fit, scores, reliabilityOfSubject }, policy, own.criteria[0]),
    }),
    tables,
    reference: {
      measurements: measurements.reference,
      growth: growth.reference,
      trajectories: fit,
      targets: { version: 1, freedom, skew, scale, cohorts: differences.record } satisfies TargetReference,
    },
    timings: clock.seconds(),
  };
}

/** A school that the settings name and the data do not: a name written otherwise would be passed over in silence. */
function settingsWithoutSchool(policy: Policy, schools: readonly string[]): Warning[] {
  const known = new Set(schools);
  const unknown = Object.keys(policy.schools ?? {}).filter((school) => !known.has(school));
  return unknown.map((school) => ({ code: 'settings-without-school', count: 1, values: { school } }));
}

/** The settings of the schools that have their own. What lays them is loaded only where there are any: it is half of all modules. */
async function policiesOfSchools(policy: Policy, schools: readonly string[]): Promise<ReadonlyMap<string, Policy>> {
  const named = schools.filter((school) => policy.schools !== undefined && Object.hasOwn(policy.schools, school));
  if (named.length === 0) return new Map();
  const { policyOfSchool } = await import('../policy.ts');
  return new Map(named.map((school) => [school, policyOfSchool(policy, school)]));
}

/** What the manifest says of a run, apart from what its files say themselves. */
function manifestOf(
  data: AssessmentData,
  window: number,
  tables: RunContent['tables'],
  of: Pick<RunManifest, 'hashes' | 'previousRun' | 'windowNamed' | 'questions'> & {
    policy: Policy;
    warnings: readonly Warning[];
  },
): RunManifest {
  const { windows, pupils, results } = data;
  const named = windows.window.map((name, w) => ({
    window: name,
    date: formatDay(windows.day[w]),
    label: windows.label[w],
  }));
  return {
    format: 1,
    engine: packageJson.version,
    window: windows.window[window],
    windowDate: formatDay(windows.day[window]),
    ...(of.windowNamed ? { windowNamed: of.windowNamed } : {}),
    windows: named,
    subjects: data.subjects,
    schools: pupils.school.values,
    scales: manifestScales(data),
    hashes: of.hashes,
    previousRun: of.previousRun,
    counts: {
      pupils: pupils.count,
      results: results.count,
      'rows rejected': data.rejects.length,
      'growth percentiles': tables.growth.rows,
      'pupils listed': runRows(tables.lists).reduce((sum, row) => sum + (row.grouping === 'run' ? row.listed : 0), 0),
    },
    warnings: wordedWarnings(of.warnings, named),
    ...(of.questions ? { questions: of.questions } : {}),
    policy: of.policy,
  };
}

function windowNamed({ windows }: AssessmentData, name: string): number {
  const window = windows.window.indexOf(name);
  if (window < 0) throw new SameStartError('window-unknown', { window: name, known: windows.window.join(', ') });
  return window;
}

/**
 * The parts of a reference that this version reads; a file it does not know is ignored, a missing part fitted anew. One
 * without any part would freeze nothing, and nobody would see it.
 */
function savedReference(reference: AnalyseSettings['reference']): {
  measurements: MeasurementReference | null;
  growth: GrowthReference | null;
  trajectories: TrajectoryFit | null;
  targets: TargetReference | null;
} {
  const trajectories = savedPart(reference, 'trajectories', 'nodes') as TrajectoryFit | null;
  const saved = {
    measurements: savedPart(reference, 'measurements', 'cells') as MeasurementReference | null,
    growth: savedPart(reference, 'growth', 'pairs') as GrowthReference | null,
    trajectories: trajectories && withFamilies(trajectories),
    targets: savedPart(reference, 'targets', 'scale') as TargetReference | null,
  };
  if (reference && Object.values(saved).every((part) => part === null)) {
    const file = Object.keys(reference).map(jsonFile).join(', ') || 'given';
    const why = `it holds none of ${Object.keys(saved).map(jsonFile).join(', ')}`;
    throw new SameStartError('reference-unreadable', { file, why });
  }
  return saved;
}

/** One part; `list` is what it holds at least. */
function savedPart(reference: AnalyseSettings['reference'], name: string, list: string): object | null {
  if (!reference || !Object.hasOwn(reference, name)) return null;
  const part = reference[name] as Partial<Record<string, unknown>> | null;
  if (part?.version === 1 && Array.isArray(part[list])) return part;
  const ofAnother = typeof part?.version === 'number' && part.version !== 1;
  const why = ofAnother ? 'it was written by another version of Same Start' : 'it is not what a run has fitted';
  throw new SameStartError('reference-unreadable', { file: jsonFile(name), why });
}

function jsonFile(name: string): string {
  return `${name}.json`;
}

async function previousListings(run: PublishedRun): Promise<PreviousListing[]> {
  return runRows(await run.table('agenda')).map((row) => ({
    pupilId: row.pupil_id,
    state: row.state,
    firstListed: row.first_listed,
    baselineWindow: row.baseline_window,
  }));
}

/** Positions of scores laid out by row of `ResultTable`. */
function byResult(
  results: number,
  rows: Int32Array,
  smoothed: { position: Float64Array; positionLow: Float64Array; positionHigh: Float64Array },
): { position: Float64Array; positionLow: Float64Array; positionHigh: Float64Array } {
  const spread = (column: Float64Array) => {
    const values = new Float64Array(results).fill(Number.NaN);
    rows.forEach((row, score) => (values[row] = column[score]));
    return values;
  };
  return {
    position: spread(smoothed.position),
    positionLow: spread(smoothed.positionLow),
    positionHigh: spread(smoothed.positionHigh),
  };
}

function stageClock(progress: (what: string) => void = () => {}): {
  stage: (what: string) => void;
  seconds: () => Record<string, number>;
} {
  const seconds: Record<string, number> = {};
  let current = '';
  let since = performance.now();
  const stage = (what: string) => {
    const now = performance.now();
    if (current) seconds[current] = (now - since) / 1000;
    [current, since] = [what, now];
    if (what) progress(what);
  };
  return { stage, seconds: () => (stage(''), seconds) };
}
