import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import type { SchoolRecord } from '../records/open-record.ts';
import type { ConnectionSettings } from './connection.ts';
import { anyPassphrase } from '../people/person-signing-in.ts';
import { openId, type OpenId, type OpenIdSettings } from '../people/open-id.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** The school's own sign-in; null where none is set. */
    openId: OpenId | null;
    /** Address of the pages for links that are handed on; null: as the browser asked for them. */
    publicUrl: string | null;
    /** How people sign in here, beside one-time addresses. */
    signInWays(): Promise<SignInWays>;
  }
}

export interface SignInWays {
  readonly passphrases: boolean;
  /** Name of the school's own sign-in, or null. */
  readonly school: string | null;
}

export interface SignInSettings extends Pick<ConnectionSettings, 'publicUrl'> {
  readonly record: SchoolRecord;
  /** The school's own sign-in. Default: none, and no request goes to another machine. */
  readonly openId?: OpenIdSettings;
}

/** Which ways of signing in there are. No request goes to another machine unless an issuer is set. */
export const signInWays = plugin(decorate, { name: 'sign-in-ways', fastify: '5.x' });

function decorate(app: FastifyInstance, settings: SignInSettings, done: () => void): void {
  const school = settings.openId ? openId(settings.openId) : null;
  app.decorate('openId', school);
  app.decorate('publicUrl', settings.publicUrl ?? null);
  app.decorate('signInWays', async () => ({
    passphrases: await anyPassphrase(settings.record),
    school: school?.name ?? null,
  }));
  done();
}
