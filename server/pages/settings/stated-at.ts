/** The number that settings, as a file states them, hold at a key such as “criteria.met”; undefined where they state none. */
export function statedAt(stated: unknown, key: string): number | undefined {
  const value = key
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], stated);
  return typeof value === 'number' ? value : undefined;
}
