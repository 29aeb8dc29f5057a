import { Type, type Static } from '@fastify/type-provider-typebox';

const school = Type.String({ maxLength: 120 });
const key = Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' });
/** Kinds that are made from here; the family sheet has a page of its own. */
export const letterKind = Type.Union([Type.Literal('support'), Type.Literal('leaving'), Type.Literal('review')]);
export type MadeKind = Static<typeof letterKind>;

export const lettersQuery = Type.Object({ school: Type.Optional(school) });
export type LettersQuery = Static<typeof lettersQuery>;

export const letterParams = Type.Object({ kind: letterKind });
export type LetterParams = Static<typeof letterParams>;

/** With `pupil`: the letter of that one pupil. */
export const letterQuery = Type.Object({ school: Type.Optional(school), pupil: Type.Optional(key) });
export type LetterQuery = Static<typeof letterQuery>;

/**
 * `pupil.<key>` for each pupil chosen, `made.<key>` how many letters the writer saw, `one.<key>` what was typed for one pupil,
 * `all.<slot>` what was typed for all.
 */
export const letterForm = Type.Record(
  Type.String({ pattern: '^[a-z]+(\\.[A-Za-z0-9_-]{1,16})?$' }),
  Type.String({ maxLength: 4000 }),
);
export type LetterForm = Readonly<Record<string, string | undefined>>;
