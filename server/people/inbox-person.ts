import type { Person } from './person.ts';

/** Who is said to have brought the files of the inbox. Nobody signs in as it, and it has no row among the people. */
export const inboxPersonId = 'inbox';

/** Reaches as far as whoever set the inbox up: every school of the record. */
export const inboxPerson: Person = {
  personId: inboxPersonId,
  name: 'the inbox',
  role: 'headteacher',
  school: null,
  classes: new Map(),
};
