/** What the fraction of an age such as 8.1 counts: months (`padded`: one of 8.01 … 8.11, so that 8.1 is 8.10), or tenths of a year. */
export type AgeStyle = 'padded' | 'months' | 'years' | 'unclear';

const dotted = /^[<>]?\s*(\d{1,2})[.,](\d{1,2})\s*\+?$/;
const yearsAndMonths = [
  /^(\d{1,2})\s*[:;/'’-]\s*(\d{1,2})["”]?$/,
  /^(\d{1,2})\s*y(?:(?:ea)?rs?)?\.?,?\s*(?:(\d{1,2})\s*(?:m(?:on)?(?:ths?|s)?\.?)?)?$/i,
];
/** Months no reading, spelling or mathematics age goes beyond. */
const [fewest, most] = [36, 300];
const oldest = 25;

/** How a column writes ages with a point, from all its entries: 8.25 can only be years, 8.03 only years and months. */
export function ageStyle(entries: readonly string[]): AgeStyle {
  const fractions = entries.flatMap((entry) => dotted.exec(entry.trim())?.[2] ?? []);
  const two = fractions.filter(({ length }) => length === 2);
  if (two.some((fraction) => Number(fraction) > 11)) return 'years';
  if (two.some((fraction) => fraction.startsWith('0'))) return 'padded';
  return two.length > 0 ? 'months' : 'unclear';
}

/**
 * Months of an age as tests print it: 8:03, 8.03, 08/03, 8-03, “8y 3m”, “8 years”, or months themselves (99); NaN for anything
 * else. `style` says what a point means in the column (see `ageStyle`); where nothing does, 8.5 is no age.
 */
export function parseAge(text: string, style: AgeStyle): number {
  const entry = text.trim();
  const whole = /^\d{1,3}$/.test(entry) ? Number(entry) : NaN;
  if (!Number.isNaN(whole)) return whole < oldest && whole >= 3 ? whole * 12 : within(whole);
  const point = /^(\d{1,2})[.,](\d{1,2})$/.exec(entry);
  if (point) return pointAge(point[1], point[2], style);
  const [, years, months] = yearsAndMonths.map((way) => way.exec(entry)).find((found) => found !== null) ?? [];
  if (years === undefined || Number(months ?? 0) > 11) return NaN;
  return within(Number(years) * 12 + Number(months ?? 0));
}

function pointAge(years: string, fraction: string, style: AgeStyle): number {
  if (style === 'years') return within(Math.round(Number(`${years}.${fraction}`) * 12));
  if (style === 'unclear' && Number(fraction) !== 0) return NaN;
  const months = Number(style === 'padded' ? fraction.padEnd(2, '0') : fraction);
  return months > 11 ? NaN : within(Number(years) * 12 + months);
}

function within(months: number): number {
  return months >= fewest && months <= most ? months : NaN;
}
