import type { AgendaRow } from '../../engine/index.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { groupRow } from '../runs/groups/class-growth.ts';
import { classCoverage } from '../runs/groups/class-coverage.ts';
import { pupilsOf } from '../html/pictures/year-charts.ts';
import type { LoadedRun } from '../runs/loaded-run.ts';
import { listOf } from '../runs/run-lists.ts';
import { classesOfRun } from '../runs/scoped-run.ts';
import { yearAxis } from '../runs/groups/year-axis.ts';
import { yearCounts } from '../runs/groups/year-counts.ts';
import { sectionPart } from './agenda/view.ts';
import { measuredSubjects } from './explore/measured-choices.ts';
import type { AgendaChoice } from '../runs/agenda-choice.ts';
import type { DisplayNames } from '../runs/pupils/display-names.ts';
import { listedPupil, subjectLabels } from '../runs/pupils/listed-pupils.ts';
import { nameInRun } from '../runs/pupils/name-in-run.ts';
import { pupilPicture } from '../runs/pupils/trajectory-picture.ts';

/** Milliseconds between two steps: whoever clicks meanwhile goes first. */
const pause = 2;

/**
 * Works out what the pages of a run share, then joins the pupils of one class after another and writes the rows of its list that
 * are kept, so that nobody's first page waits for it. A step takes some milliseconds; the pages are right without any of them.
 */
export async function prepareRun(run: LoadedRun, names: DisplayNames): Promise<void> {
  for (const step of stepsOf(run, names)) {
    await wait(pause, undefined, { ref: false });
    await step();
  }
}

function* stepsOf(run: LoadedRun, names: DisplayNames): Generator<() => unknown> {
  const school = run.manifest.schools[0] ?? '';
  yield () => nameInRun(run, names, '');
  yield () => classesOfRun(run);
  yield () => listOf(run, 'run', '');
  yield () => classCoverage(run, { school });
  yield () => groupRow(run, '', 'class', '');
  yield () => yearCounts(run);
  yield () => yearAxis(run, '', '');
  yield () => measuredSubjects(run, school, '');
  yield () => pupilsOf(run, { school, year: '' });
  for (const rows of run.agendaOfClass.values()) yield () => writeRows(run, names, rows);
  const [pupil] = run.agenda;
  const [subject] = run.manifest.subjects;
  if (drawnBefore || !pupil || !subject) return;
  drawnBefore = true;
  yield () =>
    pupilPicture(run, { pupil, forename: '', subject, kind: 'scores', events: [] }, { form: 'svg', dark: false });
}

/** The first picture that a process draws takes five times as long as any other. */
let drawnBefore = false;

/** As those read them who work with a class's list, in the order to talk. */
function writeRows(run: LoadedRun, names: DisplayNames, rows: readonly AgendaRow[]): void {
  const pupils = rows.map((row) => listedPupil(run, names, row));
  const page = { chosen: listOfClass(rows[0]), labels: subjectLabels(run), resultsOnly: false, agreed: new Map() };
  for (const [section, own] of Map.groupBy(pupils, ({ row }) => row.section))
    sectionPart(page, { section, pupils: own });
}

function listOfClass(row: AgendaRow): AgendaChoice {
  const any = { year: undefined, subject: undefined, section: undefined, sen: undefined, state: undefined };
  return { school: row.school, class: row.class ?? '', ...any, sort: 'concern' };
}
