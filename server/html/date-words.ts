/** Made once: making one takes a hundred times as long as using it, and a register has thousands of dates. */
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** “12 January 2027” of an ISO date; '' for ''. */
export function dateWords(date: string): string {
  if (date === '') return '';
  return days.format(new Date(`${date}T12:00:00Z`));
}

/** “9:05” in the school's time. */
export function timeWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/London' });
}
