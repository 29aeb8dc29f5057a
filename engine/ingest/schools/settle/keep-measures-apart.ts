import type { Conversion } from '../conversion/conversion.ts';
import type { Sitting } from '../conversion/sitting.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { measuresInConflict, type Measure } from './measures-in-conflict.ts';

/**
 * Takes results of another kind than the one followed out of the results and keeps them apart, so that none cancels another or
 * takes its place. In a window in which a year group has none of the kind followed, the next likely kind stands, if it stands for
 * itself and is on a known scale.
 */
export function keepMeasuresApart(conversion: Conversion, mapping: Mapping): void {
  const standing = standingMeasures(conversion, mapping);
  if (standing.size === 0) return;
  const isApart = (sitting: Sitting): boolean => {
    const stands = standing.get(sitting.subject)?.get(sitting.measure);
    return stands !== undefined && !stands(sitting);
  };
  const before = new Set(conversion.results.map(({ window }) => window));
  const kept: Conversion['results'] = [];
  for (const result of conversion.results) {
    if (!isApart(result)) {
      kept.push(result);
      continue;
    }
    conversion.keepApart(result, whyApart);
    takeDay(conversion, result);
  }
  conversion.results.splice(0, conversion.results.length, ...kept);
  for (const [at, cell] of conversion.unused.entries()) {
    if (!cell.sitting || !isApart(cell.sitting)) continue;
    conversion.apart.push({ ...cell.sitting, score: cell.value, status: '', day: NaN });
    conversion.unused[at] = { ...cell, reason: whyApart, apart: true };
    conversion.lose(whyApart, 1);
    conversion.lost.set(cell.reason, (conversion.lost.get(cell.reason) ?? 1) - 1);
    if (conversion.lost.get(cell.reason) === 0) conversion.lost.delete(cell.reason);
  }
  const after = new Set(kept.map(({ window }) => window));
  for (const window of before) if (!after.has(window)) conversion.windows.delete(window);
  say(conversion, mapping);
}

const whyApart =
  'The test gave several kinds of result. Progress is worked out from another one; this one is kept in other-measures.csv. Nothing to do if that is right.';

type Stands = (sitting: Sitting) => boolean;

/** For each subject with several kinds and each of these, whether a result of it stands. */
function standingMeasures(conversion: Conversion, mapping: Mapping): Map<string, Map<string, Stands>> {
  const bySubject = measuresInConflict(conversion);
  const present = new Map<string, Set<string>>();
  const cellOf = ({ subject, window, pupilId }: Sitting): string => {
    const year = conversion.pupils.get(conversion.presentId(pupilId))?.get('year_group') ?? '';
    return `${subject}\n${window}\n${year}`;
  };
  for (const result of conversion.results) {
    const labels = present.get(cellOf(result));
    if (labels) labels.add(result.measure);
    else present.set(cellOf(result), new Set([result.measure]));
  }
  return new Map(
    [...bySubject].map(([subject, measures]) => {
      const followed = measures.find(({ label }) => label === mapping.measures?.[subject]) ?? measures[0];
      const order = [followed, ...measures.filter((one) => one !== followed && mayStandIn(one))];
      const stands =
        (label: string): Stands =>
        (sitting) =>
          order.find((one) => present.get(cellOf(sitting))?.has(one.label))?.label === label;
      return [subject, new Map(measures.map(({ label }) => [label, stands(label)] as const))] as const;
    }),
  );
}

function mayStandIn({ isBeside, scale }: Measure): boolean {
  return !isBeside && scale !== null;
}

/** A day of a result that is kept apart is no day of its window. */
function takeDay({ windows }: Conversion, { window, day }: Conversion['results'][number]): void {
  const days = windows.get(window)?.days ?? [];
  const at = days.indexOf(day);
  if (at >= 0) days.splice(at, 1);
}

function say({ apart, notes }: Conversion, { measures = {} }: Mapping): void {
  for (const [subject, results] of Map.groupBy(apart, (result) => result.subject)) {
    const labels = [...new Set(results.map(({ measure }) => measure || 'not named'))].sort();
    const followed = Object.hasOwn(measures, subject) ? measures[subject] || 'what is not named' : 'another kind';
    notes.set(
      `Results in ${subject} kept apart in other-measures.csv (${labels.join(', ')}): ${followed} is followed.`,
      results.length,
    );
  }
}
