import { withoutZeros, type Conversion } from '../conversion/conversion.ts';
import { areTwo } from '../conversion/number-holders.ts';
import { plainPerson, type Person } from '../conversion/suggest-matches.ts';

/**
 * Where admission numbers identify pupils and one file has lost their leading zeros, the number with and without them is one
 * pupil's, and that is said; not where the names are two children's, or several numbers differ in their zeros only.
 */
export function joinWithoutZeros(conversion: Conversion): void {
  const groups = Map.groupBy(conversion.pupils.keys(), withoutZeros);
  for (const numbers of groups.values()) {
    if (numbers.length !== 2) continue;
    const [short, full] = numbers.toSorted((a, b) => a.length - b.length);
    if (areTwo(personOf(conversion, short), personOf(conversion, full))) continue;
    conversion.addFormerId(short, full);
    conversion.note('Admission numbers with and without leading zeros, read as one pupil’s.');
  }
}

function personOf({ pupils }: Conversion, id: string): Person {
  const facts = pupils.get(id);
  const text = (field: string): string => facts?.get(field) ?? '';
  return plainPerson({ id, surname: text('surname'), forename: text('forename'), birth: text('date_of_birth') });
}
