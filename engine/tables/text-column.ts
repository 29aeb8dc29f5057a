/** A column of text held once a value: `codes[row]` points into `values`; −1 is missing. */
export interface TextColumn {
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

/** Encodes `texts` (null or '' = missing). `values` are in ascending code-unit order, so equal sets of texts give equal codes. */
export function textColumn(texts: readonly (string | null)[]): TextColumn {
  const values = [...new Set(texts.filter((text): text is string => text !== null && text !== ''))].sort(byCodeUnit);
  const codeOf = new Map(values.map((value, code) => [value, code]));
  return { codes: Int32Array.from(texts, (text) => (text ? codeOf.get(text)! : -1)), values };
}

/** The text of one row, or null where it is missing. */
export function textAt(column: TextColumn, row: number): string | null {
  const code = column.codes[row];
  return code < 0 ? null : column.values[code];
}

/** Order by UTF-16 code unit: the same on every machine and in every locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
