/**
 * What a mark says when it is pointed at or reached by keyboard. The words stand in the drawing as the mark's label; where the
 * row has an `address`, the mark is a link to it. A page makes use of both where its script runs.
 */
export interface Spoken {
  /** “4K: middle pupil 44, probably 36 to 52; 27 pupils.” */
  readonly words: string;
  /** A page of ours, from the root: “/agenda?class=4K”. */
  readonly address?: string | undefined;
}

/** Goes into the mark: charts are silent otherwise, because a table stands under each. */
export const spokenMark = { aria: true } as const;

/** Goes into the encoding of rows that are `Spoken`; they are links where every one of them has an address. */
export function spokenEncoding(rows: readonly Spoken[]) {
  const description = { field: 'words', type: 'nominal' } as const;
  const linked = rows.length > 0 && rows.every(({ address }) => address !== undefined);
  return linked ? { description, href: { field: 'address', type: 'nominal' } as const } : { description };
}
