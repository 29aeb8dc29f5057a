import type { PupilContext } from '../../tables/pupil-context.ts';

/** Something that happened, to be marked on a picture. Dates are ISO 8601. */
export interface ContextEvent {
  readonly kind: 'school-move' | 'absence' | 'help-started';
  readonly from: string;
  readonly to: string | null;
}

/**
 * Moves, times of much absence and help that started, oldest first. Help is what was agreed at a meeting
 * (`helpFrom`: the days) and the start of the present SEN status.
 */
export function contextEvents(context: PupilContext | undefined, helpFrom: readonly string[] = []): ContextEvent[] {
  const help = [...helpFrom, ...(context?.senStatus !== 'N' && context?.senSince ? [context.senSince] : [])];
  const events: ContextEvent[] = [...new Set(help)].map((from) => ({ kind: 'help-started', from, to: null }));
  for (const { kind, from, to } of context?.facts ?? []) {
    if (kind === 'school-move') events.push({ kind: 'school-move', from, to: null });
    if (kind === 'attendance') events.push({ kind: 'absence', from, to });
  }
  return events.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}
