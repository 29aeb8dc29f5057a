import { likeness } from '../../values/likeness.ts';

/** A pupil as two files might both know it. */
export interface Person {
  readonly id: string;
  readonly surname: string;
  readonly forename: string;
  /** ISO day, '' unknown. */
  readonly birth: string;
}

export interface SuggestedMatch {
  readonly id: string;
  readonly otherId: string;
  /** 0 to 1: how likely the two are one child. */
  readonly likelihood: number;
  readonly reason: string;
}

/** A pair less likely than this is not worth a person's look. */
const worthALook = 0.3;
const largestGroup = 200;

/**
 * Pairs of different identifiers that may be one child (a temporary number replaced, an adopted child, a slip of the pen),
 * likeliest first. Suggestions only: nothing is merged without a yes. Compares within equal dates of birth and within equal
 * surnames, so cost stays near linear.
 *
 * Likelihood by Fellegi and Sunter (1969): prior odds that a pair is one child, times for each of surname, forename and date
 * of birth how much more often it agrees within a child than between two, the latter by how common the value is among these
 * pupils (a shared rare name says more than a shared common one).
 */
export function suggestMatches(people: readonly Person[]): SuggestedMatch[] {
  const matcher = new PersonMatcher(people);
  const pairs = new Map<string, SuggestedMatch>();
  for (const group of matcher.groups()) {
    if (group.length > largestGroup) continue;
    for (let a = 0; a < group.length; a++)
      for (let b = a + 1; b < group.length; b++) {
        if (group[a].id === group[b].id) continue;
        const match = matcher.compare(group[a], group[b], priorOfDouble / Math.max(1, people.length - 1));
        const [id, otherId] = group[a].id < group[b].id ? [group[a].id, group[b].id] : [group[b].id, group[a].id];
        if (match.likelihood >= worthALook) pairs.set(`${id} ${otherId}`, { id, otherId, ...match });
      }
  }
  return [...pairs.values()].sort((a, b) => b.likelihood - a.likelihood || (a.id < b.id ? -1 : 1));
}

/** How many of a pupil's fellows are the pupil once more, under another number: one pupil in a hundred. */
const priorOfDouble = 0.01;
/** Chance that a field agrees exactly, or nearly, between two records of one child. */
const within = { exact: 0.9, similar: 0.07, different: 0.03 };
/** Two different children: how often a field agrees at large, before these pupils are counted; and the weight of that. */
const atLarge = { surname: 1 / 1000, forename: 1 / 150, birth: 1 / 2500 };
const weightAtLarge = 1000;
const similarAtLarge = 0.01;
/** Twins share surname and date of birth and often sound alike: where the forename is only similar, odds are no better than even. */
const mostForTwins = 0.5;
const mostSure = 0.99;

/** Compares people, with the values' frequencies among those known. */
export class PersonMatcher {
  readonly #people: readonly Person[];
  readonly #by = {
    surname: new Map<string, Person[]>(),
    forename: new Map<string, Person[]>(),
    birth: new Map<string, Person[]>(),
  };

  constructor(people: readonly Person[]) {
    this.#people = people.map(plainPerson);
    for (const person of this.#people)
      for (const field of ['surname', 'forename', 'birth'] as const) {
        const group = this.#by[field].get(person[field]);
        if (group) group.push(person);
        else this.#by[field].set(person[field], [person]);
      }
  }

  /** People with one date of birth, then people with one surname; letters only, for `compare`. */
  *groups(): Generator<readonly Person[]> {
    for (const groups of [this.#by.birth, this.#by.surname])
      for (const [value, group] of groups) if (value !== '') yield group;
  }

  /** The known person most likely to be `stranger`, who is somebody on the roll about as often as not; null where none is likely, or two are. */
  best(stranger: Person): SuggestedMatch | null {
    const other = plainPerson(stranger);
    const near = new Set<Person>();
    for (const field of ['birth', 'surname'] as const)
      if (other[field] !== '') for (const person of this.#by[field].get(other[field]) ?? []) near.add(person);
    const matches = [...near]
      .map((person) => ({
        id: person.id,
        otherId: stranger.id,
        ...this.compare(person, other, 1 / Math.max(1, this.#people.length)),
      }))
      .filter(({ likelihood }) => likelihood >= worthALook)
      .sort((a, b) => b.likelihood - a.likelihood);
    return matches.length > 1 && matches[0].likelihood === matches[1].likelihood ? null : (matches[0] ?? null);
  }

  /** Likelihood that two records (of `groups`) are one child, from prior odds. */
  compare(a: Person, b: Person, priorOdds: number): { likelihood: number; reason: string } {
    const reasons: string[] = [];
    const surname = this.#field('surname', a, b, 'surname', reasons);
    const forename = this.#field('forename', a, b, 'forename', reasons);
    const birth = this.#field('birth', a, b, 'date of birth', reasons);
    // Brothers and sisters share a surname: without a like forename nothing speaks for one child.
    if (forename.agreement === 'different' || forename.agreement === 'unknown') return { likelihood: 0, reason: '' };
    // Two children of one name, each with a date of birth, are two children.
    if (birth.agreement === 'different') return { likelihood: 0, reason: '' };
    const odds = priorOdds * surname.ratio * forename.ratio * birth.ratio;
    const most = forename.agreement === 'similar' ? mostForTwins : mostSure;
    return { likelihood: Math.round(Math.min(most, odds / (1 + odds)) * 100) / 100, reason: reasons.join(', ') };
  }

  #field(
    field: keyof typeof atLarge,
    a: Person,
    b: Person,
    name: string,
    reasons: string[],
  ): { agreement: keyof typeof within | 'unknown'; ratio: number } {
    const [one, other] = [a[field], b[field]];
    if (one === '' || other === '') return { agreement: 'unknown', ratio: 1 };
    if (one === other) {
      reasons.push(`same ${name}`);
      const others = Math.max(0, (this.#by[field].get(other)?.length ?? 1) - 1);
      const chance = (others + weightAtLarge * atLarge[field]) / (this.#people.length + weightAtLarge);
      return { agreement: 'exact', ratio: within.exact / chance };
    }
    const similar = field === 'birth' ? dayMonthSwapped(one, other) : likeness(one, other) >= 0.75;
    if (!similar) return { agreement: 'different', ratio: within.different };
    reasons.push(field === 'birth' ? 'date of birth with day and month exchanged' : `similar ${name}`);
    return { agreement: 'similar', ratio: within.similar / similarAtLarge };
  }
}

/** Whether two ISO days differ in nothing but the order of day and month. */
export function dayMonthSwapped(a: string, b: string): boolean {
  return a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7);
}

/** Names as letters without accents, capitals, blanks and marks. */
export function plainPerson(person: Person): Person {
  const letters = (text: string): string =>
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
  return { ...person, surname: letters(person.surname), forename: letters(person.forename) };
}
