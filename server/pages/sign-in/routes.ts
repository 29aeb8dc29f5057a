import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { beginSession } from '../../people/begin-session.ts';
import { PageError } from '../../page-error.ts';
import { ownPage, signInPage } from './load.ts';
import { audit } from '../../records/audit.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { keepPassphrase } from '../../people/manage-people.ts';
import { checkPassphrase, hashPassphrase } from '../../people/passphrase-hash.ts';
import { personSigningIn, type SigningIn } from '../../people/person-signing-in.ts';
import { beginAttempt, forgiveAttempt, type Attempt } from '../../people/sign-in-failures.ts';
import { signInTokenOf, spentTokenPurpose, useSignInToken } from '../../people/sign-in-tokens.ts';
import {
  chooseForm,
  linkParams,
  signInForm,
  toQuery,
  type ChooseForm,
  type LinkParams,
  type SignInForm,
} from './forms.ts';
import { choosePassphraseView } from './choose-passphrase-view.ts';
import { formPage } from '../../http/html-page.ts';
import { passphraseFaults, type PassphraseFaults } from '../../people/passphrase-fault.ts';

/** By network address, whatever the name; failures are counted apart, and for longer. */
const rateLimit = { max: 30, timeWindow: '1 minute' };
/** A browser that is known for somebody has its own: a flood from its network does not keep it out. */
const attemptLimit = { ...rateLimit, keyGenerator: (request: FastifyRequest) => request.attemptsFrom() };
const moved = { 303: Type.Null() };

/** Signing in by passphrase and by one-time address. */
export function signInRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: { to?: string } }>(
    '/sign-in',
    { config: { open: true }, schema: { querystring: toQuery, response: { ...formPage, ...moved } } },
    async (request, reply) => {
      const to = ownPage(request.query.to ?? '/');
      if (request.person) return reply.redirect(to, 303);
      if (!(await app.showsSignInForm(request))) throw new PageError('too-many-attempts');
      return reply.page(await signInPage(reply, { to }));
    },
  );
  app.post<{ Body: SignInForm }>(
    '/sign-in',
    {
      config: { open: true, rateLimit: attemptLimit },
      schema: { body: signInForm, response: { ...formPage, ...moved } },
    },
    async (request, reply) => {
      const { name, to } = request.body;
      const person = await personOfPassphrase(request, request.body);
      if (person === null) {
        const fault = 'The sign-in name or the passphrase is not right. Both are checked together.';
        return reply.code(422).page(await signInPage(reply, { to, signInName: name, fault }));
      }
      await beginSession(request, { personId: person.personId, how: 'passphrase' });
      reply.rememberBrowser(person);
      return reply.redirect(ownPage(to), 303);
    },
  );
  linkRoutes(app);
}

/** Whose name and passphrase these are; null where they are not, which is in the audit and counts towards waiting. */
async function personOfPassphrase(
  request: FastifyRequest,
  { name, passphrase }: SignInForm,
): Promise<SigningIn | null> {
  const { record } = request.server;
  const known = await personSigningIn(record, { signInName: name });
  const attempts = await beginAttempts(request, name, known);
  const right = await checkPassphrase(passphrase, known?.passwordHash ?? null);
  if (!known || !right || known.disabled) {
    const why = known?.disabled && right ? 'disabled' : 'wrong name or passphrase';
    // A name nobody has is not kept: it may be a passphrase in the wrong box.
    const object = known?.personId ?? 'unknown name';
    const detail = { why, from: request.ip };
    await audit(record, { personId: null, action: 'sign-in-failed', object, detail, school: known?.school ?? null });
    return null;
  }
  for (const { kind, of } of attempts) await forgiveAttempt(record, kind, of);
  return known;
}

/**
 * Counts an attempt before it is made: by itself where this browser has signed the person in before, so that nobody who guesses
 * elsewhere makes them wait; else by network and name. Errors: `wait-to-sign-in`.
 *
 * @returns how it was counted
 */
async function beginAttempts(request: FastifyRequest, name: string, known: SigningIn | undefined): Promise<Attempt[]> {
  const { record } = request.server;
  const at = Date.now();
  const mark = known && request.browserMark(known);
  if (mark) {
    const own: Attempt = { kind: 'browser', of: mark, at };
    if ((await beginAttempt(record, own)) === 0) return [own];
  }
  const attempts: Attempt[] = [
    { kind: 'network', of: request.ip, at },
    { kind: 'name', of: name, at },
  ];
  for (const attempt of attempts) {
    const seconds = await beginAttempt(record, attempt);
    if (seconds === 0) continue;
    const byName = attempt.kind === 'name';
    request.server.noteRefused({
      object: byName ? (known?.personId ?? 'unknown name') : '/sign-in',
      why: byName ? 'name-must-wait' : 'network-must-wait',
      from: request.ip,
      ...(byName && known ? { school: known.school } : {}),
    });
    throw new PageError('wait-to-sign-in', { minutes: waitWords(seconds) });
  }
  return attempts;
}

/** The one-time address: printed at the start (signs in), or made on the People page (a passphrase is chosen first). */
function linkRoutes(app: FastifyInstance): void {
  app.get<{ Params: LinkParams }>(
    '/sign-in/:link',
    {
      // Programs that only look whether an address is there must not use it up.
      exposeHeadRoute: false,
      config: { open: true, rateLimit },
      schema: { params: linkParams, response: { ...formPage, ...moved } },
    },
    async (request, reply) => {
      const { link } = request.params;
      const token = await signInTokenOf(app.record, link);
      // Opening it uses only the printed one up: mail programs open links before people do.
      if (token?.purpose === 'passphrase') {
        const person = await personOfLink(request, token.personId);
        return reply.page(choosing(person, link, reply.openFormToken()));
      }
      if (token === null) throw await spentLink(app.record, link);
      const { personId } = token;
      await beginSession(request, { personId, how: 'one-time address', change: (within) => useUp(within, link) });
      return reply.redirect('/', 303);
    },
  );
  app.post<{ Params: LinkParams; Body: ChooseForm }>(
    '/sign-in/:link',
    {
      config: { open: true, rateLimit },
      schema: { params: linkParams, body: chooseForm, response: { ...formPage, ...moved } },
    },
    async (request, reply) => {
      const { link } = request.params;
      const token = await signInTokenOf(app.record, link);
      if (token?.purpose !== 'passphrase') throw await spentLink(app.record, link);
      const person = await personOfLink(request, token.personId);
      const { passphrase } = request.body;
      const faults = passphraseFaults(request.body, [person.signInName, person.name]);
      if (faults.passphrase || faults.again)
        return reply.code(422).page(choosing(person, link, reply.openFormToken(), faults));
      const hash = await hashPassphrase(passphrase);
      const { personId } = person;
      await beginSession(request, {
        personId,
        how: 'one-time address',
        change: async (within) => {
          await useUp(within, link);
          await keepPassphrase(within, personId, hash);
          await forgiveAttempt(within, 'name', person.signInName ?? '');
          await app.signOutEverywhere(personId, within);
          await audit(within, { personId, action: 'passphrase-chosen', object: personId, detail: { by: 'link' } });
        },
      });
      reply.rememberBrowser({ personId, passwordHash: hash });
      return reply.redirect('/', 303);
    },
  );
}

/** Says it to whom it concerns: whoever was given a link, whoever started the server, or either. */
async function spentLink(record: SchoolRecord, link: string): Promise<PageError> {
  const purpose = await spentTokenPurpose(record, link);
  return new PageError(purpose === null ? 'link-unknown' : purpose === 'enter' ? 'printed-link-used' : 'link-used');
}

async function useUp(within: SchoolRecord, link: string): Promise<void> {
  if ((await useSignInToken(within, link)) === null) throw await spentLink(within, link);
}

async function personOfLink(request: FastifyRequest, personId: string): Promise<SigningIn> {
  const person = await personSigningIn(request.server.record, { personId });
  if (!person || person.disabled || person.signInName === null) throw new PageError('link-used');
  return person;
}

function choosing(person: SigningIn, link: string, token: string, faults: PassphraseFaults = {}) {
  return {
    title: faults.passphrase || faults.again ? 'Error: Choose a passphrase' : 'Choose a passphrase',
    scripts: ['show-passphrase.js'],
    body: choosePassphraseView({
      name: person.name,
      signInName: person.signInName ?? '',
      action: `/sign-in/${link}`,
      token,
      faults,
    }),
  };
}

function waitWords(seconds: number): string {
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
