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

/**
 * Pairs of different identifiers that may be one child (a temporary number replaced, an adopted child, a slip of the pen),
 * likeliest first. Suggestions only: nothing is merged without a yes. Compares within equal dates of birth and within equal
 * surnames, so cost stays near linear.
 */
export function suggestMatches(people: readonly Person[]): SuggestedMatch[] {
  const pairs = new Map<string, SuggestedMatch>();
  for (const key of [(person: Person) => person.birth, (person: Person) => plain(person.surname)]) {
    for (const group of grouped(people, key)) {
      if (group.length > 200) continue;
      for (let a = 0; a < group.length; a++)
        for (let b = a + 1; b < group.length; b++) {
          const match = compare(group[a], group[b]);
          if (match) pairs.set(`${match.id} ${match.otherId}`, match);
        }
    }
  }
  return [...pairs.values()].sort((a, b) => b.likelihood - a.likelihood || (a.id < b.id ? -1 : 1));
}

function compare(a: Person, b: Person): SuggestedMatch | null {
  if (a.id === b.id) return null;
  const birth = a.birth !== '' && a.birth === b.birth;
  const swapped = a.birth !== '' && b.birth !== '' && !birth && dayMonthSwapped(a.birth, b.birth);
  const surname = likeness(plain(a.surname), plain(b.surname));
  const forename = likeness(plain(a.forename), plain(b.forename));
  // Twins share birth and surname: the forename must speak for the match too.
  if (forename < 0.75) return null;
  let likelihood = 0;
  const reasons: string[] = [];
  if (birth) [likelihood] = [0.55, reasons.push('same date of birth')];
  else if (swapped) [likelihood] = [0.35, reasons.push('date of birth with day and month exchanged')];
  else if (a.birth !== '' && b.birth !== '') return null;
  if (surname === 1) [likelihood] = [likelihood + 0.25, reasons.push('same surname')];
  else if (surname >= 0.75) [likelihood] = [likelihood + 0.15, reasons.push('similar surname')];
  else if (!birth) return null;
  [likelihood] = [
    likelihood + (forename === 1 ? 0.15 : 0.08),
    reasons.push(forename === 1 ? 'same forename' : 'similar forename'),
  ];
  const [id, otherId] = a.id < b.id ? [a.id, b.id] : [b.id, a.id];
  return { id, otherId, likelihood: Math.round(likelihood * 100) / 100, reason: reasons.join(', ') };
}

function dayMonthSwapped(a: string, b: string): boolean {
  return a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7);
}

function* grouped(people: readonly Person[], keyOf: (person: Person) => string): Generator<Person[]> {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const key = keyOf(person);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(person);
    else groups.set(key, [person]);
  }
  yield* groups.values();
}

/** Letters without accents, capitals, blanks and marks. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** 1 − edit distance over the longer length; 0 where one is empty. */
function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  if (a.length > 60 || b.length > 60) return 0;
  let before = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++)
      now.push(Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    before = now;
  }
  return 1 - before[b.length] / Math.max(a.length, b.length);
}
