import { Type, type Static } from '@fastify/type-provider-typebox';
import { dayFault } from '../../html/plans/day-fault.ts';

const name = Type.Optional(Type.String({ maxLength: 120 }));
const typedDay = Type.Optional(Type.String({ maxLength: 20 }));
const minutes = Type.Optional(Type.String({ maxLength: 6 }));

export const mapQuery = Type.Object({
  run: Type.Optional(Type.String({ maxLength: 60, pattern: '^[0-9A-Za-z-]+$' })),
  school: name,
  year: name,
  class: name,
  adult: name,
  from: typedDay,
  to: typedDay,
  limit: minutes,
  adult_limit: minutes,
});
export type MapQuery = Static<typeof mapQuery>;

/** What of the provision map is shown. */
export interface MapChoice {
  readonly school: string;
  /** '' for all. */
  readonly year: string;
  readonly class: string;
  readonly adult: string;
  /** Days, ISO, both included. */
  readonly from: string;
  readonly to: string;
  /** Minutes a week that are too many for a pupil, and for an adult. */
  readonly limit: number;
  readonly adultLimit: number;
}

const usual = { limit: 300, adultLimit: 1650 };

/** The choice of an address; what cannot be is left at the usual, with a sentence that says so. */
export function mapChoice(
  query: MapQuery,
  { school, today }: { readonly school: string; readonly today: string },
): { readonly choice: MapChoice; readonly faults: Readonly<Record<string, string>> } {
  const faults: Record<string, string> = {};
  const end = schoolYearEnd(today);
  const day = (field: 'from' | 'to', what: string, otherwise: string) => {
    const typed = query[field] ?? '';
    const fault = typed === '' ? null : dayFault(what, typed, today);
    if (fault) faults[field] = fault;
    return typed === '' || fault ? otherwise : typed;
  };
  const number = (field: 'limit' | 'adult_limit', otherwise: number) => {
    const typed = (query[field] ?? '').trim();
    if (typed === '') return otherwise;
    const found = Number(typed);
    if (Number.isInteger(found) && found > 0 && found <= 3000) return found;
    faults[field] = 'The limit is a number of minutes a week between 1 and 3000.';
    return otherwise;
  };
  const from = day('from', 'The first day', today);
  let to = day('to', 'The last day', from > end ? from : end);
  if (to < from) {
    faults['to'] = 'The last day is before the first one: give a later day.';
    to = from > end ? from : end;
  }
  return {
    choice: {
      school,
      year: query.year ?? '',
      class: query.class ?? '',
      adult: query.adult ?? '',
      from,
      to,
      limit: number('limit', usual.limit),
      adultLimit: number('adult_limit', usual.adultLimit),
    },
    faults,
  };
}

/** 31 July after a day, or on it. */
function schoolYearEnd(day: string): string {
  const [year, month] = day.split('-').map(Number);
  return `${month >= 8 ? year + 1 : year}-07-31`;
}
