import { findScale } from '../../../scales/registry.ts';
import type { Conversion } from '../conversion/conversion.ts';
import { parseHeading } from '../mapping/parse-heading.ts';

/** The scale a row names; one that is not known is said, and made out from its scores later. */
export function scaleSaid(text: string, file: string, conversion: Conversion): string | null {
  if (text === '') return null;
  const known = parseHeading(text).scale ?? findScale(text)?.scale ?? null;
  if (known === null) conversion.note(`“${text.slice(0, 40)}” in ${file} is no known scale.`);
  return known;
}
