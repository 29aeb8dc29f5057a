const smallNumbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A whole number as it stands inside a sentence: a word up to ten, digits above. */
export function numberWords(count: number): string {
  const whole = Math.round(count) + 0;
  return smallNumbers[whole] ?? String(whole);
}
