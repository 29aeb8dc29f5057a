/** “12 h” and, under ten, “2.5 h”. */
export function hoursWords(hours: number): string {
  return `${hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours)} h`;
}

/** “£1,240”. */
export function poundsWords(pounds: number): string {
  return `£${Math.round(pounds).toLocaleString('en-GB')}`;
}
