import type { ResultStatus } from '../../../tables/assessment-data.ts';
import type { ConvertedResult, ConvertedWindow, OpenCode, OpenEnd, UnusedCell } from './converted.ts';
import { parseDay } from '../../values/parse-day.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import { whyNoDay } from '../mapping/why-no-day.ts';
import { CountsByFile } from './file-counts.ts';
import type { ResultApart, ResultPlace } from './sitting.ts';
import { NumberHolders } from './number-holders.ts';
import { SchoolSpells, plainName, stands, type Sighting } from './school-spells.ts';
import { nominalDate, windowLabel, windowName, type SchoolWindow } from '../mapping/school-terms.ts';

export type { ConvertedResult, ConvertedWindow, OpenCode, OpenEnd, UnusedCell } from './converted.ts';

/** What is said of a pupil by nobody in particular: it holds now, and other files of the kind come first. */
const anyTime: Sighting = { asOf: Infinity, order: 0 };

/**
 * What files add up to, on the way to a data folder. Pupils' facts from several files are put together: the most recent one
 * stands (a roll is of today, a result of its day); of equally recent ones that of the file given first.
 */
export class Conversion {
  readonly pupils = new Map<string, Map<string, string>>();
  readonly spells = new Map<string, SchoolSpells>();
  readonly results: ConvertedResult[] = [];
  readonly unused: UnusedCell[] = [];
  /** Results of other kinds than those followed. */
  readonly apart: ResultApart[] = [];
  readonly counts = new CountsByFile();
  /** How many results were not used for each reason; together the `notUsed` of the counts. */
  readonly lost = new Map<string, number>();
  readonly windows = new Map<string, ConvertedWindow>();
  /** Births by identifier, as the files' rows give them; days since 1970-01-01. */
  readonly births = new Map<string, number>();
  /** Former numbers of pupils, and the present ones; null where two pupils claim one. */
  readonly #formerIds = new Map<string, string | null>();
  /** Whose each number is, to find those of two children. */
  readonly holders = new NumberHolders();
  /** Pupils whose year group a column says; that of others is worked out. */
  readonly yearSaid = new Set<string>();
  /** Pupils on a roll who have no number yet, by school and admission number. */
  readonly withoutNumber = new Set<string>();
  readonly notes = new Map<string, number>();
  /** Scores written as ends of a test that are not known to be, by scale, end and score. */
  readonly openEnds = new Map<string, OpenEnd>();
  /** Entries in place of results that nobody knows, in lower case. */
  readonly openCodes = new Map<string, OpenCode>();
  readonly #seen = new Map<string, Map<string, Sighting>>();
  /** Numbers by admission number, as files that hold both give them, with the school that gave it. */
  readonly #byAdmissionNumber = new Map<string, { readonly id: string; readonly school: string }[]>();
  readonly #writtenNumbers = new Set<string>();

  /** Days since 1970-01-01; no result is of a later day. */
  readonly today: number;

  constructor(today = Infinity) {
    this.today = today;
  }

  note(text: string): void {
    this.notes.set(text, (this.notes.get(text) ?? 0) + 1);
  }

  /** A result's day as its file gives it; NaN, with a note, where nobody can have been tested on it. */
  plausibleDay(day: number, pupilId: string): number {
    const birth = this.births.get(pupilId) ?? parseDay(this.pupils.get(pupilId)?.get('date_of_birth') ?? '');
    const why = Number.isNaN(day) ? null : whyNoDay(day, { today: this.today, birth });
    if (why === null) return day;
    this.note(why);
    return NaN;
  }

  noteOpenEnd(
    scale: string | null,
    { status, score }: Pick<OpenEnd, 'status' | 'score'>,
    { file, text }: Pick<OpenEnd, 'file' | 'text'>,
  ): void {
    const at = `${scale ?? ''}\n${status} ${score}`;
    const known = this.openEnds.get(at) ?? { scale: scale ?? '', status, score, file, text, count: 0 };
    this.openEnds.set(at, { ...known, count: known.count + 1 });
  }

  noteOpenCode(code: string, entry: Omit<OpenCode, 'count'>): void {
    const { count, besideGrades, ...known } = this.openCodes.get(code) ?? { ...entry, count: 0 };
    this.openCodes.set(code, { ...known, besideGrades: besideGrades || entry.besideGrades, count: count + 1 });
  }

  /** Notes that a score was read as an end of the test's range by the way it is written. */
  noteEnd({ status, atEnd }: { readonly status: ResultStatus; readonly atEnd?: true }): void {
    if (atEnd !== true) return;
    const as = status === 'floor' ? ['<70” or “69-', 'floor'] : ['>130” or “130+', 'ceiling'];
    this.note(
      `Scores written as an end of the test, such as “${as[0]}”: read as the ${as[1]} of the test, with that score.`,
    );
  }

  /** Notes what a pupil's number says about itself; the number is used as it is. */
  checkIdentifier(id: string): void {
    const { fault, temporary, expectedLetter } = checkUpn(id);
    if (fault === 'shape') this.note('Identifiers that are not unique pupil numbers.');
    else if (fault)
      this.note(`Unique pupil numbers whose check letter does not fit (expected ${expectedLetter} or the like).`);
    else if (temporary) this.note('Temporary unique pupil numbers: they will change.');
  }

  addPupil(id: string, facts: Readonly<Record<string, string>>, seen: Sighting = anyTime): void {
    if (!this.pupils.has(id)) this.checkIdentifier(id);
    const pupil = this.pupils.get(id) ?? new Map<string, string>();
    const from = this.#seen.get(id) ?? new Map<string, Sighting>();
    for (const [field, text] of Object.entries(facts)) {
      if (text === '') continue;
      const earlier = pupil.get(field);
      if (earlier === undefined || stands(seen, text, from.get(field)!, earlier)) {
        pupil.set(field, text);
        from.set(field, seen);
      }
    }
    this.pupils.set(id, pupil);
    this.#seen.set(id, from);
    if (!facts['school']) return;
    const days = { joined: parseDay(facts['joined_on'] ?? ''), left: parseDay(facts['left_on'] ?? '') };
    this.spellsOf(id).see(facts['school'], seen, facts['class'] ?? '', days);
  }

  spellsOf(id: string): SchoolSpells {
    const known = this.spells.get(id);
    if (known) return known;
    const spells = new SchoolSpells();
    this.spells.set(id, spells);
    return spells;
  }

  /** `file` holds it, and was given as number `order`. */
  addResult(result: ConvertedResult, { file, order }: { readonly file: string; readonly order: number }): void {
    const counts = this.counts.of(file);
    counts.seen++;
    counts.used++;
    this.results.push(result);
    if (result.school) this.spellsOf(result.pupilId).seeResult(result.school, this.dayOf(result), order);
  }

  /** A result's own day, else its window's nominal one. */
  dayOf({ day, window }: Pick<ConvertedResult, 'day' | 'window'>): number {
    return Number.isNaN(day) ? parseDay(this.windows.get(window)?.nominal ?? '') : day;
  }

  noteAdmissionNumber(number: string, school: string, id: string): void {
    this.#writtenNumbers.add(number);
    // A spreadsheet takes the zeros off a number; with and without them it is the same one, where no other has it.
    for (const key of new Set([number, withoutZeros(number)])) {
      const known = this.#byAdmissionNumber.get(key);
      if (!known) this.#byAdmissionNumber.set(key, [{ id, school }]);
      else if (!known.some((entry) => entry.id === id && entry.school === school)) known.push({ id, school });
    }
  }

  /** Whether a file gives the number in just that form. */
  hasAdmissionNumber(number: string): boolean {
    return this.#writtenNumbers.has(number);
  }

  /** The pupil of an admission number; schools number their pupils apart, so a row that names its school finds its own only. Null where none, or two. */
  idOfAdmissionNumber(number: string, school: string): string | null {
    const known = this.#byAdmissionNumber.get(number) ?? this.#byAdmissionNumber.get(withoutZeros(number)) ?? [];
    const ids = new Set(
      known
        .filter((entry) => entry.school === '' || school === '' || plainName(entry.school) === plainName(school))
        .map(({ id }) => id),
    );
    return ids.size === 1 ? [...ids][0] : null;
  }

  /** A pupil had another number before. One that two pupils claim is neither's. */
  addFormerId(former: string, id: string): void {
    if (former === id) return;
    const known = this.#formerIds.get(former);
    if (known === undefined) this.#formerIds.set(former, id);
    else if (known !== null && known !== id) {
      this.#formerIds.set(former, null);
      this.note('Former numbers that two pupils claim: they are taken as neither’s.');
    }
  }

  hasFormerId(id: string): boolean {
    return this.#formerIds.has(id);
  }

  /** The number a pupil has now; numbers that change in a circle stay as they are. */
  presentId(id: string): string {
    let present = id;
    for (let step = 0; step < 10; step++) {
      const next = this.#formerIds.get(present) ?? present;
      if (next === present) return present;
      present = next;
    }
    return id;
  }

  /** `datedBy`: the sheet whose dates alone say the window; null where more does. */
  addWindow(window: SchoolWindow, day: number, datedBy: string | null = null): string {
    return this.addNamedWindow(windowName(window), windowLabel(window), nominalDate(window), day, datedBy);
  }

  addNamedWindow(name: string, label: string, nominal: string, day: number, datedBy: string | null = null): string {
    const fresh = { label, nominal, days: [], undated: 0, named: false, datedBy: new Set<string>() };
    const known: ConvertedWindow = this.windows.get(name) ?? fresh;
    if (Number.isNaN(day)) known.undated++;
    else known.days.push(day);
    if (datedBy === null) known.named = true;
    else known.datedBy.add(datedBy);
    this.windows.set(name, known);
    return name;
  }

  /** Counts results that are not used. */
  lose(reason: string, results: number): void {
    if (results > 0) this.lost.set(reason, (this.lost.get(reason) ?? 0) + results);
  }

  /** Keeps a result beside the data folder, for `reason`; it counts as not used. */
  keepApart(result: ResultApart & { readonly place?: ResultPlace }, reason: string): void {
    this.apart.push({ ...result, score: result.score || (result.place?.text ?? '') });
    if (!result.place) return;
    const counts = this.counts.of(result.place.file);
    counts.used--;
    counts.notUsed++;
    this.lose(reason, 1);
  }

  leaveOut(cell: UnusedCell): void {
    this.unused.push(cell);
  }
}

/** A number of digits without its leading zeros. */
export function withoutZeros(number: string): string {
  return /^0+\d+$/.test(number) ? number.replace(/^0+(?=\d)/, '') : number;
}
