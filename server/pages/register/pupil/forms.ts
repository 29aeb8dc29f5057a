import { Type, type Static } from '@fastify/type-provider-typebox';
import { dayOrNone } from '../../../records/day.ts';

const token = Type.String();
const line = Type.String({ maxLength: 300 });
const text = Type.String({ maxLength: 4000 });
const date = dayOrNone;

/** Texts may come empty: the page then says what is missing and keeps what was typed. */
const need = Type.String({ pattern: '^[A-Z]{0,5}$' });
const needs = {
  need_1: need,
  need_2: need,
  need_3: need,
  note_1: line,
  note_2: line,
  note_3: line,
};
/** A day as it was typed: what is none is answered with a sentence, and nothing that was typed is lost. */
const typedDay = Type.String({ maxLength: 20 });

export const entryForm = Type.Object({
  token,
  /** Version of the open entry that was shown; 0 for none. */
  seen: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' })),
  status: Type.Union([Type.Literal('K'), Type.Literal('E')]),
  from_on: typedDay,
  difficulty: text,
  entry_provision: text,
  decided_by: line,
  told_on: typedDay,
  told_by: line,
  told_how: line,
  /** Decided before this record: what is empty is not known. */
  past: Type.Optional(Type.Literal('yes')),
  ...Type.Partial(Type.Object(needs)).properties,
});
export type EntryForm = Static<typeof entryForm>;

export const leaveForm = Type.Object({
  token,
  left_on: typedDay,
  left_because: text,
  left_told_on: typedDay,
  left_told_by: line,
  /** Put on the monitoring list, to look again on this day; '' for not. */
  watch_until: typedDay,
});
export type LeaveForm = Static<typeof leaveForm>;

/** The newest entry and its version, as they were shown. */
export const undoForm = Type.Object({
  token,
  entry: Type.String({ format: 'uuid' }),
  seen: Type.String({ pattern: '^[0-9]{1,6}$' }),
});
export type UndoForm = Static<typeof undoForm>;

export const needsForm = Type.Object({ token, ...needs });
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
