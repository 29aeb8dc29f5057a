import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { beginSession } from '../../people/begin-session.ts';
import { PageError } from '../../page-error.ts';
import { audit } from '../../records/audit.ts';
import { keepPassphrase } from '../../people/manage-people.ts';
import { checkPassphrase, hashPassphrase } from '../../people/passphrase-hash.ts';
import { personSigningIn } from '../../people/person-signing-in.ts';
import { beginAttempt, forgiveAttempt } from '../../people/sign-in-failures.ts';
import { htmlPage, formPage } from '../../http/html-page.ts';
import { accountView, type AccountFaults } from './view.ts';
import { passphraseFaults, passphraseText } from '../../people/passphrase-fault.ts';

const changeForm = Type.Object({
  token: Type.String(),
  current: passphraseText,
  passphrase: passphraseText,
  again: passphraseText,
});
type ChangeForm = Static<typeof changeForm>;

/** The reader's own account: what they may see, a new passphrase, signing out everywhere. */
export function accountRoutes(app: FastifyInstance): void {
  app.get('/account', { config: { permission: 'home' }, schema: { response: htmlPage } }, async (request, reply) =>
    showAccount(request, reply),
  );
  app.post<{ Body: ChangeForm }>(
    '/account',
    {
      config: { permission: 'home', rateLimit: { max: 30, timeWindow: '1 minute' } },
      schema: { body: changeForm, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { personId } = request.person!;
      const faults = await faultsOf(request);
      if (faults.current || faults.passphrase || faults.again) return showAccount(request, reply.code(422), faults);
      const passwordHash = await hashPassphrase(request.body.passphrase);
      await beginSession(request, {
        personId,
        how: 'passphrase',
        change: async (within) => {
          await keepPassphrase(within, personId, passwordHash);
          // Whoever else knew the old passphrase is out; this session goes on under a new identifier.
          await app.signOutEverywhere(personId, within);
          await audit(within, { personId, action: 'passphrase-chosen', object: personId, detail: { by: 'change' } });
        },
      });
      // Browsers known by the old passphrase are so no longer; this one is by the new.
      reply.rememberBrowser({ personId, passwordHash });
      return reply.redirect('/account?changed=yes', 303);
    },
  );
}

async function faultsOf(request: FastifyRequest<{ Body: ChangeForm }>): Promise<AccountFaults> {
  const { record } = request.server;
  const person = await personSigningIn(record, request.person!);
  if (!person?.passwordHash) throw new PageError('bad-request', { problem: 'There is no passphrase to change.' });
  const { current } = request.body;
  // A session left open must not be a place to guess the passphrase from.
  const of = person.signInName ?? person.personId;
  const seconds = await beginAttempt(record, { kind: 'name', of, at: Date.now() });
  if (seconds > 0) {
    const { ip, server } = request;
    server.noteRefused({ object: person.personId, why: 'name-must-wait', from: ip, school: person.school });
    throw new PageError('wait-to-sign-in', { minutes: `${Math.ceil(seconds / 60)} min` });
  }
  const right = await checkPassphrase(current, person.passwordHash);
  if (right) await forgiveAttempt(record, 'name', of);
  return {
    current: right ? null : 'This is not your passphrase.',
    ...passphraseFaults(request.body, [person.signInName, person.name]),
  };
}

async function showAccount(request: FastifyRequest, reply: FastifyReply, faults: AccountFaults = {}) {
  const person = request.person!;
  const own = await personSigningIn(request.server.record, person);
  const wrong = Boolean(faults.current ?? faults.passphrase ?? faults.again);
  return reply.page({
    title: wrong ? 'Error: Your account' : 'Your account',
    place: 'account',
    scripts: ['show-passphrase.js'],
    body: accountView({
      person,
      signInName: own?.signInName ?? null,
      hasPassphrase: Boolean(own?.passwordHash),
      school: own?.bound ? (request.server.openId?.name ?? null) : null,
      changed: (request.query as { changed?: string }).changed === 'yes',
      token: reply.generateCsrf(),
      faults,
    }),
  });
}
