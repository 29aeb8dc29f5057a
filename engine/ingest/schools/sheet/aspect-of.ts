import type { Grid } from '../../files/grid.ts';
import type { Mapping } from '../mapping/mapping.ts';

/**
 * What a row is about by the text of its subject or aspect; where it has none, by what is said of its sheet, or of all such sheets
 * ('' in the mapping). `name`: where that stands in the mapping.
 */
export function aspectOf(
  { name: sheet }: Grid,
  { aspects }: Mapping,
  text: string,
): { readonly name: string; readonly use: Mapping['aspects'][string] } {
  const name = text === '' && Object.hasOwn(aspects, sheet) ? sheet : text;
  return { name, use: Object.hasOwn(aspects, name) ? aspects[name] : { ignore: true } };
}
