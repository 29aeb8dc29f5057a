/** Hours to a tenth: “1.5”. */
export function hoursWords(hours: number): string {
  return String(Math.round(10 * hours) / 10);
}
