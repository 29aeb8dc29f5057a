import { Type } from '@fastify/type-provider-typebox';
import { dateWords } from '../../../html/date-words.ts';
import { dayFault } from '../../../html/plans/day-fault.ts';
import type { ProvisionContent } from '../../../records/provision/save-provision.ts';
import { weeklyTimes, weeklyTimesText } from '../../../records/provision/weekly-times.ts';
import { typedDay } from '../../../records/typed-day.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';

const line = Type.String({ maxLength: 300 });
const short = Type.String({ maxLength: 20 });

/** What a form held, by field. */
export type Entered = Readonly<Record<string, string | undefined>>;
export type Faults = Readonly<Record<string, string>>;

export const provisionForm = Type.Object({
  token: Type.String(),
  version: Type.String({ pattern: '^\\d{1,6}$' }),
  school: Type.String({ maxLength: 120 }),
  /** Key of a pupil who is in it from the start; '' for none. */
  pupil: Type.String({ maxLength: 32 }),
  name: line,
  need: Type.String({ pattern: '^[A-Z]{0,5}$' }),
  by_whom: line,
  minutes: short,
  times_a_week: short,
  group_size: short,
  from_on: short,
  to_on: short,
  pounds_an_hour: short,
  times: line,
  note: Type.String({ maxLength: 4000 }),
});

/** `pupil.<key>` for each who comes in, or the identifier of one whose time ends; with the day. */
export const pupilsForm = Type.Record(
  Type.String({ pattern: '^[a-z_]+(\\.[A-Za-z0-9_-]{1,64})?$' }),
  Type.String({ maxLength: 300 }),
);

export const undoForm = Type.Object({ token: Type.String(), version: Type.String({ pattern: '^\\d{1,6}$' }) });

/** What was typed as it is kept, or what is wrong with it. */
export function enteredProvision(
  entered: Entered,
  today: string,
): { readonly content: ProvisionContent; readonly faults: null } | { readonly faults: Faults } {
  const text = (name: string) => (entered[name] ?? '').trim();
  const [from_on, to_on] = [text('from_on'), text('to_on')].map((day) => typedDay(day) ?? day);
  const times = weeklyTimes(text('times'));
  const numbers = {
    minutes: Number(text('minutes')),
    times_a_week: Number(text('times_a_week')),
    group_size: Number(text('group_size')),
    pounds_an_hour: text('pounds_an_hour') === '' ? null : Number(text('pounds_an_hour').replace('£', '')),
  };
  const faults: Record<string, string | null> = {
    name: text('name') === '' ? 'The name is missing: say what is provided.' : null,
    need: text('need') !== '' && !(text('need') in needTypes) ? 'This need is not known here: choose one.' : null,
    by_whom: text('by_whom') === '' ? 'Who provides it is missing: write a name or a post.' : null,
    minutes: isBetween(numbers.minutes, 1, 600, true)
      ? null
      : 'The minutes of a session are a whole number from 1 to 600.',
    times_a_week: isBetween(numbers.times_a_week, 0.05, 50, false)
      ? null
      : 'How often a week is a number from 0.05 to 50; 0.5 is once a fortnight.',
    group_size: isBetween(numbers.group_size, 1, 60, true)
      ? null
      : 'The group is a whole number of pupils from 1 to 60; 1 is alone.',
    pounds_an_hour:
      numbers.pounds_an_hour === null || isBetween(numbers.pounds_an_hour, 0, 1000, false)
        ? null
        : 'What an hour costs is an amount in pounds from 0 to 1000, or empty.',
    from_on: dayFault('The first day', from_on, today),
    to_on: dayFault('The last day', to_on, today),
    times:
      times === null
        ? 'These times cannot be read: write them as Mon 9:00, Wed 13:15, or leave them empty.'
        : times.length > Math.max(1, numbers.times_a_week)
          ? 'There are more times than sessions a week: correct one of the two.'
          : null,
  };
  if (!faults['from_on'] && !faults['to_on'] && to_on < from_on)
    faults['to_on'] = `The last day is before the first one, ${dateWords(from_on)}: give a later day.`;
  const found = Object.entries(faults).filter((one): one is [string, string] => one[1] !== null);
  if (found.length > 0) return { faults: Object.fromEntries(found) };
  const content = {
    name: text('name'),
    need: text('need'),
    by_whom: text('by_whom'),
    ...numbers,
    from_on,
    to_on,
    times: weeklyTimesText(times ?? []),
    note: text('note'),
  };
  return { content, faults: null };
}

function isBetween(value: number, low: number, high: number, whole: boolean): boolean {
  return value >= low && value <= high && (!whole || Number.isInteger(value));
}
