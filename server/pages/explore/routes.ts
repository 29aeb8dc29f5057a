import { createHash } from 'node:crypto';
import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { criterionNames } from '../../../engine/index.ts';
import { groupRows } from '../../runs/groups/class-growth.ts';
import { measuredSubjects } from './measured-choices.ts';
import { mayDo, type Permission } from '../../people/permissions.ts';
import { keptPart } from '../../html/kept-part.ts';
import { remembered } from '../../records/remembered.ts';
import { helpOfSchool } from '../../records/register/help-of-school.ts';
import { helpView } from './help-view.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { PageError } from '../../page-error.ts';
import {
  equityKinds,
  groupKinds,
  type EquityKind,
  type ExploreKind,
  type ExploreOf,
  type GroupKind,
} from '../../html/pictures/explore-of.ts';
import { exploreDrawing } from '../../html/pictures/explore-drawing.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { drawingTypes, pictureQuery, plotRoom, svgPicture } from '../../http/svg-picture.ts';
import type { Html } from '../../html/html.ts';
import { asReleased, releasedWords } from './load-runs.ts';
import { schoolView } from './school-view.ts';
import { schoolsView } from './schools-view.ts';
import { timeView } from './time-view.ts';
import { onlyGroups } from './only.ts';
import { exploreView, exploreViews, type ExploreViewName } from './view.ts';
import { pupilsOf } from '../../html/pictures/year-charts.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import { knownContext } from '../../runs/pupils/known-context.ts';
import { listQuery } from '../../runs/queries.ts';
import { runHeading } from '../../runs/run-heading.ts';

const exploreQuery = Type.Object({
  ...listQuery.properties,
  ...pictureQuery,
  /** As readers of totals see it, whoever asks: the page for governors. */
  totals: Type.Optional(Type.Literal('1')),
});
type ExploreQuery = Static<typeof exploreQuery>;
type Exploring = FastifyRequest<{ Querystring: ExploreQuery }>;

const oneOf = <Name extends string>(names: readonly Name[]) => Type.Union(names.map((name) => Type.Literal(name)));
const viewParams = Type.Object({
  view: oneOf(exploreViews.filter((view) => view !== 'year' && view !== 'equity' && view !== 'help')),
});

/** Charts of one school’s groups: three to open with, more behind, equity for leaders. Small groups withheld. */
export function exploreRoute(app: FastifyInstance): void {
  const groups = { permission: 'see-groups' } as const;
  const equity = { permission: 'see-equity' } as const;
  const page = { querystring: exploreQuery, response: htmlPage };
  app.get<{ Querystring: ExploreQuery }>('/explore', { config: groups, schema: page }, (request, reply) =>
    sendView('year', request, reply),
  );
  app.get<{ Querystring: ExploreQuery; Params: { view: ExploreViewName } }>(
    '/explore/:view',
    { config: groups, schema: { ...page, params: viewParams } },
    (request, reply) => sendView(request.params.view, request, reply),
  );
  app.get<{ Querystring: ExploreQuery }>('/explore/equity', { config: equity, schema: page }, (request, reply) =>
    sendView('equity', request, reply),
  );
  // What was agreed and planned is the school's own: those who keep its register read what came of it.
  const help = { permission: 'keep-register' } as const;
  app.get<{ Querystring: ExploreQuery }>('/explore/help', { config: help, schema: page }, (request, reply) =>
    sendView('help', request, reply),
  );
  const picture = { querystring: exploreQuery, response: svgPicture };
  app.get<{ Querystring: ExploreQuery; Params: { kind: GroupKind } }>(
    '/explore/pictures/:kind',
    { config: groups, schema: { ...picture, params: Type.Object({ kind: oneOf(groupKinds) }) } },
    (request, reply) => sendPicture(request.params.kind, request, reply),
  );
  app.get<{ Querystring: ExploreQuery; Params: { kind: EquityKind } }>(
    '/explore/equity/:kind',
    { config: equity, schema: { ...picture, params: Type.Object({ kind: oneOf(equityKinds) }) } },
    (request, reply) => sendPicture(request.params.kind, request, reply),
  );
}

async function sendPicture(kind: ExploreKind, request: Exploring, reply: FastifyReply): Promise<FastifyReply> {
  const { scoped, of } = await chosen(request);
  if (kind === 'level-growth' && of.names === null) throw new PageError('no-such-page');
  const { form = 'svg', dark } = request.query;
  const drawing = await exploreDrawing(scoped.run, kind, of, { form, dark: dark === '1' });
  return reply.header('cache-control', 'no-store').type(drawingTypes[form]).send(drawing);
}

async function sendView(view: ExploreViewName, request: Exploring, reply: FastifyReply): Promise<FastifyReply> {
  const { scoped, of, years, subjects } = await chosen(request, view);
  const { run } = scoped;
  const { role } = request.person!;
  const own = view === 'year' && scoped.isNewest ? groupRows(run).filter((row) => row.subject === of.subject) : [];
  const ofYear = view === 'year' && of.names !== null ? pupilsOf(run, of) : [];
  const known = await knownContext(request.server.record, request.person!, ofYear.map(pupilOfRow));
  return reply.page({
    title: 'Explore',
    place: view === 'equity' && !mayDo(role, 'see-groups') ? 'equity' : 'explore',
    scripts: ['charts.js'],
    body: exploreView({
      ...runHeading(run),
      runId: run.id,
      run,
      view,
      views: exploreViews.filter((one) => mayDo(role, neededFor(one)) && (one !== 'schools' || of.schools.length > 1)),
      years,
      subjects,
      of,
      labels: subjectLabels(run),
      charts: kindsOf(view, of),
      cells: of.subject === '' && view !== 'help' ? null : await cellsView(view, request, scoped, of),
      only: onlyGroups(run, ofYear, known),
      groups: own.filter((row) => !['class', 'school'].includes(row.grouping)),
    }),
  });
}

function neededFor(view: ExploreViewName): Permission {
  return view === 'equity' ? 'see-equity' : view === 'help' ? 'keep-register' : 'see-groups';
}

/** Tables by school and window; null for a view of charts. */
async function cellsView(
  view: ExploreViewName,
  request: Exploring,
  scoped: ScopedRun,
  of: ExploreOf,
): Promise<Html | null> {
  const { run } = scoped;
  const { school, schools, subject, year, names } = of;
  // Tables of a run say the same to all who see as much of it; those of all schools whichever school was looked at before.
  const kept = (about: unknown, write: () => Html) => {
    const kept = view === 'schools' ? run : pupilsOf(run, { school, year: '' });
    return keptPart(kept, `cells ${view} ${JSON.stringify([subject, year, names !== null, about])}`, write);
  };
  if (view === 'school') return kept(null, () => schoolView(run, of));
  if (view === 'help') {
    const { record } = request.server;
    const help = await helpOfSchool(record, school);
    // Not kept until the next write to the record: in a meeting one follows another, and few of them are of help.
    const digest = await remembered(record, ['helpDigest', school], () =>
      Promise.resolve(createHash('sha256').update(JSON.stringify(help)).digest('base64')),
    );
    return keptPart(pupilsOf(run, { school, year: '' }), `help ${digest}`, () => helpView(run, school, help));
  }
  if (view === 'time') {
    const released = await asReleased(request, scoped, of);
    return kept(
      released.map(({ runId }) => runId),
      () => timeView(run, of, released),
    );
  }
  if (view !== 'schools') return null;
  if (schools.length < 2) throw new PageError('no-such-page');
  const released = await releasedWords(request, scoped);
  return kept([schools, ...released], () => schoolsView(run, of, released));
}

function kindsOf(view: ExploreViewName, of: ExploreOf): readonly ExploreKind[] {
  const bySubject = of.subject !== '';
  switch (view) {
    case 'year':
      if (!bySubject) return [];
      return of.names === null ? ['moves', 'slower-than-peers', 'gap'] : ['moves', 'level-growth', 'gap'];
    case 'growth':
      return bySubject ? ['growth-classes', ...(of.schools.length > 1 ? (['growth-schools'] as const) : [])] : [];
    case 'questions':
      return bySubject ? criterionNames : [];
    case 'lists':
      return ['lists'];
    case 'coverage':
      return ['coverage'];
    case 'school':
    case 'time':
    case 'schools':
    case 'help':
      return [];
    default:
      return equityKinds.filter(
        (kind) => (kind !== 'class' || of.names !== null) && (kind !== 'school' || of.schools.length > 1),
      );
  }
}

/** What is asked for, held to what the reader may see; opened without a choice, a tested subject of a year group that has one. */
async function chosen(request: Exploring, view?: ExploreViewName) {
  const scoped = await runOfRequest(request);
  const { run } = scoped;
  const { query } = request;
  const school = query.school || scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const years = yearsOf(scoped, school);
  const labels = subjectLabels(run);
  const tested = (of: string) => measuredSubjects(run, school, of).find((one) => labels.get(one)?.direction === '');
  const first = years.find((one) => tested(one) !== undefined) ?? years[0] ?? '';
  const wanted = query.year && years.includes(query.year) ? query.year : '';
  // The three charts are of one year group; the others are of the whole school unless a year group is chosen.
  const year = wanted || (view === 'year' ? first : '');
  const subjects =
    year === '' ? anyOf(run.manifest.subjects, years, scoped, school) : measuredSubjects(run, school, year);
  const start = (year === '' ? tested(first) : tested(year)) ?? subjects[0] ?? '';
  const subject = query.subject && subjects.includes(query.subject) ? query.subject : start;
  const named = mayDo(request.person!.role, 'see-pupils') && query.totals === undefined;
  const names = named ? request.server.names : null;
  const schools = query.totals === undefined ? scoped.schools : [school];
  const of: ExploreOf = { school, schools, subject, year, names, narrow: query.narrow === '1', width: plotRoom(query) };
  return { scoped, of, years, subjects };
}

function yearsOf(scoped: ScopedRun, school: string): string[] {
  const own = scoped.classes.filter((one) => one.school === school).map((one) => one.yearGroup);
  return [...new Set(own)].filter((year) => measuredSubjects(scoped.run, school, year).length > 0);
}

/** Subjects measured in at least one of the year groups. */
function anyOf(all: readonly string[], years: readonly string[], { run }: ScopedRun, school: string): string[] {
  const measured = new Set(years.flatMap((year) => measuredSubjects(run, school, year)));
  return all.filter((subject) => measured.has(subject));
}
