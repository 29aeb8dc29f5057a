/** A number as a table prints it: whole, with a true minus, '' where there is none. */
export function wholeText(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  const whole = Math.round(value);
  return whole < 0 ? `−${-whole}` : String(whole + 0);
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
