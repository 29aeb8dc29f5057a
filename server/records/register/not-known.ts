/** What of an entry may be not known, where it was decided before this record. */
export const notKnownCodes = ['from', 'decided', 'difficulty', 'provision', 'told'] as const;
export type NotKnown = (typeof notKnownCodes)[number];

/** The codes of an entry. With `from`, its first day is the day by which support had begun. */
export function notKnownOf({ not_known }: { readonly not_known: string }): ReadonlySet<NotKnown> {
  return new Set(notKnownCodes.filter((code) => not_known.split(' ').includes(code)));
}

/** Codes as an entry keeps them. */
export function notKnownText(codes: ReadonlySet<NotKnown>): string {
  return notKnownCodes.filter((code) => codes.has(code)).join(' ');
}
