import type { RawTable } from './raw-table.ts';

/**
 * Groups rows of a small table by the text of `key`: per distinct key the first of its rows when all are identical in
 * every column (`countedOnce` are the others), else all of them as `conflicts`. Rows with an empty key are left out.
 */
export function distinctRows(raw: RawTable, key: string): { rows: number[]; countedOnce: number; conflicts: number[] } {
  const keyColumn = raw.columns.find(({ name }) => name === key)!;
  const byKey = new Map<string, number[]>();
  for (let row = 0; row < raw.rowCount; row++) {
    const text = keyColumn.values[keyColumn.codes[row]];
    if (text === '') continue;
    const group = byKey.get(text);
    if (group) group.push(row);
    else byKey.set(text, [row]);
  }
  const rows: number[] = [];
  const conflicts: number[] = [];
  let countedOnce = 0;
  for (const group of byKey.values()) {
    if (group.every((row) => sameRow(raw, group[0], row))) {
      rows.push(group[0]);
      countedOnce += group.length - 1;
    } else conflicts.push(...group);
  }
  return { rows, countedOnce, conflicts };
}

function sameRow(raw: RawTable, a: number, b: number): boolean {
  return raw.columns.every(({ codes, values }) => values[codes[a]] === values[codes[b]]);
}
