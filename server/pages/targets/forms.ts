import { Type, type Static } from '@fastify/type-provider-typebox';

const name = Type.String({ maxLength: 120 });
const run = Type.String({ maxLength: 60, pattern: '^[0-9A-Za-z-]+$' });
const until = Type.Union([Type.Literal('year'), Type.Literal('key-stage')]);
const reason = Type.String({ maxLength: 500 });

/** One pupil’s target in one subject, and the target its writer saw. */
export const targetForm = Type.Object({
  token: Type.String(),
  run,
  subject: name,
  until,
  level: Type.Union([
    Type.Literal('typical'),
    Type.Literal('aspirational'),
    Type.Literal('exceptional'),
    Type.Literal('other'),
  ]),
  score: Type.Optional(Type.String({ maxLength: 12 })),
  reason,
  seen: Type.String({ maxLength: 36 }),
});
export type TargetForm = Static<typeof targetForm>;

export const undoForm = Type.Object({ token: Type.String(), run, target: Type.String({ format: 'uuid' }) });
export type UndoForm = Static<typeof undoForm>;

/** The aspirational target for everybody of a class who has none for that day. */
export const classForm = Type.Object({
  token: Type.String(),
  run,
  school: name,
  class: name,
  subject: name,
  until,
  reason,
  checked: Type.Optional(Type.String({ maxLength: 3 })),
});
export type ClassForm = Static<typeof classForm>;

/** What a form held that was not saved. */
export type UnsavedTarget = Partial<TargetForm> & { readonly problem: string; readonly field?: string };
