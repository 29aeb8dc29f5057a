import { Type } from '@fastify/type-provider-typebox';

/** A day that is in the calendar, ISO: an impossible one would stand in the record and on pages for good. */
export const day = Type.String({ format: 'date' });

/** A day, or '' for none. */
export const dayOrNone = Type.Union([Type.Literal(''), day]);
