/** A part of a paper, in the order in which it is read. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly quiet?: boolean }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Names with what belongs to them; those with nothing are left out. */
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [name: string, text: string])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** A chart as SVG, with what it shows for whoever hears the paper. */
  | { readonly kind: 'picture'; readonly svg: string; readonly description: string };
