import { Type, type Static } from '@fastify/type-provider-typebox';
import { dayOrNone } from '../../records/day.ts';
import { consents } from '../../records/higher/support-entries.ts';

const line = Type.String({ maxLength: 300 });
const text = Type.String({ maxLength: 4000 });
const entry = {
  token: Type.String(),
  /** '' for a new entry. */
  entry: Type.Union([Type.Literal(''), Type.String({ format: 'uuid' })]),
  seen: Type.Integer({ minimum: 0, maximum: 100_000 }),
};

export const agencyForm = Type.Object({
  ...entry,
  name: line,
  contact: line,
  since_on: dayOrNone,
  last_contact_on: dayOrNone,
  reports: text,
  consent: Type.Optional(Type.Union(consents.map((one) => Type.Literal(one)))),
  consent_by: line,
  consent_on: dayOrNone,
  consent_note: text,
  ended_on: dayOrNone,
});
export type AgencyForm = Static<typeof agencyForm>;

export const accessForm = Type.Object({
  ...entry,
  arrangement: line,
  basis: text,
  normal_way: text,
  since_on: dayOrNone,
  ended_on: dayOrNone,
});
export type AccessForm = Static<typeof accessForm>;

export const worksForm = Type.Object({ ...entry, strengths: text, works: text, avoid: text });
export type WorksForm = Static<typeof worksForm>;

export const undoEntryForm = Type.Object(entry);
export type UndoEntryForm = Static<typeof undoEntryForm>;
