import { Type, type Static } from '@fastify/type-provider-typebox';
import { outcomes } from '../../../engine/index.ts';
import { dayOrNone } from '../../records/day.ts';

const line = Type.String({ maxLength: 300 });
const text = Type.String({ maxLength: 4000 });

/** What the form on a pupil’s page sends. Texts may be empty; times and people are as typed. */
export const discussionForm = Type.Object({
  token: Type.String(),
  run: Type.String({ maxLength: 60 }),
  version: Type.String({ pattern: '^[0-9]{1,6}$' }),
  outcome: Type.Optional(Type.Union(outcomes.map(({ code }) => Type.Literal(code)))),
  can_do: text,
  tried: text,
  agreed: text,
  who: line,
  by_when: dayOrNone,
  will_see: text,
  considered: Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('not known')]),
  note: text,
  pupil_says: text,
  home_says: text,
  asks: line,
  asks_by: Type.Optional(dayOrNone),
  parent_told: line,
  safeguarding: Type.Optional(Type.Literal('1')),
  go: Type.Optional(Type.Union([Type.Literal('next'), Type.Literal('stay')])),
});
export type DiscussionForm = Static<typeof discussionForm>;
