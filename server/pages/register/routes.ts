import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { address } from '../../html/address.ts';
import { formPage, htmlPage } from '../../http/html-page.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { forgetChoice, saveChoice } from '../../records/register/saved-choices.ts';
import { chosenRegister, choiceFields, registerListPage } from './load.ts';
import { monitoringView } from './monitoring-view.ts';

const registerQuery = Type.Object({
  ...choiceFields,
  entered: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
});
const schoolQuery = Type.Object({ school: choiceFields.school });
const saveForm = Type.Object({
  token: Type.String(),
  ...choiceFields,
  name: Type.String({ maxLength: 200 }),
});
const forgetForm = Type.Object({ token: Type.String(), choice: Type.String({ format: 'uuid' }) });

/** The register of a school and its monitoring list, within the reader’s classes. */
export function registerRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: Static<typeof registerQuery> }>(
    '/register',
    { config: { permission: 'see-pupils' }, schema: { querystring: registerQuery, response: htmlPage } },
    async (request, reply) => {
      const { entered = 0, ...query } = request.query;
      return reply.page(await registerListPage(request, reply, query, { entered }));
    },
  );
  app.get<{ Querystring: Static<typeof schoolQuery> }>(
    '/monitoring',
    { config: { permission: 'see-pupils' }, schema: { querystring: schoolQuery, response: htmlPage } },
    async (request, reply) => {
      const { school, all, today } = await chosenRegister(request, request.query);
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
  choiceRoutes(app);
}

/** Longest name of a kept choice. */
const longestName = 40;

/** Choices that a person keeps under a name, for themselves. */
function choiceRoutes(app: FastifyInstance): void {
  const answers = { ...formPage, 303: Type.Null() };
  app.post<{ Body: Static<typeof saveForm> }>(
    '/register/choices',
    { config: { permission: 'see-pupils' }, schema: { body: saveForm, response: answers } },
    async (request, reply) => {
      const { token: _token, name: typed, ...query } = request.body;
      const name = typed.trim();
      const { school, choice } = await chosenRegister(request, query);
      if (name === '' || name.length > longestName) {
        const problem = name === '' ? 'Give the choice a name.' : `A name has at most ${longestName} characters.`;
        return reply.code(422).page(await registerListPage(request, reply, query, { unsaved: { problem, name } }));
      }
      const { personId } = request.person!;
      const kept = Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== ''));
      await inOneChange(app.record, async (within) => {
        const words = new URLSearchParams(kept).toString();
        await saveChoice(within, { personId, school, name, choice: words }, app.now());
        await audit(within, { personId, action: 'save-choice', object: 'register', school, detail: { choice: words } });
      });
      return reply.redirect(address('/register', { school, ...kept }), 303);
    },
  );
  app.post<{ Body: Static<typeof forgetForm> }>(
    '/register/choices/forget',
    { config: { permission: 'see-pupils' }, schema: { body: forgetForm, response: answers } },
    async (request, reply) => {
      const { personId } = request.person!;
      const school = await inOneChange(app.record, async (within) => {
        const gone = await forgetChoice(within, { personId, choiceId: request.body.choice });
        if (gone !== null)
          await audit(within, { personId, action: 'forget-choice', object: 'register', school: gone.school });
        return gone?.school;
      });
      return reply.redirect(address('/register', { school }), 303);
    },
  );
}
