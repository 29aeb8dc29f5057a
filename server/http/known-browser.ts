import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { canonicalNetwork } from '../people/canonical-names.ts';
import { knownBrowserDays, knownBrowsers, type PassphraseOwner } from '../people/known-browsers.ts';
import type { SchoolRecord } from '../records/open-record.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The mark that says this browser has signed the person in before; null where it has not, or not of late. */
    browserMark(person: PassphraseOwner): string | null;
    /** Whom attempts to sign in are limited by: a browser that is known for somebody, else the network address. */
    attemptsFrom(): string;
  }
  interface FastifyReply {
    /** Makes the browser known for a person who has just signed in with their passphrase. */
    rememberBrowser(person: PassphraseOwner): void;
  }
}

/** Browsers that have signed somebody in before, by a signed cookie that outlives the session. */
export const knownBrowser = plugin(knowBrowsers, { name: 'known-browser', fastify: '5.x', dependencies: ['sessions'] });

async function knowBrowsers(app: FastifyInstance, { record }: { readonly record: SchoolRecord }): Promise<void> {
  const known = await knownBrowsers(record);
  const name = `${app.cookiePrefix}same-start-known`;
  const secure = app.cookiePrefix !== '';
  app.decorateRequest('browserMark', function browserMark(this: FastifyRequest, person: PassphraseOwner) {
    return known.markOf(this.cookies[name], person, Date.now());
  });
  app.decorateRequest('attemptsFrom', function attemptsFrom(this: FastifyRequest) {
    const browser = known.name(this.cookies[name]);
    return browser === null ? canonicalNetwork(this.ip) : `browser ${browser}`;
  });
  app.decorateReply('rememberBrowser', function rememberBrowser(this: FastifyReply, person: PassphraseOwner) {
    const value = known.remember(this.request.cookies[name], person, Date.now());
    this.setCookie(name, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure,
      maxAge: knownBrowserDays * 86_400,
    });
  });
}
