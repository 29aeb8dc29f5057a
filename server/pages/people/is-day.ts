/** Whether a text is a day of the calendar, as in 2026-09-01. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T12:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
