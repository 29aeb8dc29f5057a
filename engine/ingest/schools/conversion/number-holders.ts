import { likeness } from '../../values/likeness.ts';
import { dayMonthSwapped, plainPerson, type Person } from './suggest-matches.ts';

interface Holder extends Person {
  readonly place: string;
}

/** More names than this under one number say nothing new. */
const mostHolders = 20;
const alike = 0.75;

/** Whose each number is, as the files tell it: finds numbers that were given to two children, who must not become one. */
export class NumberHolders {
  readonly #byNumber = new Map<string, Holder[]>();
  readonly #shared = new Map<string, string>();

  /** `place`: where the row stands, for whoever corrects it. */
  note(id: string, person: Person, place: string): void {
    const holder = { ...plainPerson(person), place };
    const known = this.#byNumber.get(id);
    if (!known) this.#byNumber.set(id, [holder]);
    else {
      const other = known.find((each) => areTwo(each, holder));
      if (other && !this.#shared.has(id)) this.#shared.set(id, `${other.place} and ${place}`);
      if (known.length < mostHolders && !known.some((each) => sameWords(each, holder))) known.push(holder);
    }
  }

  /** Numbers of two children, each with the places of two rows that say so. */
  shared(): ReadonlyMap<string, string> {
    return this.#shared;
  }
}

/**
 * Whether two records are surely of two children: unlike forenames and different dates of birth; where a date is missing, unlike
 * names altogether. A new surname, a short form and names in the other order are still one child's.
 */
export function areTwo(a: Person, b: Person): boolean {
  if (isLike(a.forename, b.forename)) return false;
  if (isLike(a.forename, b.surname) && isLike(a.surname, b.forename)) return false;
  if (a.birth !== '' && b.birth !== '') return a.birth !== b.birth && !dayMonthSwapped(a.birth, b.birth);
  return !isLike(a.surname, b.surname);
}

function isLike(a: string, b: string): boolean {
  return a === '' || b === '' || a.startsWith(b) || b.startsWith(a) || likeness(a, b) >= alike;
}

function sameWords(a: Person, b: Person): boolean {
  return a.surname === b.surname && a.forename === b.forename && a.birth === b.birth;
}
