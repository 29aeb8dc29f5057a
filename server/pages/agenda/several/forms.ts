import { Type, type Static } from '@fastify/type-provider-typebox';
import { sources } from '../../../records/discussions/added-pupils.ts';

/** What can be done for several pupils of a list at once. */
export const severalPupilsSteps = ['sheets', 'add', 'aside'] as const;
export type SeveralPupilsStep = (typeof severalPupilsSteps)[number];

const key = Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' });

/** First which pupils and what; then, `confirmed`, that it is to be done. School and class are those of the list to go back to. */
export const severalPupilsForm = Type.Object({
  token: Type.String(),
  run: Type.String({ maxLength: 60 }),
  school: Type.String({ maxLength: 120 }),
  class: Type.String({ maxLength: 120 }),
  step: Type.Union(severalPupilsSteps.map((step) => Type.Literal(step))),
  pupil: Type.Optional(Type.Union([key, Type.Array(key, { maxItems: 200 })])),
  confirmed: Type.Optional(Type.Literal('yes')),
  reason: Type.Optional(Type.String({ maxLength: 300 })),
  source: Type.Optional(Type.Union(sources.map((source) => Type.Literal(source)))),
});
export type SeveralPupilsForm = Static<typeof severalPupilsForm>;
