import type { FastifyInstance } from 'fastify';
import type { AppSettings } from '../app.ts';
import { anyPassphrase } from '../people/person-signing-in.ts';
import { openId, type OpenId } from '../people/open-id.ts';

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

/** Which ways of signing in there are. No request goes to another machine unless an issuer is set. */
export function signInWays(app: FastifyInstance, settings: AppSettings): void {
  const school = settings.openId ? openId(settings.openId) : null;
  app.decorate('openId', school);
  app.decorate('publicUrl', settings.publicUrl ?? null);
  app.decorate('signInWays', async () => ({
    passphrases: await anyPassphrase(settings.record),
    school: school?.name ?? null,
  }));
}
