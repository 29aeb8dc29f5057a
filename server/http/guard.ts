import type { FastifyInstance, preValidationHookHandler } from 'fastify';
import plugin from 'fastify-plugin';
import { readerOf } from '../people/names-for-purpose.ts';
import type { NamesPurpose, Person } from '../people/person.ts';
import { mayDoForPurpose, roleNames, type Permission } from '../people/permissions.ts';
import { person } from '../people/people.ts';
import { PageError } from '../page-error.ts';
import { readTokenPart } from './uploads.ts';
import { dateText } from '../../engine/index.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a person must be allowed to do to reach the route. */
    permission?: Permission;
    /** The route is for anybody, signed in or not. */
    open?: true;
  }
}

/**
 * Every route says who may reach it and what it answers, or the application does not start. Changes (anything but GET) carry
 * a token of the form they came from.
 */
export const guard = plugin(guardRoutes, { name: 'guard', fastify: '5.x', dependencies: ['sessions', 'uploads'] });

function guardRoutes(app: FastifyInstance, _settings: object, done: () => void): void {
  app.decorateRequest('person', null);
  app.addHook('onRoute', (route) => {
    if (!route.config?.permission && !route.config?.open) throw new Error(`${route.url} does not say who may reach it`);
    if (!route.schema?.response) throw new Error(`${route.url} does not say what it answers`);
    const methods = [route.method].flat();
    if (methods.every((method) => method === 'GET' || method === 'HEAD')) return;
    const before = route.preValidation === undefined ? [] : [route.preValidation].flat();
    const checkToken: preValidationHookHandler = (request, reply, done) => app.csrfProtection(request, reply, done);
    const readToken = route.config.takesFiles ? [readTokenPart] : [];
    route.preValidation = [...readToken, checkToken, ...before];
  });
  app.addHook('preValidation', async (request) => {
    const { personId } = request.session;
    if (personId) request.person = await person(app.record, personId, dateText(app.now()));
    const { permission, open } = request.routeOptions.config;
    if (open || request.is404) return;
    if (!request.person) throw new PageError('sign-in-needed');
    request.person = reader(request.person, permission, { stated: request.session.namesPurpose, now: app.now() });
  });
  done();
}

function reader(
  person: Person,
  permission: Permission | undefined,
  purpose: { stated: NamesPurpose | undefined; now: Date },
): Person {
  const found = permission && readerOf(person, permission, purpose);
  if (found) return found;
  if (permission && mayDoForPurpose(person.role, permission)) throw new PageError('purpose-needed');
  throw new PageError('not-allowed', {
    role: roleNames[person.role],
    // Nobody is sent to themselves.
    whom:
      person.role === 'headteacher'
        ? 'It is for another role: the start page has what is for yours.'
        : 'If you need this page for your work, the headteacher can give you another role.',
  });
}
