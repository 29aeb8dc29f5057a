/** What a reader's home shows, fetched and joined. */
import type { FastifyRequest } from 'fastify';
import { dateText, policyOfRun, type ListRow } from '../../../engine/index.ts';
import { mayDo } from '../../people/permissions.ts';
import { readsTotals } from '../../people/reads-totals.ts';
import { filesOfRun } from '../../records/data-imports.ts';
import { discussionsOfRun } from '../../records/discussions/discussions.ts';
import { mostAskedFor, openAgreements } from '../../records/discussions/open-agreements.ts';
import { dueDocuments } from '../../records/settings/review-dates.ts';
import { classCoverage } from '../../runs/groups/class-coverage.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { listedPupil } from '../../runs/pupils/listed-pupils.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';
import { runHeading } from '../../runs/run-heading.ts';
import { leftSupport, sectionNow } from '../../runs/pupils/left-support.ts';
import { listOf } from '../../runs/run-lists.ts';
import type { ClassOfRun, ScopedRun } from '../../runs/scoped-run.ts';
import type { Home, HomeLine, OpenAction, OwnClass } from './facts.ts';
import { schoolStandings } from './standings.ts';

/** @param wanted one of several schools that the reader chose; '' for all */
export async function loadHome(request: FastifyRequest, scoped: ScopedRun, wanted: string): Promise<Home> {
  const { run, schools, classes } = scoped;
  const person = request.person!;
  const { role } = person;
  const today = dateText(request.server.now());
  // Counts of one class are small: only those who see its pupils, or look after its data, are shown them.
  const byClass = mayDo(role, 'see-pupils') || mayDo(role, 'see-data-report');
  const school = schools.length === 1 ? schools[0] : schools.includes(wanted) ? wanted : undefined;
  const one = role === 'teacher' && classes.length === 1 ? classes[0] : undefined;
  const actions = mayDo(role, 'see-pupils') ? await openForReader(request, scoped, school) : [];
  const place = one ? { school: one.school, class: one.class } : school === undefined ? undefined : { school };
  return {
    ...runHeading(run),
    person,
    runId: run.id,
    place: one ? `${one.class || 'No class given'} · ${one.school}` : (school ?? ''),
    list: byClass ? listOver(scoped, one, school) : undefined,
    coverage: mayDo(role, 'see-pupils') && place && (one || role !== 'teacher') ? classCoverage(run, place) : '',
    lines: byClass ? linesOf(scoped, school, mayDo(role, 'see-pupils') ? actions : null) : [],
    ownClass: one && (await ownClass(request, scoped, one)),
    standings: readsTotals(person) ? await schoolStandings(request) : undefined,
    chosen: schools.length > 1 && school !== undefined,
    rejects: mayDo(role, 'see-data-report') ? await notUsed(request, run) : null,
    warnings: run.manifest.warnings.map((warning) => warning.text),
    questions: (run.manifest.questions ?? []).map(({ text }) => text),
    oneWindow: run.manifest.windows.length === 1,
    minimumWeeks: policyOfRun(run.manifest.policy).baseline.minimumWeeks,
    actions,
    due: mayDo(role, 'keep-register')
      ? await dueDocuments(request.server.record, school === undefined ? schools : [school], today)
      : [],
    today,
    drafts: await waiting(request),
  };
}

/** Of whom the doubts over the page are: a teacher's classes, the school, or all schools. */
function listOver(scoped: ScopedRun, one: ClassOfRun | undefined, school: string | undefined): ListRow | undefined {
  const { run } = scoped;
  if (one) return listOf(run, 'class', `${one.school} / ${one.class}`);
  return school === undefined ? listOf(run, 'run', '') : listOf(run, 'school', school);
}

function linesOf(
  { run, schools, classes }: ScopedRun,
  school: string | undefined,
  actions: readonly OpenAction[] | null,
): HomeLine[] {
  if (school === undefined)
    return schools.map((one) => ({
      school: one,
      class: undefined,
      yearGroup: '',
      list: listOf(run, 'school', one),
      stillToDo: actions && actions.filter((action) => action.school === one).length,
    }));
  return classes
    .filter((one) => one.school === school)
    .map((one) => ({
      ...one,
      list: listOf(run, 'class', `${one.school} / ${one.class}`),
      stillToDo: actions && actions.filter((action) => action.school === school && action.class === one.class).length,
    }));
}

async function ownClass({ server, person }: FastifyRequest, scoped: ScopedRun, one: ClassOfRun): Promise<OwnClass> {
  const rows = scoped.agenda({ school: one.school, class: one.class });
  const left = await leftSupport(server.record, person!, rows);
  const isSupported = (row: (typeof rows)[number]) => sectionNow(row, left) === 'supported';
  const isFirst = ({ section }: (typeof rows)[number]) => section === 'discuss-first' || section === 'discuss-if-time';
  return {
    school: one.school,
    class: one.class,
    first: rows.filter(isFirst).map((row) => listedPupil(scoped.run, server.names, row)),
    agreed: await discussionsOfRun(server.record, scoped.run.id, { school: one.school }),
    supported: rows.filter(isSupported).length,
    others: rows.filter((row) => !isFirst(row) && !isSupported(row)).length,
  };
}

/** Rows of the data and results of the school's own files that were not used. */
async function notUsed({ server }: FastifyRequest, run: LoadedRun): Promise<number> {
  return run.tables.rejects.rows + ((await filesOfRun(server.record, run.id))?.notUsed ?? 0);
}

/** What was agreed for pupils the reader sees, and is not done; those due first come first. */
async function openForReader(
  { server }: FastifyRequest,
  scoped: ScopedRun,
  school: string | undefined,
): Promise<OpenAction[]> {
  return (await openAgreements(server.record, scoped.pupilsOr(mostAskedFor))).flatMap((row) => {
    const key = scoped.run.keyOf(row.pupil_id);
    const pupil = scoped.pupil(key);
    if (pupil?.school !== row.school || (school !== undefined && row.school !== school)) return [];
    const { short: name } = nameInRun(scoped.run, server.names, row.pupil_id);
    const { agreed, who, by_when: byWhen } = row;
    return [{ key, name, school: pupil.school, class: pupil.class ?? '', agreed, who, byWhen }];
  });
}

/** Drafts newer than what staff see, for those who see drafts. */
async function waiting(request: FastifyRequest): Promise<Home['drafts']> {
  const { runs } = request.server;
  const person = request.person!;
  if (!mayDo(person.role, 'see-drafts')) return [];
  const visible = (await runs.visible(person)).filter(({ state }) => state === 'complete');
  const newest = visible.findIndex(({ release }) => release === 'released');
  const newer = newest < 0 ? visible : visible.slice(0, newest);
  return newer.filter(({ release }) => release === 'draft').map(({ id, windowDate }) => ({ id, windowDate }));
}
