import { Type } from '@fastify/type-provider-typebox';
import { emptyOutcome, type PlanOutcome } from '../../records/plans/plan-content.ts';
import { typedDay } from '../../records/typed-day.ts';
import type { EffectCode } from '../../records/plans/plan-tables.ts';

/** Texts may come empty and days as they were typed: the page then says what is wrong and keeps all of it. */
const text = Type.String({ maxLength: 4000 });
const line = Type.String({ maxLength: 600 });
const dayText = Type.String({ maxLength: 20 });
const effect = Type.Union(['as hoped', 'partly', 'not yet', ''].map((code) => Type.Literal(code)));
const stamp = {
  token: Type.String(),
  plan: Type.String({ maxLength: 36 }),
  version: Type.String({ pattern: '^\\d{1,6}$' }),
};

/** What a form held, by field. */
export type Entered = Readonly<Record<string, string | undefined>>;

export const mostOutcomes = 20;
const places = Array.from({ length: mostOutcomes }, (_, at) => at + 1);
const each = (names: readonly string[], of: typeof line) =>
  Object.fromEntries(places.flatMap((n) => names.map((name) => [`${name}_${n}`, Type.Optional(of)])));

export const planForm = Type.Object({
  ...stamp,
  start_on: dayText,
  review_on: dayText,
  strategies: text,
  provision: text,
  pupil_view: text,
  pupil_view_absent: line,
  home_view: text,
  home_view_absent: line,
  school_view: text,
  ...each(['outcome', 'measure', 'baseline', 'aim'], line),
});

export const strategiesForm = Type.Object({ ...stamp, strategies: text });

export const reviewForm = Type.Object({
  ...stamp,
  reviewed_on: dayText,
  effect: Type.Optional(effect),
  came_of_it: text,
  pupil_says: text,
  pupil_says_absent: line,
  home_says: text,
  home_says_absent: line,
  ...each(['result'], line),
  ...Object.fromEntries(places.map((n) => [`effect_${n}`, Type.Optional(effect)])),
});

export const undoForm = Type.Object(stamp);

/** The field as it was typed, without spaces around it. */
export function typed(entered: Entered, name: string): string {
  return (entered[name] ?? '').trim();
}

/** A day as it is kept, however people in England write it; as it was typed where it is none. */
export function typedDate(entered: Entered, name: string): string {
  return typedDay(typed(entered, name)) ?? typed(entered, name);
}

/** Outcomes of a form that say anything at all, in their order; what came of one that stood there before stays. */
export function enteredOutcomes(entered: Entered, before: readonly PlanOutcome[]): PlanOutcome[] {
  return places.flatMap((n) => {
    const found = {
      outcome: typed(entered, `outcome_${n}`),
      measure: typed(entered, `measure_${n}`),
      baseline: typed(entered, `baseline_${n}`),
      aim: typed(entered, `aim_${n}`),
    };
    if (Object.values(found).every((value) => value === '')) return [];
    const old = before.find(({ outcome }) => outcome === found.outcome) ?? emptyOutcome;
    return [{ ...found, result: old.result, effect: old.effect }];
  });
}

/** The outcomes of a plan with what the review says of each. */
export function reviewedOutcomes(entered: Entered, before: readonly PlanOutcome[]): PlanOutcome[] {
  return before.map((one, at) => ({
    ...one,
    result: typed(entered, `result_${at + 1}`),
    effect: (typed(entered, `effect_${at + 1}`) || null) as EffectCode | null,
  }));
}
