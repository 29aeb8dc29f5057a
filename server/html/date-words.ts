/** “12 January 2027” of an ISO date; '' for ''. */
export function dateWords(date: string): string {
  if (date === '') return '';
  return new Date(`${date}T12:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
