import * as client from 'openid-client';
import type { OpenIdClaims } from './open-id-person.ts';

/** The school's own sign-in: an OpenID Connect provider, such as Microsoft's or Google's for the school's accounts. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Left out for a client without a secret: the code is bound to this server by PKCE either way. */
  readonly clientSecret?: string;
  /** How people call it: “Sign in with {name}”. */
  readonly name: string;
  /**
   * Addresses are believed without the issuer's own `email_verified`. Only for an issuer that has the school's accounts and no
   * others (a single Microsoft tenant does not send the claim).
   */
  readonly trustAddresses?: boolean;
  /** Where the pages are reached, without a path: `https://progress.school.example`. */
  readonly publicUrl: string;
}

/** What is kept in the browser, signed, between the question and its answer. */
export interface OpenIdFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Page to go to afterwards. */
  readonly to: string;
}

export interface OpenId {
  readonly name: string;
  /** The issuer's address to send the browser to, and what to keep until it comes back. */
  start(to: string): Promise<{ readonly address: string; readonly flow: OpenIdFlow }>;
  /** What the issuer says of whoever came back. Throws where anything about the answer is not as asked. */
  finish(query: string, flow: OpenIdFlow): Promise<OpenIdClaims>;
}

export const callbackPath = '/sign-in/school/callback';

/** Minutes for signing in at the issuer. */
export const flowMinutes = 10;
const timeoutSeconds = 10;
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Authorisation code flow with PKCE, state and nonce. The issuer is asked for its settings when somebody first signs in, so that
 * an issuer out of reach keeps nobody with a passphrase from the pages. Errors: an issuer that is not https (but on this machine).
 */
export function openId(settings: OpenIdSettings): OpenId {
  const issuer = new URL(settings.issuer);
  const plain = issuer.protocol === 'http:' && loopback.has(issuer.hostname);
  if (issuer.protocol !== 'https:' && !plain) throw new Error('The issuer of the school’s sign-in must be https.');
  const redirect_uri = new URL(callbackPath, settings.publicUrl).href;
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = () => {
    discovered ??= client
      .discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
        timeout: timeoutSeconds,
        ...(plain ? { execute: [client.allowInsecureRequests] } : {}),
      })
      .catch((fault: unknown) => {
        discovered = undefined;
        throw fault;
      });
    return discovered;
  };
  return {
    name: settings.name,
    start: async (to) => {
      const known = await configuration();
      const flow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        startedAt: Date.now(),
        to,
      };
      const address = client.buildAuthorizationUrl(known, {
        redirect_uri,
        scope: 'openid email',
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, flow };
    },
    finish: async (query, flow) => {
      if (Date.now() - flow.startedAt > flowMinutes * 60_000) throw new Error('the answer came too late');
      const known = await configuration();
      const tokens = await client.authorizationCodeGrant(known, new URL(`?${query}`, redirect_uri), {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      // Some issuers say the address only where they are asked for it.
      const said =
        claims['email'] === undefined && known.serverMetadata().userinfo_endpoint !== undefined
          ? await client.fetchUserInfo(known, tokens.access_token, claims.sub)
          : claims;
      return {
        issuer: claims.iss,
        subject: claims.sub,
        address: vouchedAddress(said, settings.trustAddresses === true),
      };
    },
  };
}

function vouchedAddress(said: { [claim: string]: unknown }, trusted: boolean): string | null {
  const address = said['email'];
  const vouched = said['email_verified'] === true || (trusted && said['email_verified'] === undefined);
  return typeof address === 'string' && address.includes('@') && vouched ? address : null;
}
