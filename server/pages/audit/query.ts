import { Type, type Static } from '@fastify/type-provider-typebox';
import { dayOrNone } from '../../records/day.ts';

/** Which part of the audit is shown. Empty texts are the same as none. */
export const auditQuery = Type.Object({
  person: Type.Optional(Type.String({ maxLength: 40 })),
  action: Type.Optional(Type.String({ maxLength: 60 })),
  object: Type.Optional(Type.String({ maxLength: 120 })),
  from: Type.Optional(dayOrNone),
  until: Type.Optional(dayOrNone),
  before: Type.Optional(Type.String({ pattern: '^[0-9]{1,12}$' })),
});
export type AuditQuery = Static<typeof auditQuery>;
