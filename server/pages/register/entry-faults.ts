import type { AccessArrangement, Agency, WhatWorks } from '../../records/higher/support-entries.ts';
import type { Faults } from './change-of-pupil.ts';

const toCome = 'This day is still to come. Give the day on which it was.';
const beforeBirth = 'This day is before the pupil was born. Correct it.';

interface Known {
  /** ISO days. */
  readonly today: string;
  readonly bornOn: string | null;
}

/** What is wrong with an agency’s entry, by field; empty where nothing is. */
export function agencyFaults(one: Agency, known: Known): Faults {
  const asked = one.consent !== 'not asked';
  return {
    ...days(one, ['since_on', 'last_contact_on', 'consent_on', 'ended_on'], known),
    ...(one.name === '' ? { name: 'Name the agency, as “Speech and language therapy”.' } : {}),
    ...(one.since_on === '' ? { since_on: 'Say since when it is involved.' } : {}),
    ...(one.last_contact_on !== '' && one.last_contact_on < one.since_on
      ? { last_contact_on: 'The last contact cannot be before it was involved. Correct one of the two days.' }
      : {}),
    ...(one.ended_on !== '' && one.ended_on < one.since_on
      ? { ended_on: 'It cannot have ended before it was involved. Correct one of the two days.' }
      : {}),
    ...(asked && one.consent_by === '' ? { consent_by: 'Say who gave, refused or took back the consent.' } : {}),
    ...(asked && one.consent_on === '' ? { consent_on: 'Say on which day that was.' } : {}),
  };
}

/** The same for an access arrangement: it rests on a need and on being the normal way of working. */
export function accessFaults(one: AccessArrangement, known: Known): Faults {
  return {
    ...days(one, ['since_on', 'ended_on'], known),
    ...(one.arrangement === '' ? { arrangement: 'Name the arrangement, as “25 % extra time”.' } : {}),
    ...(one.basis === '' ? { basis: 'Say what it rests on: which need, shown by what.' } : {}),
    ...(one.normal_way === '' ? { normal_way: 'Say how the pupil works like this in class as a rule.' } : {}),
    ...(one.since_on === '' ? { since_on: 'Say since when.' } : {}),
    ...(one.ended_on !== '' && one.ended_on < one.since_on
      ? { ended_on: 'It cannot have ended before it began. Correct one of the two days.' }
      : {}),
  };
}

/** The same for what works. */
export function worksFaults({ works }: WhatWorks): Faults {
  return works === '' ? { works: 'Write what works, if only one thing.' } : {};
}

function days<Entry extends object>(one: Entry, names: readonly (keyof Entry & string)[], { today, bornOn }: Known) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = String(one[name]);
      if (value > today) return [[name, toCome]];
      return value !== '' && bornOn !== null && value < bornOn ? [[name, beforeBirth]] : [];
    }),
  );
}
