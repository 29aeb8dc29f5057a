import { notTestedLine, sectionNames } from '../../../engine/index.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClassOfRun, ScopedRun } from '../../runs/scoped-run.ts';
import { html } from '../../html/html.ts';
import { classCoverage } from '../../runs/groups/class-coverage.ts';
import { classPattern, groupRow } from '../../runs/groups/class-growth.ts';
import { listOf } from '../../runs/run-lists.ts';
import { classBackground, type ClassBackground } from './background.ts';
import { unnamed } from '../../people/people.ts';
import { PageError } from '../../page-error.ts';
import { whyNotMeasured } from '../../runs/pupils/why-not-measured.ts';
import { listedPupil, subjectLabels, type ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import { testedSubjects } from '../../runs/groups/tested-subjects.ts';
import { sectionNow } from '../../runs/pupils/left-support.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { listQuery, type ListQuery } from '../../runs/queries.ts';
import { classSheetView, type ClassSheet } from './view.ts';
import { runHeading } from '../../runs/run-heading.ts';

/** More pupils without an earlier result are counted, not named: a class in its first year. */
const namedWithoutBaseline = 6;

/** Everyone of a class on two printed pages; or the sheets of all classes of a school, to print at once. */
export function classSheetRoute(app: FastifyInstance): void {
  app.get<{ Querystring: ListQuery }>(
    '/class-sheet',
    { config: { permission: 'see-pupils' }, schema: { querystring: listQuery, response: htmlPage } },
    async (request, reply) => {
      const scoped = await runOfRequest(request);
      const { school, class: className } = request.query;
      // Without a class: every class of the school, each on its own sheets of paper.
      const chosen = scoped.classes.filter(
        (one) =>
          (school === undefined || one.school === school) && (className === undefined || one.class === className),
      );
      if (chosen.length === 0 || (className === undefined && school === undefined))
        throw new PageError('no-such-class');
      const sheets = [];
      for (const one of className === undefined ? chosen : chosen.slice(0, 1))
        sheets.push(classSheetView(await sheetOf(request, scoped, one)));
      return reply.page({
        title: `Class sheet ${className ?? school ?? ''}`,
        place: 'agenda',
        kind: 'sheet',
        body: html`${sheets.map((sheet) => html`<div class="sheet__class">${sheet}</div>`)}`,
      });
    },
  );
}

async function sheetOf(request: FastifyRequest, scoped: ScopedRun, chosen: ClassOfRun): Promise<ClassSheet> {
  const { run } = scoped;
  const { names, now } = request.server;
  const pupils = scoped.agenda(chosen).map((row) => listedPupil(run, names, row));
  const background = await classBackground(request, scoped, pupils);
  const group = `${chosen.school} / ${chosen.class}`;
  const tested = testedSubjects(pupils);
  const first = pupils.filter(isNew);
  const named = first.length <= namedWithoutBaseline ? first : [];
  // Whoever is named at the top of the sheet, or brought by staff, is not named again among the others.
  const others = (pupil: ListedPupil) => !named.includes(pupil) && !background.added.has(pupil.pupilId);
  return {
    ...runHeading(run),
    chosen,
    coverage: classCoverage(run, chosen),
    notTested: notTested(pupils, named, background),
    withoutBaseline: first.length - named.length,
    classPattern: classPattern(run, commonest(pupils), run.manifest.subjects),
    middle: (subject) => {
      const row = groupRow(run, subject, 'class', group);
      return row && !row.suppressed ? (row.median_growth ?? Number.NaN) : Number.NaN;
    },
    list: listOf(run, 'class', group),
    labels: new Map([...subjectLabels(run)].filter(([subject]) => tested.has(subject))),
    background,
    sections: new Map(
      sectionNames.map((section) => [
        section,
        pupils.filter(
          (pupil) => sectionNow(pupil.row, background.left) === section && (section !== 'not-listed' || others(pupil)),
        ),
      ]),
    ),
    added: pupils.filter(({ row, pupilId }) => row.section === 'not-listed' && background.added.has(pupilId)),
    printedFor: request.person!.name === unnamed ? 'the headteacher' : request.person!.name,
    printedOn: now(),
  };
}

/** Tested now for the first time, so that nothing can be compared. */
function isNew({ row, evidence }: ListedPupil): boolean {
  const tested = evidence.flatMap(({ growth }) => (growth ? [growth] : []));
  return row.section === 'not-listed' && tested.length > 0 && tested.every((growth) => !growth.baseline_window);
}

function notTested(pupils: readonly ListedPupil[], named: readonly ListedPupil[], { joined }: ClassBackground): string {
  const told = (pupilId: string, ...words: string[]) => [joined.get(pupilId), ...words].filter(Boolean).join(': ');
  return notTestedLine([
    ...pupils
      .filter(({ row }) => row.section === 'not-measured')
      .map(({ name, row }) => ({ name: name.short, because: whyNotMeasured(row) })),
    ...named.map(({ name, pupilId }) => ({ name: name.short, because: told(pupilId, 'no earlier result') })),
  ]);
}

/** A row with the baseline that most of the class has. */
function commonest(pupils: readonly ListedPupil[]): ListedPupil['row'] {
  const byBaseline = Map.groupBy(
    pupils.filter(({ row }) => row.baseline_window),
    ({ row }) => row.baseline_window,
  );
  const [most] = [...byBaseline.values()].toSorted((a, b) => b.length - a.length);
  return (most ?? pupils)[0]?.row ?? {};
}
