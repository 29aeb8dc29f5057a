/** “a, b and c”. Not `Intl.ListFormat`, which takes a tenth of a second to begin with: every analysis would wait for it. */
export function listInWords(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
