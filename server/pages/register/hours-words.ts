/** Hours to a hundredth, since 20 minutes are a part of one: “1.75”. */
export function hoursWords(hours: number): string {
  return String(Math.round(100 * hours) / 100);
}
