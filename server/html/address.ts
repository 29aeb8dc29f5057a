/** The address of a page with its query; empty values are left out. */
export function address(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const parts = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return parts.length === 0
    ? path
    : `${path}?${parts.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}
