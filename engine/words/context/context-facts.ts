import type { PupilContext, PupilFact } from '../../tables/pupil-context.ts';
import { windowMonth } from '../kit/window-month.ts';
import { dayOfText } from '../../tables/days.ts';

/** Attendance of this many per cent of sessions or fewer is said: what the DfE calls persistent absence starts at 10 % missed. */
export const lowAttendancePercent = 90;
/** Coming to the school within so many days of a recorded move is the same event. */
const sameEventDays = 45;

/** Days from (not included) and until (included), ISO 8601. */
export interface Span {
  readonly after: string;
  readonly until: string;
}

/**
 * What is known of a time, as the context line says it: “moved school in March 2026”, “attendance 88 %”. Oldest first,
 * attendance over the whole record last and only where it is low. Nothing of it touches a result.
 */
export function contextFacts(context: PupilContext, { after, until }: Span): string[] {
  const dated = context.facts
    .filter(({ from, to }) => from <= until && (to ?? from) > after)
    .map((fact) => ({ at: fact.from, words: factWords(fact) }));
  const joined = joinedWords(context);
  if (joined !== '' && context.joinedOn! > after && context.joinedOn! <= until)
    dated.push({ at: context.joinedOn!, words: joined });
  const low = context.attendancePercent !== null && context.attendancePercent <= lowAttendancePercent;
  return [
    ...dated.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ words }) => words),
    ...(low ? [attendanceWords(context)] : []),
  ];
}

/** “attendance 88 %”; '' where it is not known. Rounded down, so that a figure under 90 never reads as 90. */
export function attendanceWords({ attendancePercent }: PupilContext): string {
  return attendancePercent === null ? '' : `attendance ${Math.floor(attendancePercent)} %`;
}

/** “joined in March 2025”; '' for one who came in the first autumn of Reception, or whose move is recorded. */
export function joinedWords({ joinedOn, dateOfBirth, facts }: PupilContext): string {
  if (joinedOn === null) return '';
  const moved = facts.some(({ kind, from }) => kind === 'school-move' && daysBetween(from, joinedOn) <= sameEventDays);
  const usual = dateOfBirth === null ? '' : receptionAutumn(dateOfBirth);
  return moved || joinedOn <= usual ? '' : `joined in ${windowMonth(joinedOn)}`;
}

function factWords({ kind, from, to }: PupilFact): string {
  const [start, end] = [windowMonth(from), to === null ? '' : windowMonth(to)];
  if (kind === 'school-move') return `moved school in ${start}`;
  if (kind === 'language') return `learning English since ${start}`;
  const when = end === '' || end === start ? `in ${start}` : `from ${start} to ${end}`;
  return kind === 'attendance' ? `much absence ${when}` : `something else noted by the school ${when}`;
}

/** 31 December of the autumn in which the age group starts Reception. */
function receptionAutumn(dateOfBirth: string): string {
  const [year, month] = dateOfBirth.split('-').map(Number);
  return `${year + 4 + (month >= 9 ? 1 : 0)}-12-31`;
}

function daysBetween(a: string, b: string): number {
  return Math.abs(dayOfText(a) - dayOfText(b));
}
