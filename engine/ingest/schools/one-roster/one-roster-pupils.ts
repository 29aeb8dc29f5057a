import { parseYearGroup } from '../../values/parse-year-group.ts';
import { checkUpn } from '../mapping/check-upn.ts';
import type { Conversion } from '../conversion/conversion.ts';
import { activeOf, isDeleted, rowsOf, type Row } from './one-roster-files.ts';
import type { Grid } from '../../files/grid.ts';

/**
 * The pupils of OneRoster: users who are students, with what demographics, enrollments and classes say of them. Returns every
 * user's identifier by sourcedId, and who of them is no student. Users left out are counted in the notes.
 */
export function addOneRosterPupils(
  grids: readonly Grid[],
  conversion: Conversion,
): { readonly idOf: ReadonlyMap<string, string>; readonly others: ReadonlySet<string> } {
  const schools = activeOf(grids, 'orgs');
  const only = [...schools.values()].filter(({ type }) => (type ?? '').toLowerCase() === 'school');
  const onlySchool = only.length === 1 ? only[0]['name'] : '';
  const demographics = activeOf(grids, 'demographics');
  const classOf = classesOf(grids);
  const roleOf = rolesOf(grids);
  const idOf = new Map<string, string>();
  const others = new Set<string>();
  for (const [sourcedId, user] of activeOf(grids, 'users')) {
    idOf.set(sourcedId, identifierOf(user));
    // Version 1.2 keeps roles in a file of their own; without any, a user with results is taken for a pupil.
    const role = (user['role'] || roleOf.get(sourcedId) || '').toLowerCase();
    if (role !== '' && role !== 'student') {
      others.add(sourcedId);
      conversion.note('People in OneRoster who are not students, left out.');
      continue;
    }
    if (role === '') conversion.note('People in OneRoster whose role no file gives, taken for pupils.');
    const org = (user['orgsourcedids'] || user['primaryorgsourcedid'] || '').split(',')[0].trim();
    const person = demographics.get(sourcedId);
    const year = parseYearGroup((user['grades'] ?? '').split(',')[0].trim()) ?? '';
    if (year !== '') conversion.yearSaid.add(identifierOf(user));
    conversion.addPupil(identifierOf(user), {
      surname: user['familyname'],
      forename: user['givenname'],
      year_group: year,
      class: classOf.get(sourcedId) ?? '',
      school: schools.get(org)?.['name'] ?? (org || onlySchool),
      date_of_birth: person?.['birthdate'] || user['birthdate'] || '',
      sex: person?.['sex'] ?? '',
    });
  }
  for (const { file, cells } of rowsOf(grids, 'users')) {
    const counts = conversion.counts.of(file);
    const isLeftOut = isDeleted(cells) || others.has(cells['sourcedid']);
    counts.rows++;
    if (isLeftOut) counts.rowsLeftOut++;
    else counts.rowsRead++;
    if (isDeleted(cells)) conversion.note('People in OneRoster marked to be deleted, left out.');
  }
  return { idOf, others };
}

/** The unique pupil number where the user has one, else what the system calls the user. */
function identifierOf(user: Row): string {
  // Version 1.1 has userIds as {type:identifier} pairs, apart from the system's own identifier.
  const typed = [...(user['userids'] ?? '').matchAll(/\{([^:{}]*):([^{}]*)\}/g)].map(([, type, id]) => ({ type, id }));
  const named = typed.find(({ type }) => /^upn$|pupil number/i.test(type.trim()))?.id;
  const texts = [user['identifier'], named, ...typed.map(({ id }) => id), user['sourcedid']].filter(
    (text) => text !== undefined && text.trim() !== '',
  ) as string[];
  const upns = texts.map((text) => checkUpn(text.trim())).filter(({ fault }) => fault === null);
  return upns[0]?.upn ?? (user['identifier'] || user['sourcedid']);
}

/** Role of each user who has one role only, by its own file or by enrollments; a student anywhere is a student. */
function rolesOf(grids: readonly Grid[]): Map<string, string> {
  const roles = new Map<string, string>();
  for (const { cells } of [...rowsOf(grids, 'roles'), ...rowsOf(grids, 'enrollments')]) {
    const user = cells['usersourcedid'];
    if (!isDeleted(cells) && roles.get(user) !== 'student') roles.set(user, cells['role'].toLowerCase());
  }
  return roles;
}

/** Name of each student's registration class: the one that is a homeroom, else the only one. */
function classesOf(grids: readonly Grid[]): Map<string, string> {
  const classes = activeOf(grids, 'classes');
  const enrolled = new Map<string, Row[]>();
  for (const { cells } of rowsOf(grids, 'enrollments')) {
    const group = classes.get(cells['classsourcedid']);
    if (!group || isDeleted(cells) || cells['role'].toLowerCase() !== 'student') continue;
    enrolled.set(cells['usersourcedid'], [...(enrolled.get(cells['usersourcedid']) ?? []), group]);
  }
  return new Map(
    [...enrolled].flatMap(([user, groups]) => {
      const homerooms = groups.filter((group) => group['classtype'].toLowerCase() === 'homeroom');
      const names = new Set((homerooms.length > 0 ? homerooms : groups).map(({ title }) => title));
      return names.size === 1 ? [[user, [...names][0]] as const] : [];
    }),
  );
}
