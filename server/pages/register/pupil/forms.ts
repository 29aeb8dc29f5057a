import { Type, type Static } from '@fastify/type-provider-typebox';
import { dayOrNone } from '../../../records/day.ts';

const token = Type.String();
const line = Type.String({ maxLength: 300 });
const text = Type.String({ maxLength: 4000 });
const date = dayOrNone;

/** Texts may come empty: the page then says what is missing and keeps what was typed. */
export const entryForm = Type.Object({
  token,
  status: Type.Union([Type.Literal('K'), Type.Literal('E')]),
  from_on: date,
  difficulty: text,
  entry_provision: text,
  decided_by: line,
  told_on: date,
  told_by: line,
  told_how: line,
});
export type EntryForm = Static<typeof entryForm>;

export const leaveForm = Type.Object({
  token,
  left_on: date,
  left_because: text,
  left_told_on: date,
  left_told_by: line,
  /** Put on the monitoring list, to look again on this day; '' for not. */
  watch_until: date,
});
export type LeaveForm = Static<typeof leaveForm>;

const need = Type.String({ pattern: '^[A-Z]{0,5}$' });
export const needsForm = Type.Object({
  token,
  need_1: need,
  need_2: need,
  need_3: need,
  note_1: line,
  note_2: line,
  note_3: line,
});
export type NeedsForm = Static<typeof needsForm>;

export const planForm = Type.Object({ token, start_on: date, review_on: date, hoped_for: text, plan_provision: text });
export type PlanForm = Static<typeof planForm>;

export const reviewForm = Type.Object({
  token,
  plan: Type.String({ format: 'uuid' }),
  reviewed_on: date,
  effect: Type.Optional(Type.Union([Type.Literal('as hoped'), Type.Literal('partly'), Type.Literal('not yet')])),
  came_of_it: text,
  review_pupil_says: text,
  review_home_says: text,
});
export type ReviewForm = Static<typeof reviewForm>;

export const watchForm = Type.Object({ token, watch_because: text, look_again_on: date });
export type WatchForm = Static<typeof watchForm>;

export const endWatchForm = Type.Object({ token, ended_because: text });
export type EndWatchForm = Static<typeof endWatchForm>;
