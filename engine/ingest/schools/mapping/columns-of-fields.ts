import type { ColumnUse, Mapping } from './mapping.ts';

/** What a mapping uses a heading for; null where it does not say. */
export function useOfHeading({ columns }: Pick<Mapping, 'columns'>, heading: string): ColumnUse | null {
  return Object.hasOwn(columns, heading) ? columns[heading] : null;
}

/** The first column of each field that a sheet has, by the sheet's headings. */
export function columnsOfFields(headings: readonly string[], mapping: Pick<Mapping, 'columns'>): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [column, heading] of headings.entries()) {
    const use = useOfHeading(mapping, heading);
    if (use && 'field' in use && !columns.has(use.field)) columns.set(use.field, column);
  }
  return columns;
}

/** The first column of one field; −1 where the sheet has none. */
export function columnOfField(headings: readonly string[], mapping: Pick<Mapping, 'columns'>, field: string): number {
  return columnsOfFields(headings, mapping).get(field) ?? -1;
}
