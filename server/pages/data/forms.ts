import { Type } from '@fastify/type-provider-typebox';
import { htmlPage } from '../../http/html-page.ts';

/** The form’s token and nothing else. */
export const tokenBody = Type.Object({ token: Type.String() });

export const importParams = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const runParams = Type.Object({ run: Type.String({ maxLength: 60, pattern: '^[0-9A-Za-z-]+$' }) });

/** Answers by number of the question: `q0` what was chosen, `t0` what was written. `seen` says which questions they answer. */
export const answersBody = Type.Object(
  { token: Type.String(), seen: Type.String({ maxLength: 40 }) },
  { additionalProperties: Type.String({ maxLength: 200 }) },
);

/** A page, or the way to the next. */
export const pageOrMoved = { ...htmlPage, 303: Type.Null() };
export const moved = { 303: Type.Null() };
