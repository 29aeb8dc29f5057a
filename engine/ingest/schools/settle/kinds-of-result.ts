import type { Conversion } from '../conversion/conversion.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import { keepMeasuresApart } from './keep-measures-apart.ts';
import { proposeMeasures } from './propose-measures.ts';
import { keepRetestsApart, proposeRetests } from './settle-retests.ts';

/** Asks which kind of result is followed and which of two tests within days counts, and keeps the others apart as proposed. */
export function askKinds(conversion: Conversion, mapping: Mapping, file: string): Guess[] {
  const measures = proposeMeasures(conversion, mapping, file);
  keepMeasuresApart(conversion, mapping);
  const retests = proposeRetests(conversion, mapping, file);
  keepRetestsApart(conversion, mapping);
  return [...measures, ...retests];
}

/** Keeps results apart as the mapping says. */
export function keepKindsApart(conversion: Conversion, mapping: Mapping): void {
  keepMeasuresApart(conversion, mapping);
  keepRetestsApart(conversion, mapping);
}
