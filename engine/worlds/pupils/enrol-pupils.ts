import { SameStartError } from '../../errors.ts';
import { byCodeUnit } from '../../tables/text-column.ts';
import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import { upnCheckLetter } from './upn-check-letter.ts';
import type { WorldSettings } from '../model/world-settings.ts';

const PUPILS_A_SCHOOL = 240;
const CLASS_SIZE_AT_MOST = 32;
/** Local authority number that no authority has, so that no pseudonym can be a real pupil's. */
const NO_SUCH_AUTHORITY = 999;

/** Who is taught where in the last window, in order of pupil id. */
export interface Enrolment {
  readonly schools: readonly string[];
  readonly pupilId: string[];
  readonly school: Int32Array;
  /** Year group of the cohort in the last window (0 = Reception). */
  readonly expectedYear: Int8Array;
  readonly form: Int32Array;
}

/**
 * Fills the schools: pupils are shared over schools by size and over year groups evenly, with a few more or fewer in each
 * as in life, into as few classes of at most 32 as hold them. Exactly `settings.pupils` are enrolled.
 */
export function enrolPupils(settings: WorldSettings, random: RandomStream): Enrolment {
  const { yearGroups, pupils } = settings;
  if (pupils < yearGroups.length)
    throw new SameStartError('setting-invalid', {
      setting: 'pupils',
      value: pupils,
      why: `there are ${yearGroups.length} year groups`,
    });
  const sizes = settings.schoolSizes.length > 0 ? settings.schoolSizes : equalSchools(pupils);
  const schools = sizes.map(
    (_, school) => settings.schoolNames[school] ?? `School ${String(school + 1).padStart(3, '0')}`,
  );
  const weights = sizes.flatMap((size) => yearGroups.map(() => size * (1 + 0.06 * random.normal())));
  const places = shareOut(pupils, weights).flatMap((count, cell) => {
    const forms = Math.ceil(count / CLASS_SIZE_AT_MOST);
    return Array.from({ length: count }, (_, place) => ({
      school: Math.floor(cell / yearGroups.length),
      expectedYear: yearGroups[cell % yearGroups.length],
      form: place % forms,
    }));
  });
  random.shuffle(places);
  const ids =
    settings.idStyle === 'upn'
      ? upnsFor(places, settings.lastAutumn)
      : places.map((_, place) => String(place + 1).padStart(7, '0'));
  const order = ids.map((_, place) => place).sort((a, b) => byCodeUnit(ids[a], ids[b]));
  return {
    schools,
    pupilId: order.map((place) => ids[place]),
    school: Int32Array.from(order, (place) => places[place].school),
    expectedYear: Int8Array.from(order, (place) => places[place].expectedYear),
    form: Int32Array.from(order, (place) => places[place].form),
  };
}

function equalSchools(pupils: number): number[] {
  return Array.from({ length: Math.max(1, Math.round(pupils / PUPILS_A_SCHOOL)) }, () => 1);
}

/** Whole numbers in proportion to the weights that add up to `total` (largest remainders). */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const counts = exact.map(Math.floor);
  const left = total - counts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((_, cell) => cell)
    .sort((a, b) => exact[b] - counts[b] - (exact[a] - counts[a]) || a - b);
  for (const cell of byRemainder.slice(0, left)) counts[cell]++;
  return counts;
}

function upnsFor(places: readonly { school: number; expectedYear: number }[], lastAutumn: number): string[] {
  const serials = new Map<string, number>();
  return places.map(({ school, expectedYear }) => {
    // Establishment, and the year of admission to Reception.
    const stem = `${NO_SUCH_AUTHORITY}${2001 + school}${String((lastAutumn - expectedYear) % 100).padStart(2, '0')}`;
    const serial = (serials.get(stem) ?? 0) + 1;
    if (serial > 999)
      throw new SameStartError('setting-invalid', {
        setting: 'pupils',
        value: places.length,
        why: 'UPNs have room for 999 in one school and year',
      });
    serials.set(stem, serial);
    const digits = `${stem}${String(serial).padStart(3, '0')}`;
    return upnCheckLetter(digits) + digits;
  });
}
