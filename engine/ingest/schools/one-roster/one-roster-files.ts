import type { Grid } from '../../files/grid.ts';

/** A row of OneRoster, by its column in lower case. */
export type Row = Readonly<Record<string, string>>;

export interface PlacedRow {
  readonly file: string;
  /** Row of the sheet, 1 = the first. */
  readonly row: number;
  readonly cells: Row;
}

/**
 * Columns by which the CSV files of OneRoster 1.1 and 1.2 are known, whatever the files are called; the first that fits counts. `|`:
 * one of these. A line item names its session in `gradingPeriodSourcedId` in 1.1, in `academicSessionSourcedId` in 1.2.
 */
const signatures = {
  users: ['sourcedid', 'givenname', 'familyname'],
  results: ['sourcedid', 'lineitemsourcedid', 'studentsourcedid', 'score'],
  lineItems: ['sourcedid', 'title', 'academicsessionsourcedid|gradingperiodsourcedid|resultvaluemax'],
  academicSessions: ['sourcedid', 'title', 'startdate', 'enddate'],
  enrollments: ['sourcedid', 'classsourcedid', 'usersourcedid', 'role'],
  roles: ['sourcedid', 'usersourcedid', 'role'],
  demographics: ['sourcedid', 'birthdate', 'sex'],
  classes: ['sourcedid', 'title', 'classtype'],
  orgs: ['sourcedid', 'name', 'type'],
  // Courses, categories, score scales, guardians' profiles …: parts of the format that say nothing needed here.
  unread: ['sourcedid', 'status', 'datelastmodified'],
  manifest: ['propertyname', 'value'],
} as const;
export type OneRosterKind = keyof typeof signatures;

/** Which OneRoster file a sheet is, or null. */
export function oneRosterKind({ rows }: Grid): OneRosterKind | null {
  const header = new Set((rows[0] ?? []).map((cell) => cell.toLowerCase()));
  const kinds = Object.keys(signatures) as OneRosterKind[];
  const has = (column: string) => column.split('|').some((one) => header.has(one));
  return kinds.find((kind) => signatures[kind].every(has)) ?? null;
}

/** Rows of every sheet of a kind. */
export function rowsOf(grids: readonly Grid[], kind: OneRosterKind): PlacedRow[] {
  return grids.filter((grid) => oneRosterKind(grid) === kind).flatMap(records);
}

/** Rows of a kind that are not to be deleted, by their sourcedId. */
export function activeOf(grids: readonly Grid[], kind: OneRosterKind): Map<string, Row> {
  return new Map(
    rowsOf(grids, kind).flatMap(({ cells }) => (isDeleted(cells) ? [] : [[cells['sourcedid'], cells] as const])),
  );
}

/** Whether a row is marked to be deleted; one without a status is not. */
export function isDeleted(cells: Row): boolean {
  return (cells['status'] ?? '').toLowerCase() === 'tobedeleted';
}

function records({ name, rows }: Grid): PlacedRow[] {
  const header = rows[0].map((cell) => cell.toLowerCase());
  return rows.slice(1).flatMap((row, at) => {
    if (row.every((cell) => cell === '')) return [];
    // Without a prototype, so that a column called "constructor" is just a column.
    const cells = Object.assign(
      Object.create(null) as Record<string, string>,
      Object.fromEntries(header.map((column, place) => [column, row[place] ?? ''])),
    );
    return [{ file: name, row: at + 2, cells }];
  });
}
