import type { MeetingPart } from '../runs/meetings/meeting-of.ts';
import type { MeetingRow } from '../records/discussions/meetings.ts';
import { sectionWords } from './words.ts';

/** Headings of the parts of a meeting. */
export function partWords(part: MeetingPart): readonly [heading: string, asks: string] {
  if (part === 'added') return ['Added by staff', 'Brought by a person, with a reason.'];
  if (part === 'carried-over') return ['Carried over', 'Put aside or not reached last time.'];
  return sectionWords[part];
}

/** Whole minutes until the meeting was to end; negative once it is over its time. */
export function minutesLeft({ started_at, minutes }: Pick<MeetingRow, 'started_at' | 'minutes'>, now: Date): number {
  return Math.ceil(minutes - (now.getTime() - Date.parse(started_at)) / 60_000);
}

/** “21 min left”, “3 min over”; after two hours more “time is over”, as for a meeting that nobody ended. */
export function clockWords(left: number): string {
  if (left < -120) return 'time is over';
  return left >= 0 ? `${left} min left` : `${-left} min over`;
}
