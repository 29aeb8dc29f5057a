import type { AssessmentData } from '../../../tables/assessment-data.ts';
import { byCodeUnit, textAt } from '../../../tables/text-column.ts';
import type { RollChangeReport, RollReport } from './data-report-parts.ts';
import { formatDay } from '../../../tables/days.ts';

/** Joiners, leavers (`left`: 1 a pupil who is not on roll) and movers. */
export function rollChangeReport(data: AssessmentData, left: Uint8Array): RollChangeReport {
  const { pupils, windows, results, context } = data;
  const used = new Uint8Array(windows.count);
  for (let row = 0; row < results.count; row++) used[results.window[row]] = 1;
  const order = Array.from(used.keys()).filter((window) => used[window] === 1);
  const [before, newest] = [order.at(-2) ?? -1, order.at(-1) ?? -1];
  const since = before < 0 ? NaN : windows.day[before];
  const first = order.length > 0 ? windows.day[order[0]] : NaN;
  const seen = { before: new Uint8Array(pupils.count), now: new Uint8Array(pupils.count) };
  const moved = new Set(
    context
      .filter(({ kind, fromDay, toDay }) => kind === 'school-move' && (fromDay > first || toDay > first))
      .map(({ pupil }) => pupil),
  );
  const placeOf = new Map(pupils.school.values.map((school, place) => [school, place]));
  const places = results.school.values.map((school) => placeOf.get(school) ?? -1);
  let leaversResults = 0;
  for (let row = 0; row < results.count; row++) {
    const pupil = results.pupil[row];
    seen[results.window[row] === newest ? 'now' : 'before'][pupil] = 1;
    const school = results.school.codes[row];
    if (school >= 0 && places[school] !== pupils.school.codes[pupil]) moved.add(pupil);
    if (left[pupil]) leaversResults++;
  }
  const onRoll = pupilsOnRoll(left);
  return {
    since: Number.isNaN(since) ? null : formatDay(since),
    joined: onRoll.filter((pupil) => pupils.joinedOnDay[pupil] > since).length,
    firstResults: before < 0 ? 0 : onRoll.filter((pupil) => seen.now[pupil] && !seen.before[pupil]).length,
    left: pupils.count - onRoll.length,
    leaversResults,
    moved: onRoll.filter((pupil) => moved.has(pupil)).length,
  };
}

/** The roll by school, year group and class. */
export function rollReport(data: AssessmentData, left: Uint8Array): RollReport {
  const { pupils } = data;
  const onRoll = pupilsOnRoll(left);
  const schools = new Map<string, { pupils: number; years: Map<string, number>; classes: Map<string, number> }>();
  for (const pupil of onRoll) {
    const name = textAt(pupils.school, pupil)!;
    const school = schools.get(name) ?? { pupils: 0, years: new Map(), classes: new Map() };
    school.pupils++;
    const year = textAt(pupils.yearGroup, pupil)!;
    school.years.set(year, (school.years.get(year) ?? 0) + 1);
    const group = textAt(pupils.class, pupil);
    if (group !== null) school.classes.set(group, (school.classes.get(group) ?? 0) + 1);
    schools.set(name, school);
  }
  return {
    pupils: onRoll.length,
    schools: [...schools]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([school, { pupils: count, years, classes }]) => ({
        school,
        pupils: count,
        yearGroups: [...years]
          .sort(([a], [b]) => yearPlace(a) - yearPlace(b))
          .map(([yearGroup, n]) => ({ yearGroup, pupils: n })),
        classes: [...classes].sort(([a], [b]) => byCodeUnit(a, b)).map(([name, n]) => ({ class: name, pupils: n })),
      })),
  };
}

function yearPlace(yearGroup: string): number {
  return yearGroup === 'N' ? -1 : yearGroup === 'R' ? 0 : Number(yearGroup);
}

function pupilsOnRoll(left: Uint8Array): number[] {
  return Array.from(left.keys()).filter((pupil) => !left[pupil]);
}
