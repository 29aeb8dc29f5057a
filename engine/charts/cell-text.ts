/** A number as a table prints it: whole, '' where there is none. */
export function wholeText(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? '' : String(Math.round(value) + 0);
}

/** “88 to 99”; '' where an end is missing. */
export function rangeText(low: number | null | undefined, high: number | null | undefined): string {
  const ends = [wholeText(low), wholeText(high)];
  return ends.includes('') ? '' : ends.join(' to ');
}

/** Share 0–1 as “34 %”. */
export function percentText(share: number | null): string {
  return share === null ? '' : `${Math.round(100 * share)} %`;
}
