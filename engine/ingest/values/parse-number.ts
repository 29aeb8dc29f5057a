const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A finite number in plain notation; NaN for anything else. “1,5”, “12a”, “0x1f” and “Infinity” are not numbers. */
export function parseNumber(text: string): number {
  if (text.length > 40 || !numberPattern.test(text)) return NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : NaN;
}
