import { Type, type Static } from '@fastify/type-provider-typebox';
import { dayOrNone } from '../../../records/day.ts';
import { stepKinds } from '../../../records/higher/ehc-steps.ts';

const seen = Type.Integer({ minimum: 0, maximum: 100_000 });

export const stepForm = Type.Object({
  token: Type.String(),
  seen,
  kind: Type.Optional(Type.Union([Type.Literal(''), ...stepKinds.map((kind) => Type.Literal(kind))])),
  on_day: dayOrNone,
  by_whom: Type.String({ maxLength: 300 }),
  detail: Type.String({ maxLength: 4000 }),
  outcomes: Type.Optional(Type.String({ maxLength: 4000 })),
});
export type StepForm = Static<typeof stepForm>;

export const undoForm = Type.Object({ token: Type.String(), seen, step: Type.String({ format: 'uuid' }) });
export type UndoForm = Static<typeof undoForm>;
