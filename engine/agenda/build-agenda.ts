import { hasLeft } from '../tables/has-left.ts';
import { byCodeUnit, textAt } from '../tables/text-column.ts';
import { sectionNames } from '../tables/run-schema.ts';
import type { Level, ListingState, Section } from '../tables/run-schema.ts';
import type { Warning } from '../warnings.ts';
import type { AgendaInput, AgendaSettings, AgendaSettingsBySchool } from './agenda-input.ts';
import { defaultAgendaSettings } from './agenda-input.ts';
import { levelOf } from './level-of.ts';
import type { PreviousListing } from './previous-listing.ts';
import { openListings } from './previous-listing.ts';
import type { PupilFindings } from './pupil-findings.ts';
import { pupilFindings } from './pupil-findings.ts';

/** The meeting’s list: one entry a pupil on roll, in order of school, section, concern. */
export interface Agenda {
  readonly count: number;
  /** Row of the pupil table. */
  readonly pupil: Int32Array;
  /** Place within the school, from 1. */
  readonly order: Int32Array;
  /** Index into `sectionNames`. */
  readonly section: Uint8Array;
  /** “subject: criterion” pairs met, “; ” between them; else why the pupil is not measured; else null. */
  readonly whyListed: readonly (string | null)[];
  /** Log odds; NaN where not measured. */
  readonly concern: Float64Array;
  readonly subjects: readonly (string | null)[];
  readonly state: readonly (ListingState | null)[];
  readonly firstListed: readonly (string | null)[];
  readonly baselineWindow: readonly (string | null)[];
  /** 0–1; NaN where no criterion is met. */
  readonly probablyOrdinary: Float64Array;
  readonly level: readonly (Level | null)[];
  /** 1 with at least one criterion met, in whatever section. */
  readonly flagged: Uint8Array;
  readonly measured: Uint8Array;
  readonly warnings: readonly Warning[];
}

const at = (section: Section) => sectionNames.indexOf(section);
const ranked = new Set(
  ['discuss-first', 'discuss-if-time', 'supported', 'monitoring'].map((name) => at(name as Section)),
);

/**
 * Whom to discuss: every pupil on roll with a section, a place and what a meeting needs to know.
 *
 *   comparisons → findings of each pupil → section → capacity of the class → state against the earlier run → order
 *
 * `supported` (K, E) and `monitoring` hold their pupils whatever the results say, measured or not. Of the others: without a
 * current result `not-measured`; with a criterion met `discuss-first` up to the class’s capacity, by concern, the rest
 * `discuss-if-time`; listed before and back in line `eased`; else `not-listed`. A class is the present one; pupils without one
 * count with their school and year group. Nothing is ever padded.
 */
export function buildAgenda(input: AgendaInput, { schools, ...settings }: AgendaSettingsBySchool = {}): Agenda {
  const resolved = { ...defaultAgendaSettings, ...settings };
  const { pupils } = input.data;
  const settingsOf = (pupil: number) => schools?.get(textAt(pupils.school, pupil) ?? '') ?? resolved;
  const findings = pupilFindings(input, settingsOf);
  const listings = input.previous ? openListings(input.previous) : null;
  const section = new Uint8Array(pupils.count);
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    const eases =
      listings?.has(pupils.pupilId[pupil]) === true && findings.likeliest[pupil] < settingsOf(pupil).easedUnder;
    section[pupil] = at(sectionOf(input, findings, pupil, eases));
  }
  leaveForLater(input, findings, section, settingsOf);
  const placed = placeInSchools(input, findings, section);
  const rows = [...placed.pupil];
  const histories = rows.map((pupil) =>
    history(input, findings, pupil, { listings, easedUnder: settingsOf(pupil).easedUnder }),
  );
  const missing = at('not-measured');
  return {
    count: rows.length,
    ...placed,
    section: section.map((_, index) => section[rows[index]]),
    whyListed: rows.map(
      (pupil) =>
        findings.whyListed[pupil] ??
        (section[pupil] === missing || findings.measured[pupil] === 0
          ? (findings.missing[pupil] ?? 'not-entered')
          : null),
    ),
    concern: Float64Array.from(rows, (pupil) => findings.concern[pupil]),
    subjects: rows.map((pupil) => findings.subjects[pupil]),
    state: histories.map(({ state }) => state),
    firstListed: histories.map(({ firstListed }) => firstListed),
    baselineWindow: histories.map(({ baselineWindow }) => baselineWindow),
    probablyOrdinary: Float64Array.from(rows, (pupil) => findings.probablyOrdinary[pupil]),
    level: rows.map((pupil) => levelOf(findings.position[pupil], settingsOf(pupil).levelBand)),
    flagged: Uint8Array.from(rows, (pupil) => findings.flagged[pupil]),
    measured: Uint8Array.from(rows, (pupil) => findings.measured[pupil]),
    warnings: shareWarnings(findings, resolved),
  };
}

function sectionOf({ data }: AgendaInput, findings: PupilFindings, pupil: number, eases: boolean): Section {
  if (hasLeft(data, pupil)) return 'not-listed';
  const status = textAt(data.pupils.senStatus, pupil);
  if (status === 'K' || status === 'E') return 'supported';
  if (data.pupils.monitoring[pupil] === 1) return 'monitoring';
  if (findings.measured[pupil] === 0) return 'not-measured';
  if (findings.flagged[pupil] === 1) return 'discuss-first';
  return eases ? 'eased' : 'not-listed';
}

/** Of those listed in a class all beyond its capacity are for when there is time. */
function leaveForLater(
  input: AgendaInput,
  findings: PupilFindings,
  section: Uint8Array,
  settingsOf: (pupil: number) => AgendaSettings,
): void {
  const { pupils } = input.data;
  const listed = new Map<string, number[]>();
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    if (section[pupil] !== at('discuss-first')) continue;
    const unit = textAt(pupils.class, pupil) ?? `Year ${textAt(pupils.yearGroup, pupil) ?? ''}`;
    const key = JSON.stringify([textAt(pupils.school, pupil), pupils.class.codes[pupil] < 0, unit]);
    const others = listed.get(key);
    if (others) others.push(pupil);
    else listed.set(key, [pupil]);
  }
  for (const members of listed.values()) {
    members.sort((a, b) => byConcern(findings, a, b));
    for (const pupil of members.slice(settingsOf(members[0]).capacity)) section[pupil] = at('discuss-if-time');
  }
}

/** Greatest first; equal concern keeps the order of identifiers. */
function byConcern({ ordering }: PupilFindings, a: number, b: number): number {
  const value = (pupil: number) => (Number.isNaN(ordering[pupil]) ? -Number.MAX_VALUE : ordering[pupil]);
  return value(b) - value(a) || a - b;
}

function placeInSchools(input: AgendaInput, findings: PupilFindings, section: Uint8Array) {
  const { pupils } = input.data;
  const school = (pupil: number) => textAt(pupils.school, pupil) ?? '';
  const pupil = Int32Array.from({ length: pupils.count }, (_, index) => index).sort(
    (a, b) =>
      byCodeUnit(school(a), school(b)) ||
      section[a] - section[b] ||
      (ranked.has(section[a]) ? byConcern(findings, a, b) : a - b),
  );
  const order = new Int32Array(pupils.count);
  for (let row = 0; row < pupils.count; row++) {
    order[row] = row > 0 && school(pupil[row]) === school(pupil[row - 1]) ? order[row - 1] + 1 : 1;
  }
  return { pupil, order };
}

interface History {
  readonly state: ListingState | null;
  readonly firstListed: string | null;
  readonly baselineWindow: string | null;
}

/**
 * Against the earlier run. Without a result now, or while a criterion still leans towards being met, nothing is new and
 * nothing has eased: “back in line” would not be true, and the listing stays open.
 */
function history(
  { data, comparisons }: AgendaInput,
  findings: PupilFindings,
  pupil: number,
  { listings, easedUnder }: { listings: ReadonlyMap<string, PreviousListing> | null; easedUnder: number },
): History {
  const before = listings?.get(data.pupils.pupilId[pupil]) ?? null;
  const kept = { firstListed: before?.firstListed ?? null, baselineWindow: before?.baselineWindow ?? null };
  if (findings.flagged[pupil] === 1) {
    if (before !== null) return { state: 'persisting', ...kept };
    const { window } = data.windows;
    const leading = findings.leading[pupil];
    const baseline = comparisons.baselineRow[leading];
    return {
      state: listings === null ? null : 'new',
      firstListed: window[data.results.window[comparisons.currentRow[leading]]],
      baselineWindow: baseline < 0 ? null : window[data.results.window[baseline]],
    };
  }
  const eased = before !== null && findings.measured[pupil] === 1 && findings.likeliest[pupil] < easedUnder;
  return { state: eased ? 'eased' : null, ...kept };
}

function shareWarnings({ measured, flagged, likeliest }: PupilFindings, settings: AgendaSettings): Warning[] {
  // Where no question could be asked of anybody, as in a first window, no share is unusual.
  if (likeliest.every((probability) => probability === 0)) return [];
  const of = measured.reduce((sum, flag) => sum + flag, 0);
  const with1 = flagged.reduce((sum, flag) => sum + flag, 0);
  const share = with1 / of;
  if (of === 0 || (share >= settings.usualShareLow && share <= settings.usualShareHigh)) return [];
  const percent = (part: number) => Math.round(100 * part);
  const values = {
    // Away from what is usual: “1, from 1 to 20 is usual” would warn of nothing.
    share: share < settings.usualShareLow ? Math.floor(100 * share) : Math.ceil(100 * share),
    low: percent(settings.usualShareLow),
    high: percent(settings.usualShareHigh),
  };
  return [{ code: 'list-share-unusual', count: with1, values }];
}
