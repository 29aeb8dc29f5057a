import { Type } from '@fastify/type-provider-typebox';
import { addDays } from '../../engine/index.ts';

/** A day that is in the calendar, ISO: an impossible one would stand in the record and on pages for good. */
export const day = Type.String({ format: 'date' });

/** A day, or '' for none. */
export const dayOrNone = Type.Union([Type.Literal(''), day]);

/** Whether a text is a day of the calendar, as a schema would have it: for forms that are answered with a sentence. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;
}
