/** Under which a mapping keeps the scale of one kind of result of an aspect, where the school has grades of its own for it. */
export function aspectOfKind(aspect: string, kind: string): string {
  return `${aspect} · ${kind}`;
}
