import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ClassOfRun } from '../../runs/scoped-run.ts';
import { PageError } from '../../page-error.ts';
import { supportOfSchool, type SupportOf } from '../../runs/pupils/register-of.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { htmlPage } from '../../http/html-page.ts';
import { chosenSupport, shownNames, type RegisterChoice } from './choice.ts';
import { monitoringView } from './monitoring-view.ts';
import { registerView } from './view.ts';
import { dateText } from '../../../engine/index.ts';

const query = Type.Object({ school: Type.Optional(Type.String({ maxLength: 120 })) });
const registerQuery = Type.Object({
  ...query.properties,
  class: Type.Optional(Type.String({ maxLength: 120 })),
  show: Type.Optional(Type.Union(shownNames.map((name) => Type.Literal(name)))),
  sort: Type.Optional(Type.String({ pattern: '^-?(name|class|status|since|review|told)$' })),
});
type RegisterQuery = Static<typeof registerQuery>;

/** The register of a school and its monitoring list, within the reader’s classes. */
export function registerRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: RegisterQuery }>(
    '/register',
    { config: { permission: 'see-pupils' }, schema: { querystring: registerQuery, response: htmlPage } },
    async (request, reply) => {
      const { school, schools, classes, all, today } = await schoolOf(request);
      const { class: className = '', show = '', sort = 'class' } = request.query;
      const choice: RegisterChoice = { class: className, show, sort };
      const supported = all.filter(({ entry, fileStatus }) => entry !== undefined || fileStatus !== '');
      const shown = all.filter(
        ({ entry, fileStatus, plan }) => entry !== undefined || fileStatus !== '' || plan !== undefined,
      );
      return reply.page({
        title: 'Register of SEN support',
        place: 'register',
        scripts: ['tables.js'],
        body: registerView({
          school,
          schools,
          classes,
          supported,
          rows: chosenSupport(shown, choice, { today, classes }),
          choice,
          suggested: all.filter(({ suggested }) => suggested !== null),
          today,
        }),
      });
    },
  );
  app.get<{ Querystring: { school?: string } }>(
    '/monitoring',
    { config: { permission: 'see-pupils' }, schema: { querystring: query, response: htmlPage } },
    async (request, reply) => {
      const { school, all, today } = await schoolOf(request);
      return reply.page({
        title: 'Monitoring list',
        place: 'register',
        body: monitoringView({
          school,
          watched: all.filter(({ monitored, pupil }) => monitored !== undefined || pupil.row.section === 'monitoring'),
          today,
        }),
      });
    },
  );
}

async function schoolOf(request: FastifyRequest<{ Querystring: { school?: string } }>) {
  const scoped = await runOfRequest(request);
  const school = request.query.school ?? scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  return {
    school,
    schools: scoped.schools,
    classes: scoped.classes.filter((one) => one.school === school).map((one) => one.class),
    all: byClassAndName(await supportOfSchool(request, scoped, school), scoped.classes),
    today: dateText(request.server.now()),
  };
}

/** The list's own order is by concern: a register is not. */
function byClassAndName(all: readonly SupportOf[], classes: readonly ClassOfRun[]): SupportOf[] {
  const place = new Map(classes.map((one, at) => [`${one.school} / ${one.class}`, at]));
  const at = ({ pupil: { row } }: SupportOf) => place.get(`${row.school} / ${row.class ?? ''}`) ?? 0;
  return all.toSorted((a, b) => at(a) - at(b) || a.pupil.name.full.localeCompare(b.pupil.name.full, 'en'));
}
