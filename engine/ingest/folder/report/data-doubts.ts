import type { DataDoubt } from './data-doubt.ts';
import { findScale } from '../../../scales/registry.ts';
import type { AssessmentData } from '../../../tables/assessment-data.ts';
import { textAt } from '../../../tables/text-column.ts';
import { codeDoubts } from './code-doubts.ts';
import { subjectDoubts } from './subject-doubts.ts';
import { windowDoubts } from './window-doubts.ts';
import { formatDay } from '../../../tables/days.ts';

/** A change this many robust standard deviations from the middle one is shown. */
const unusualChange = 6;
/** Changes fewer than this say nothing about what is usual. */
const fewestChanges = 30;
/** Largest sample from which middle and spread of changes are taken. */
const sampleSize = 20_000;
/** Results of one window further apart than this, in days, are shown. */
const widestWindow = 60;
const smallestUniformClass = 8;
const mostExamples = 5;

/** A window as the school calls it; its identifier where it has no name. */
function windowName({ label, window }: AssessmentData['windows'], at: number): string {
  return label[at] ?? window[at];
}

/** Looks for slips that no single row shows (`today`: days since 1970-01-01, where windows may not lie after it): changes, scores, dates, tests and marks that are unlike the rest. */
export function dataDoubts(data: AssessmentData, today = NaN): DataDoubt[] {
  return [
    ...codeDoubts(data),
    ...subjectDoubts(data),
    ...windowDoubts(data, today),
    ...changes(data),
    ...unusualScores(data),
    ...spreadDates(data),
    ...changedTests(data),
    ...uniformMarks(data),
  ];
}

/** Consecutive valid results of a pupil on one scale, by subject and pair of windows, against the middle change. */
function changes({ results, subjects, windows, pupils }: AssessmentData): DataDoubt[] {
  const pairs = new Map<number, number[]>();
  const { subject, pupil, window, value, scale, status } = results;
  for (let row = 1; row < results.count; row++) {
    const sameSeries =
      subject[row] === subject[row - 1] && pupil[row] === pupil[row - 1] && scale[row] === scale[row - 1];
    if (!sameSeries || status[row] !== 0 || status[row - 1] !== 0) continue;
    const key = (subject[row] * windows.count + window[row - 1]) * windows.count + window[row];
    const rows = pairs.get(key);
    if (rows) rows.push(row);
    else pairs.set(key, [row]);
  }
  const doubts: DataDoubt[] = [];
  for (const rows of pairs.values()) {
    if (rows.length < fewestChanges) continue;
    const change = (row: number): number => value[row] - value[row - 1];
    const step = Math.ceil(rows.length / sampleSize);
    const sample = Float64Array.from(
      rows.filter((_, at) => at % step === 0),
      change,
    ).sort();
    const middle = sample[sample.length >> 1];
    const spread = 1.4826 * sample.map((each) => Math.abs(each - middle)).sort()[sample.length >> 1];
    if (spread === 0) continue;
    // Both measures of spread must find it unusual: scales with a pile at one end have long tails by nature.
    const deviation = Math.sqrt(sample.reduce((sum, each) => sum + (each - middle) ** 2, 0) / sample.length);
    const bound = unusualChange * Math.max(spread, deviation / 1.25);
    const unusual = rows.filter((row) => Math.abs(change(row) - middle) > bound);
    if (unusual.length === 0) continue;
    const [row] = unusual;
    doubts.push({
      kind: 'implausible-change',
      text: `${subjects[subject[row]]}, ${windowName(windows, window[row - 1])} to ${windowName(windows, window[row])}: changes far larger than anyone else’s. Check both scores.`,
      count: unusual.length,
      examples: unusual
        .slice(0, mostExamples)
        .map((at) => `${pupils.pupilId[pupil[at]]}: ${results.score[at - 1]} to ${results.score[at]}`),
    });
  }
  return doubts;
}

function unusualScores({ results, scales, pupils }: AssessmentData): DataDoubt[] {
  return scales.flatMap((scale, at) => {
    const known = findScale(scale.scale);
    const [low, high] = scale.class === 'standardised' ? [40, 160] : [known?.usualLow ?? NaN, known?.usualHigh ?? NaN];
    if (Number.isNaN(low)) return [];
    const rows: number[] = [];
    for (let row = 0; row < results.count; row++)
      if (results.scale[row] === at && (results.value[row] < low || results.value[row] > high)) rows.push(row);
    if (rows.length === 0) return [];
    const examples = rows
      .slice(0, mostExamples)
      .map((row) => `${pupils.pupilId[results.pupil[row]]}: ${results.score[row]}`);
    const text = `${scale.scale}: scores below ${low} or above ${high}, where hardly any pupil is. Check that they are on this scale.`;
    return [{ kind: 'unusual-score' as const, text, count: rows.length, examples }];
  });
}

function spreadDates({ results, windows }: AssessmentData): DataDoubt[] {
  const counts = windows.window.map(() => new Map<number, number>());
  for (let row = 0; row < results.count; row++) {
    const days = counts[results.window[row]];
    days.set(results.day[row], (days.get(results.day[row]) ?? 0) + 1);
  }
  return counts.flatMap((days, window) => {
    const sorted = [...days].sort(([a], [b]) => a - b);
    const total = sorted.reduce((sum, [, count]) => sum + count, 0);
    const early = quantile(sorted, total * 0.05);
    const late = quantile(sorted, total * 0.95);
    if (!(late - early > widestWindow)) return [];
    const text = `${windowName(windows, window)}: nine in ten of its results lie between ${formatDay(early)} and ${formatDay(late)}. Are these two windows?`;
    return [{ kind: 'dates-spread' as const, text, count: total, examples: [] }];
  });
}

function quantile(days: readonly (readonly [number, number])[], at: number): number {
  let sum = 0;
  for (const [day, count] of days) {
    sum += count;
    if (sum >= at) return day;
  }
  return NaN;
}

/** The scale most results of a subject are on, window by window. */
function changedTests({ results, subjects, windows, scales }: AssessmentData): DataDoubt[] {
  const counts = new Float64Array(subjects.length * windows.count * scales.length);
  for (let row = 0; row < results.count; row++) {
    if (results.scale[row] < 0 || results.status[row] > 2) continue;
    counts[(results.subject[row] * windows.count + results.window[row]) * scales.length + results.scale[row]]++;
  }
  return subjects.flatMap((subject, at) => {
    const main: { window: number; scale: number }[] = [];
    for (let window = 0; window < windows.count; window++) {
      const from = (at * windows.count + window) * scales.length;
      const here = counts.subarray(from, from + scales.length);
      const most = Math.max(0, ...here);
      if (most > 0) main.push({ window, scale: here.indexOf(most) });
    }
    const moves = main.filter(({ scale }, k) => k > 0 && main[k - 1].scale !== scale);
    if (moves.length === 0) return [];
    const examples = moves
      .slice(0, mostExamples)
      .map(({ window, scale }) => `${scales[scale].scale} from ${windowName(windows, window)}`);
    const text = `${subject}: the test changed, so points before and after cannot be compared; places in the year group can.`;
    return [{ kind: 'test-changed' as const, text, count: moves.length, examples }];
  });
}

/** Classes in which every pupil has the same number. */
function uniformMarks({ results, subjects, windows, scales }: AssessmentData): DataDoubt[] {
  const classes: string[] = [];
  const places = results.school.values.length * (results.class.values.length + 1);
  const groups = new Map<number, { first: number; count: number; same: boolean }>();
  for (let row = 0; row < results.count; row++) {
    if (results.status[row] !== 0 || results.class.codes[row] < 0 || scales[results.scale[row]].class === 'ordinal')
      continue;
    const place = results.school.codes[row] * (results.class.values.length + 1) + results.class.codes[row];
    const key = (results.subject[row] * windows.count + results.window[row]) * places + place;
    const group = groups.get(key);
    if (!group) groups.set(key, { first: row, count: 1, same: true });
    else {
      group.count++;
      if (results.value[row] !== results.value[group.first]) group.same = false;
    }
  }
  for (const group of groups.values()) {
    if (!group.same || group.count < smallestUniformClass) continue;
    const row = group.first;
    classes.push(
      `${textAt(results.class, row)} (${textAt(results.school, row)}), ${subjects[results.subject[row]]}, ${windowName(windows, results.window[row])}: ${results.score[row]} × ${group.count}`,
    );
  }
  if (classes.length === 0) return [];
  const text = 'Classes in which every pupil has the same mark. Was a default filled in?';
  return [{ kind: 'uniform-marks', text, count: classes.length, examples: classes.slice(0, mostExamples) }];
}
