import { parseDay } from '../values/parse-day.ts';
import { parseYearGroup } from '../values/parse-year-group.ts';
import { resultCodes } from './aliases.ts';
import type { Conversion } from './conversion.ts';
import { parseHeading } from './parse-heading.ts';
import type { Grid } from './read-grids.ts';
import { readResultText } from './read-result-text.ts';
import { termOf } from './school-terms.ts';

type Row = Readonly<Record<string, string>>;

/** Columns by which the CSV files of OneRoster 1.2 are known, whatever the files are called. */
const signatures = {
  users: ['sourcedid', 'givenname', 'familyname'],
  results: ['sourcedid', 'lineitemsourcedid', 'studentsourcedid', 'score'],
  lineItems: ['sourcedid', 'title', 'academicsessionsourcedid'],
  academicSessions: ['sourcedid', 'title', 'startdate', 'enddate'],
  orgs: ['sourcedid', 'name', 'type'],
} as const;
type Kind = keyof typeof signatures;

/** Which OneRoster file a sheet is, or null. */
export function oneRosterKind({ rows }: Grid): Kind | null {
  const header = new Set((rows[0] ?? []).map((cell) => cell.toLowerCase()));
  return (
    (Object.keys(signatures) as Kind[]).find((kind) => signatures[kind].every((column) => header.has(column))) ?? null
  );
}

/** Joins users, line items, academic sessions and results of OneRoster; rows to be deleted are left out, with the reason. */
export function convertOneRoster(grids: readonly Grid[], conversion: Conversion): void {
  const byKind = (kind: Kind): { file: string; row: number; cells: Row }[] =>
    grids.filter((grid) => oneRosterKind(grid) === kind).flatMap((grid) => records(grid));
  const active = (kind: Kind): Map<string, Row> =>
    new Map(
      byKind(kind).flatMap(({ cells }) =>
        cells['status'] === 'tobedeleted' ? [] : [[cells['sourcedid'], cells] as const],
      ),
    );
  const schools = active('orgs');
  const users = active('users');
  const sessions = active('academicSessions');
  const items = active('lineItems');
  const only = [...schools.values()].filter(({ type }) => (type ?? '').toLowerCase() === 'school');
  const onlySchool = only.length === 1 ? only[0]['name'] : '';
  const idOf = (user: Row): string => user['identifier'] || user['sourcedid'];
  for (const user of users.values()) {
    if (user['role'] && user['role'].toLowerCase() !== 'student') continue;
    const org = (user['orgsourcedids'] ?? user['primaryorgsourcedid'] ?? '').split(',')[0].trim();
    conversion.addPupil(idOf(user), {
      surname: user['familyname'],
      forename: user['givenname'],
      year_group: parseYearGroup((user['grades'] ?? '').split(',')[0].trim()) ?? '',
      school: schools.get(org)?.['name'] ?? (org || onlySchool),
      date_of_birth: user['birthdate'] ?? '',
    });
  }
  for (const { file, row, cells } of byKind('results')) {
    const leaveOut = (column: string, reason: string): void => {
      conversion.counts.seen++;
      conversion.counts.notUsed++;
      conversion.leaveOut({ file, row, column, reason, value: (cells[column] ?? '').slice(0, 80) });
    };
    const item = items.get(cells['lineitemsourcedid']);
    const user = users.get(cells['studentsourcedid']);
    if (cells['status'] === 'tobedeleted') leaveOut('status', 'The result is marked to be deleted.');
    else if (!item) leaveOut('lineitemsourcedid', 'The line item is not among the line items.');
    else if (!user) leaveOut('studentsourcedid', 'The student is not among the users.');
    else
      addResult(cells, item, idOf(user), sessions.get(item['academicsessionsourcedid']) ?? null, conversion, leaveOut);
  }
}

function addResult(
  cells: Row,
  item: Row,
  pupilId: string,
  session: Row | null,
  conversion: Conversion,
  leaveOut: (column: string, reason: string) => void,
): void {
  const said = parseHeading(item['title']);
  const state = cells['scorestatus'] ?? '';
  const status = state === 'exempt' ? 'disapplied' : state === 'not submitted' ? 'absent' : null;
  const read = readResultText(cells['score'] || (cells['textscore'] ?? ''), said.scale, resultCodes);
  const result = status ? ({ kind: 'result', score: '', status } as const) : read;
  if (result.kind === 'unknown') return leaveOut('textscore', 'Not a number, a known grade or a known code.');
  if (result.kind === 'empty') {
    conversion.counts.seen++;
    conversion.counts.empty++;
    return;
  }
  const day = parseDay(cells['scoredate'] ?? '');
  const end = parseDay(session?.['enddate'] ?? '');
  if (Number.isNaN(day) && Number.isNaN(end))
    return leaveOut('scoredate', 'Neither the result nor its session has a date.');
  const window = session
    ? conversion.addNamedWindow(session['title'] || session['sourcedid'], session['title'], session['enddate'], day)
    : conversion.addWindow(termOf(day), day);
  const converted = {
    pupilId,
    subject: said.subject ?? item['title'].toLowerCase(),
    window,
    score: result.score,
    scale: said.scale ?? '',
    day,
    status: result.status,
    sem: cells['metadata.sem'] ?? '',
    form: cells['metadata.form'] ?? '',
  };
  conversion.addResult(converted, 0);
}

function records({ name, rows }: Grid): { file: string; row: number; cells: Row }[] {
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
