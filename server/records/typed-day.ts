/**
 * The day somebody typed, ISO: `2025-09-03`, `3/9/2025`, `03.09.2025`, as people in England write it. '' for none; null for what is no day
 * of the calendar.
 */
export function typedDay(text: string): string | null {
  const typed = text.trim();
  if (typed === '') return '';
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  const english = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed);
  const [year, month, day] = iso ? iso.slice(1) : english ? english.slice(1).toReversed() : [];
  if (year === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const found = new Date(`${written}T12:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().slice(0, 10) === written ? written : null;
}
