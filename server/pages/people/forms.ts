import { Type, type Static } from '@fastify/type-provider-typebox';
import { roles } from '../../people/permissions.ts';

const version = Type.String({ pattern: '^[0-9]{1,9}$' });
const line = Type.String({ maxLength: 120 });

/** Who a person is. Empty texts are none; `school` is `*` for every school, and empty where none has been chosen yet. */
const details = {
  token: Type.String(),
  name: line,
  role: Type.Union(roles.map((role) => Type.Literal(role))),
  school: line,
  signInName: line,
  address: Type.String({ maxLength: 200 }),
};

export const newPersonForm = Type.Object(details);
export type NewPersonForm = Static<typeof newPersonForm>;

export const personForm = Type.Object({ ...details, version });
export type PersonForm = Static<typeof personForm>;

export const personParams = Type.Object({ person: Type.String({ pattern: '^[0-9a-z-]{1,40}$' }) });
export type PersonParams = Static<typeof personParams>;

/** What can be done to a person beside changing the details. */
export const personSteps = ['disable', 'enable', 'link', 'sign-out'] as const;
export const stepForm = Type.Object({
  token: Type.String(),
  version,
  step: Type.Union(personSteps.map((step) => Type.Literal(step))),
});
export type StepForm = Static<typeof stepForm>;

/** A class and the days from which and until which it is taught; an empty `until` is open. */
export const personClassForm = Type.Object({
  token: Type.String(),
  version,
  school: line,
  class: line,
  from: Type.String({ maxLength: 10 }),
  until: Type.Optional(Type.String({ maxLength: 10 })),
  remove: Type.Optional(Type.Literal('yes')),
});
export type PersonClassForm = Static<typeof personClassForm>;

/** What can be done to several people at once. */
export const severalSteps = ['disable', 'enable', 'link', 'classes'] as const;
export type SeveralStep = (typeof severalSteps)[number];

/** One person and the version that the page showed. */
const chosen = Type.String({ pattern: '^[0-9a-z-]{1,40}\\.[0-9]{1,9}$' });
const day = Type.Optional(Type.String({ maxLength: 10 }));

/** First which people and what; then, `confirmed`, that it is to be done, with the classes in the order of the people. */
export const severalForm = Type.Object({
  token: Type.String(),
  step: Type.Union(severalSteps.map((step) => Type.Literal(step))),
  person: Type.Optional(Type.Union([chosen, Type.Array(chosen, { maxItems: 500 })])),
  confirmed: Type.Optional(Type.Literal('yes')),
  class: Type.Optional(Type.Union([line, Type.Array(line, { maxItems: 500 })])),
  /** Last day of the classes they have now. */
  ends: day,
  from: day,
  until: day,
});
export type SeveralForm = Static<typeof severalForm>;
