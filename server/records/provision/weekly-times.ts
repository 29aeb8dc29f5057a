/** A session in the week: day 1 is Monday; minutes since midnight. */
export interface WeeklyTime {
  readonly day: number;
  readonly start: number;
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** “Mon 9:00, Wed 13:15” as sessions, those of the week first; null where it cannot be read; none for no text. */
export function weeklyTimes(text: string): readonly WeeklyTime[] | null {
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean);
  const times = parts.map((part) => {
    const found = /^([a-z]+)\.?\s+(\d{1,2})[:.](\d{2})$/.exec(part);
    const day = found ? days.findIndex((name) => found[1].length >= 3 && name.startsWith(found[1])) + 1 : 0;
    const [hour, minute] = found ? [Number(found[2]), Number(found[3])] : [99, 99];
    return day > 0 && hour < 24 && minute < 60 ? { day, start: 60 * hour + minute } : null;
  });
  return times.includes(null) ? null : (times as WeeklyTime[]).toSorted((a, b) => a.day - b.day || a.start - b.start);
}

/** Sessions as `weeklyTimes` reads them. */
export function weeklyTimesText(times: readonly WeeklyTime[]): string {
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
  const two = (number: number) => String(number).padStart(2, '0');
  return times.map(({ day, start }) => `${names[day - 1]} ${Math.floor(start / 60)}:${two(start % 60)}`).join(', ');
}
