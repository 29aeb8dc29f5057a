import { parseDay } from '../../values/parse-day.ts';
import { resultCodes } from '../mapping/aliases.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { FileCounts } from '../conversion/file-counts.ts';
import { activeOf, isDeleted, oneRosterKind, rowsOf, type PlacedRow, type Row } from './one-roster-files.ts';
import { addOneRosterPupils } from './one-roster-pupils.ts';
import { measureLabel } from '../mapping/measure-label.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import type { Grid } from '../../files/grid.ts';
import { readResultText, type ResultText } from '../mapping/read-result-text.ts';
import { whyUnread } from '../mapping/why-unread.ts';
import { academicYearOf, termOf, yearText } from '../mapping/school-terms.ts';

/** Joins users, line items, academic sessions and results of OneRoster; rows to be deleted are left out, with the reason. */
export function convertOneRoster(grids: readonly Grid[], conversion: Conversion): void {
  for (const grid of grids)
    if (['unread', 'manifest'].includes(oneRosterKind(grid) ?? ''))
      conversion.note(`${grid.name} is a part of OneRoster that is not needed, and is not read.`);
  const { idOf, others } = addOneRosterPupils(grids, conversion);
  const sessions = activeOf(grids, 'academicSessions');
  const items = activeOf(grids, 'lineItems');
  for (const placed of rowsOf(grids, 'results')) {
    const { file, row, cells } = placed;
    const counts = conversion.counts.of(file);
    counts.rows++;
    const leaveOut = (column: string, reason: string): void => {
      counts.rowsLeftOut++;
      counts.seen++;
      counts.notUsed++;
      conversion.lose(reason, 1);
      conversion.leaveOut({ file, row, column, reason, value: (cells[column] ?? '').slice(0, 80) });
    };
    const item = items.get(cells['lineitemsourcedid']);
    const student = cells['studentsourcedid'];
    const id = idOf.get(student);
    if (isDeleted(cells)) leaveOut('status', 'The result is marked to be deleted.');
    else if (!item) leaveOut('lineitemsourcedid', 'The test (line item) is not in lineItems.csv.');
    else if (id === undefined) leaveOut('studentsourcedid', 'The student is not in users.csv.');
    else if (others.has(student)) leaveOut('studentsourcedid', 'The person is not a student.');
    else addResult(placed, item, id, sessionOf(item, sessions), conversion, counts, leaveOut);
  }
}

function sessionOf(item: Row, sessions: ReadonlyMap<string, Row>): Row | null {
  return sessions.get(item['academicsessionsourcedid'] || item['gradingperiodsourcedid'] || '') ?? null;
}

function addResult(
  { cells, row }: PlacedRow,
  item: Row,
  pupilId: string,
  session: Row | null,
  conversion: Conversion,
  counts: FileCounts,
  leaveOut: (column: string, reason: string) => void,
): void {
  const said = parseHeading(item['title']);
  const state = (cells['scorestatus'] ?? '').toLowerCase();
  const status = state === 'exempt' ? 'disapplied' : state === 'not submitted' ? 'absent' : null;
  const read = readResultText(cells['score'] || (cells['textscore'] ?? ''), said.scale, resultCodes);
  const result = status ? ({ kind: 'result', score: '', status } satisfies ResultText) : read;
  if (result.kind === 'unknown') return leaveOut('textscore', whyUnread(result));
  if (result.kind === 'empty') {
    counts.seen++;
    counts.empty++;
    counts.rowsRead++;
    return;
  }
  const written = parseDay(cells['scoredate'] ?? '');
  const day = conversion.plausibleDay(written, pupilId);
  const end = parseDay(session?.['enddate'] ?? '');
  if (Number.isNaN(day) && Number.isNaN(end))
    return leaveOut(
      'scoredate',
      Number.isNaN(written)
        ? 'Neither the result nor its session has a date.'
        : 'Nobody can have been tested on that date, and no session says the term. Correct it.',
    );
  if (!said.subject) conversion.note(`“${item['title']}” names no known subject; it is one of its own.`);
  const title = session ? sessionTitle(session, Number.isNaN(end) ? day : end) : '';
  const window = session
    ? conversion.addNamedWindow(title, title, session['enddate'], day)
    : conversion.addWindow(termOf(day), day);
  const converted = {
    pupilId,
    subject: said.subject ?? item['title'].toLowerCase(),
    window,
    measure: measureLabel(said),
    place: { file: counts.file, row, column: 'score', text: cells['score'] || (cells['textscore'] ?? '') },
    score: result.score,
    scale: said.scale ?? '',
    day,
    status: result.status,
    sem: cells['metadata.sem'] ?? '',
    form: cells['metadata.form'] ?? '',
  };
  counts.rowsRead++;
  conversion.noteEnd(result);
  conversion.addResult(converted, { file: counts.file, order: 0 });
}

/** Every year has its “Autumn Term”: a title that names no year gets that of the session, or two years' results would be one window's. */
function sessionTitle(session: Row, day: number): string {
  const title = session['title'] || session['sourcedid'];
  return parseHeading(title).academicYear === null ? `${title} ${yearText(academicYearOf(day))}` : title;
}
