import { SameStartError } from '../../errors.ts';
import { academicYearOf } from '../../tables/academic-year-of.ts';
import type { Measurements } from '../../scales/measurements.ts';
import type { AssessmentData } from '../../tables/assessment-data.ts';
import { baselineStatuses, type Comparisons } from './comparisons.ts';
import type { CurrentWindowSettings } from './current-windows.ts';
import { currentWindows, defaultCurrentWindowSettings } from './current-windows.ts';
import { dayOf } from '../../tables/days.ts';
import { receptionYearOf } from '../../scales/reception-year-of.ts';

export interface ComparisonSettings extends CurrentWindowSettings {
  /**
   * `year-before`: the usable window nearest to `targetWeeks` before the current one; `year-start`: the first of the current
   * academic year; `key-stage-start`: the first of the current key stage (Years 1–2, 3–6, 7–9, 10–11, 12–13);
   * `window`: the one named in `baselineWindow`.
   */
  readonly rule: 'year-before' | 'year-start' | 'key-stage-start' | 'window';
  readonly baselineWindow: string | null;
  readonly targetWeeks: number;
  /** A window nearer to the current one than this is never a baseline. */
  readonly minimumWeeks: number;
  /** A window is sat over some weeks; results nearer to each other by their own dates than this share of the least time are too close. */
  readonly ownDatesShare: number;
  /**
   * Pupils listed before, with the window their progress has been counted from since they were first listed: it stays their
   * baseline in every subject that has a usable result there. By pupil identifier and window name.
   */
  readonly frozenBaselines: ReadonlyMap<string, string>;
}

export const defaultComparisonSettings: ComparisonSettings = {
  ...defaultCurrentWindowSettings,
  rule: 'year-before',
  baselineWindow: null,
  targetWeeks: 52,
  minimumWeeks: 10,
  ownDatesShare: 0.5,
  frozenBaselines: new Map(),
};

const found = baselineStatuses.indexOf('found');
const noBaseline = baselineStatuses.indexOf('no-baseline');
const tooClose = baselineStatuses.indexOf('windows-too-close');
const notMeasured = baselineStatuses.indexOf('not-measured');
const noWindow = -2;

/**
 * Chooses for every pupil and subject with any result the current result, the baseline and the first one before it. Windows
 * are told apart by their own dates, so that a class keeps one baseline whatever day each pupil sat; a pupil who sat two of
 * them at nearly one time, or in the other order, has another or none. Of two windows as near to the target the later is taken.
 *
 * @throws SameStartError `window-unknown` where a named window is not in the data
 */
export function chooseComparisons(
  data: AssessmentData,
  measurements: Measurements,
  settings: Partial<ComparisonSettings> = {},
): Comparisons {
  const resolved = { ...defaultComparisonSettings, ...settings };
  const { results, pupils, subjects } = data;
  const { runWindow, windowOf } = currentWindows(data, resolved);
  const named = namedBaseline(data, resolved);
  const frozenWindow = Int32Array.from(pupils.pupilId, (id) =>
    data.windows.window.indexOf(resolved.frozenBaselines.get(id) ?? ''),
  );
  const pairs = subjects.length * pupils.count;
  let count = 0;
  for (let pair = 0; pair < pairs; pair++) if (results.firstRow[pair + 1] > results.firstRow[pair]) count++;
  const chosen = {
    subject: new Int32Array(count),
    pupil: new Int32Array(count),
    currentRow: new Int32Array(count).fill(-1),
    baselineRow: new Int32Array(count).fill(-1),
    firstRow: new Int32Array(count).fill(-1),
    baselineStatus: new Uint8Array(count).fill(notMeasured),
  };
  let at = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const from = results.firstRow[pair];
    const to = results.firstRow[pair + 1];
    if (from === to) continue;
    const pupil = pair % pupils.count;
    chosen.subject[at] = Math.floor(pair / pupils.count);
    chosen.pupil[at] = pupil;
    const current = rowInWindow(data, measurements, from, to, windowOf[pair]);
    if (current >= 0) {
      const since = earliestDay(data, measurements, pupil, windowOf[pair], resolved.rule);
      const frozen = frozenWindow[pupil];
      let baseline = -1;
      if (frozen >= 0) {
        baseline = baselineRow(data, measurements, { from, current, since: -Infinity, named: frozen }, resolved);
      }
      if (baseline < 0) baseline = baselineRow(data, measurements, { from, current, since, named }, resolved);
      chosen.currentRow[at] = current;
      chosen.baselineRow[at] = Math.max(baseline, -1);
      chosen.baselineStatus[at] = baseline >= 0 ? found : baseline === -1 ? noBaseline : tooClose;
      if (baseline >= 0) chosen.firstRow[at] = firstUsable(data, measurements, from, baseline);
    }
    at++;
  }
  return { count, ...chosen, currentWindow: runWindow };
}

/** Row of the named baseline window; −1 where the rule names none. */
function namedBaseline(data: AssessmentData, { rule, baselineWindow }: ComparisonSettings): number {
  if (rule !== 'window') return -1;
  const window = baselineWindow ?? '';
  const index = data.windows.window.indexOf(window);
  if (index < 0) throw new SameStartError('window-unknown', { window, known: data.windows.window.join(', ') });
  return index;
}

function rowInWindow(
  { results }: AssessmentData,
  { usable }: Measurements,
  from: number,
  to: number,
  window: number,
): number {
  for (let row = from; row < to; row++) if (results.window[row] === window) return usable[row] ? row : -1;
  return -1;
}

/** First day a baseline may have under the rule. */
function earliestDay(
  { windows }: AssessmentData,
  { cohort, cohorts }: Measurements,
  pupil: number,
  window: number,
  rule: ComparisonSettings['rule'],
): number {
  if (rule !== 'year-start' && rule !== 'key-stage-start') return -Infinity;
  const year = academicYearOf(windows.day[window]);
  if (rule === 'year-start' || cohort[pupil] < 0) return dayOf(year, 9, 1);
  const yearGroup = year - receptionYearOf(cohorts[cohort[pupil]]);
  const start = [12, 10, 7, 3, 1].find((first) => yearGroup >= first) ?? yearGroup;
  return dayOf(year - (yearGroup - start), 9, 1);
}

interface BaselineSearch {
  readonly from: number;
  readonly current: number;
  readonly since: number;
  readonly named: number;
}

/** Row of the baseline; −1 where the rule finds no earlier result, −2 where all it finds are too close. */
function baselineRow(
  { results, windows }: AssessmentData,
  { usable }: Measurements,
  { from, current, since, named }: BaselineSearch,
  { rule, targetWeeks, minimumWeeks, ownDatesShare }: ComparisonSettings,
): number {
  const now = windows.day[results.window[current]];
  const satBefore = results.day[current] - 7 * minimumWeeks * ownDatesShare;
  const first = rule === 'year-start' || rule === 'key-stage-start';
  let best = -1;
  let bestDistance = Infinity;
  for (let row = from; row < current; row++) {
    const day = windows.day[results.window[row]];
    if (!usable[row] || day >= now || day < since || (named >= 0 && results.window[row] !== named)) continue;
    if (now - day < 7 * minimumWeeks || results.day[row] > satBefore) {
      if (best === -1) best = noWindow;
      continue;
    }
    const distance = first ? day : Math.abs(now - day - 7 * targetWeeks);
    if (best >= 0 && (first ? distance >= bestDistance : distance > bestDistance)) continue;
    best = row;
    bestDistance = distance;
  }
  return best;
}

/** Two windows may share a date, and so may results of their own: no time lies between them, so neither is before the other. */
function firstUsable({ results, windows }: AssessmentData, { usable }: Measurements, from: number, baseline: number) {
  const day = windows.day[results.window[baseline]];
  for (let row = from; row < baseline; row++) {
    const before = windows.day[results.window[row]] < day && results.day[row] < results.day[baseline];
    if (usable[row] && before) return row;
  }
  return -1;
}
