import type { ColumnUse, Guess, Mapping } from './mapping/mapping.ts';

/** Takes an answer out of a mapping, so that it is asked again; false where there is none. */
export function forgetAnswer(mapping: Mapping, { at: [part, key, status] }: Pick<Guess, 'at'>): boolean {
  const all: Record<string, unknown> | undefined = (
    {
      columns: mapping.columns,
      aspects: mapping.aspects,
      windows: mapping.windows,
      scales: mapping.scales,
      schools: mapping.schools,
      people: mapping.people,
      identifiers: mapping.identifiers,
      ends: mapping.ends,
      codes: mapping.codes,
      measures: mapping.measures,
    } as Record<string, Record<string, unknown> | undefined>
  )[part];
  if (!all || !Object.hasOwn(all, key)) return false;
  if (part === 'scales') for (const parts of [mapping.columns, mapping.aspects]) forgetScale(parts, key);
  if (part === 'ends') all[key] = { ...(all[key] as object), [status]: undefined };
  else delete all[key];
  return true;
}

/** Columns on a scale that is forgotten are looked at again. */
function forgetScale(uses: Record<string, ColumnUse> | Mapping['aspects'], scale: string): void {
  for (const [key, use] of Object.entries(uses)) {
    const on = 'result' in use ? use.result.scale : 'scale' in use ? use.scale : null;
    if (on === scale) delete uses[key];
  }
}
