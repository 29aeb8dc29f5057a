import { academicYearOf } from '../mapping/school-terms.ts';

/** How recent what a row says is: days since 1970 (Infinity: a roll, so it holds now), and the place of its file in the order given. */
export interface Sighting {
  readonly asOf: number;
  readonly order: number;
}

/** A pupil's time at one school, as the files tell it; days since 1970, NaN not said. */
export interface Spell {
  /** As the first file that names it writes it. */
  school: string;
  joined: number;
  left: number;
  /** Most recent row that puts the pupil there; −Infinity where only a school history does. */
  asOf: number;
  order: number;
  /** First and last day of a result the school reported. */
  firstResult: number;
  lastResult: number;
  /** Class by academic year (Infinity: now), with the sighting it is from. */
  readonly classes: Map<number, Sighting & { readonly class: string }>;
}

/** A pupil's move between two schools. The day lies between `from` and `to`; equal where a file gives it, NaN open. */
export interface SchoolMove {
  readonly fromSchool: string;
  readonly toSchool: string;
  readonly from: number;
  readonly to: number;
}

/** Where one pupil was, and when: the spells at each school, from every file. */
export class SchoolSpells {
  readonly #spells = new Map<string, Spell>();
  #sorted: Spell[] | null = null;

  see(school: string, { asOf, order }: Sighting, group: string, days: { joined: number; left: number }): void {
    const spell = this.#spellAt(school, order);
    spell.asOf = Math.max(spell.asOf, asOf);
    if (order < spell.order || (order === spell.order && school < spell.school)) spell.school = school;
    spell.order = Math.min(spell.order, order);
    if (!Number.isNaN(days.joined))
      spell.joined = Number.isNaN(spell.joined) ? days.joined : Math.min(spell.joined, days.joined);
    if (!Number.isNaN(days.left)) spell.left = Number.isNaN(spell.left) ? days.left : Math.max(spell.left, days.left);
    if (group === '') return;
    const year = Number.isFinite(asOf) ? academicYearOf(asOf) : asOf;
    const known = spell.classes.get(year);
    if (!known || stands({ asOf, order }, group, known, known.class))
      spell.classes.set(year, { class: group, asOf, order });
  }

  /** A school reports a result of that day. */
  seeResult(school: string, day: number, order: number): void {
    const spell = this.#spellAt(school, order);
    spell.firstResult = Math.min(Number.isNaN(spell.firstResult) ? Infinity : spell.firstResult, day);
    spell.lastResult = Math.max(Number.isNaN(spell.lastResult) ? -Infinity : spell.lastResult, day);
  }

  /** Takes over what is known of the pupil under another number. */
  takeOver(other: SchoolSpells): void {
    for (const spell of other.#spells.values()) {
      this.see(spell.school, spell, '', spell);
      const own = this.#spellAt(spell.school, spell.order);
      for (const [year, entry] of spell.classes) if (!own.classes.has(year)) own.classes.set(year, entry);
      for (const day of [spell.firstResult, spell.lastResult])
        if (!Number.isNaN(day)) this.seeResult(spell.school, day, spell.order);
    }
  }

  #spellAt(school: string, order: number): Spell {
    this.#sorted = null;
    const known = this.#spells.get(plainName(school));
    if (known) return known;
    const spell: Spell = {
      school,
      joined: NaN,
      left: NaN,
      asOf: -Infinity,
      order,
      firstResult: NaN,
      lastResult: NaN,
      classes: new Map(),
    };
    this.#spells.set(plainName(school), spell);
    return spell;
  }

  /** Earliest first; the last is the pupil's present school. */
  inOrder(): readonly Spell[] {
    this.#sorted ??= [...this.#spells.values()].sort(earlierFirst);
    return this.#sorted;
  }

  /** Whether nothing but the order of files says which of the last two schools is the present one. */
  isUnclear(): boolean {
    const [last, before] = this.inOrder().toReversed();
    if (!before) return false;
    const same = (x: number, y: number): boolean => x === y || Number.isNaN(x) || Number.isNaN(y);
    const pairs: readonly (readonly [number, number])[] = [
      [last.left, before.left],
      [last.joined, before.joined],
      [last.asOf, before.asOf],
      [last.lastResult, before.lastResult],
    ];
    return Number.isNaN(last.left) === Number.isNaN(before.left) && pairs.every(([x, y]) => same(x, y));
  }

  /** Moves between the spells. */
  moves(): SchoolMove[] {
    const spells = this.inOrder();
    return spells.slice(1).map((spell, k) => {
      const before = spells[k];
      const said = !Number.isNaN(spell.joined) ? spell.joined : before.left;
      const schools = { fromSchool: before.school, toSchool: spell.school };
      if (!Number.isNaN(said)) return { ...schools, from: said, to: said };
      const from = before.lastResult;
      return { ...schools, from, to: spell.firstResult > from ? spell.firstResult : NaN };
    });
  }

  /**
   * The school a pupil was at on a day: by the dates the files give; where they give none, the earliest school among those
   * that report a result of that day (the later one can only have it from there).
   */
  at(day: number, reporting: ReadonlySet<string>): Spell | null {
    const spells = this.inOrder();
    const moves = this.moves();
    for (const [k, { from, to }] of moves.entries()) {
      if (from === to ? day < from : reporting.has(plainName(spells[k].school))) return spells[k];
    }
    return spells.at(-1) ?? null;
  }
}

/** Whether a fact replaces an earlier one: the more recent, else the first file's; within a file the order of rows makes no difference. */
export function stands(seen: Sighting, text: string, earlierSeen: Sighting, earlier: string): boolean {
  if (seen.asOf !== earlierSeen.asOf) return seen.asOf > earlierSeen.asOf;
  if (seen.order !== earlierSeen.order) return seen.order < earlierSeen.order;
  return text < earlier;
}

/** The most recent class at a school; '' not known. */
export function lastClass({ classes }: Spell): string {
  return [...classes].sort(([a], [b]) => b - a)[0]?.[1].class ?? '';
}

/** Class at a school in the academic year of a day; '' not known. */
export function classAt(spell: Spell, day: number): string {
  return spell.classes.get(academicYearOf(day))?.class ?? '';
}

/** Two spellings of a school that differ in capitals, blanks or marks only are one school. */
export function plainName(school: string): string {
  return school
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A school the pupil has left comes before one it has not; then by day of joining, of leaving, by recency; the first file's last. */
function earlierFirst(a: Spell, b: Spell): number {
  const gone = (spell: Spell): number => (Number.isNaN(spell.left) ? 1 : 0);
  const difference = (x: number, y: number): number =>
    x === y || Number.isNaN(x) || Number.isNaN(y) ? 0 : x < y ? -1 : 1;
  return (
    gone(a) - gone(b) ||
    difference(a.left, b.left) ||
    difference(a.joined, b.joined) ||
    difference(a.asOf, b.asOf) ||
    difference(a.lastResult, b.lastResult) ||
    b.order - a.order ||
    (a.school < b.school ? -1 : 1)
  );
}
