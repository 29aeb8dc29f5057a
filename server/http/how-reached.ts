import { readFileSync } from 'node:fs';
import { SameStartError } from '../../engine/index.ts';
import type { ConnectionSettings } from './connection.ts';
import type { OpenIdSettings } from '../people/open-id.ts';

/** How the pages are reached, as typed. */
export interface ReachSettings {
  readonly host: string;
  /** Address people open, without a path; https, unless it is this machine. */
  readonly url?: string;
  /** Addresses of proxies, whose word is taken for who asks and whether over https. */
  readonly proxies?: readonly string[];
  /** Files with the certificate and its key (PEM), to serve https without a proxy. */
  readonly certificate?: string;
  readonly certificateKey?: string;
}

export type Reach = Required<Pick<ConnectionSettings, 'hosts' | 'secure' | 'proxies'>> &
  Pick<ConnectionSettings, 'publicUrl' | 'https'> & { readonly openId?: OpenIdSettings };

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/**
 * Host names, https and the school's own sign-in, from the settings and the environment. Safe where nothing is said: this machine
 * only, no proxy believed, no request to anywhere.
 * @throws SameStartError setting-invalid: other machines would reach the pages without https, or the settings do not fit together
 */
export function howReached(settings: ReachSettings, environment: NodeJS.ProcessEnv): Reach {
  const { host, certificate, certificateKey } = settings;
  const url = settings.url === undefined ? undefined : pagesUrl(settings.url);
  const https = certificateOf(certificate, certificateKey);
  const secure = https !== undefined || url?.protocol === 'https:';
  if (!loopback.has(host) && !(secure && url))
    throw new SameStartError('setting-invalid', {
      setting: '--host',
      value: host,
      why: 'other machines would reach it without https; say the https address people open with --url',
    });
  return {
    hosts: [host, ...(url ? [url.hostname] : [])],
    secure,
    // A proxy on this machine is the usual one; with a certificate of its own the server is reached directly.
    proxies: settings.proxies ?? (secure && !https ? ['127.0.0.1', '::1'] : []),
    ...(url ? { publicUrl: url.origin } : {}),
    ...(https ? { https } : {}),
    ...openIdOf(environment, url),
  };
}

function pagesUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url?.protocol === 'http:' && loopback.has(url.hostname);
  if (url && (url.protocol === 'https:' || plain) && url.pathname === '/' && url.search === '' && url.username === '')
    return url;
  const why = 'it must be https, with a host name and without a path, as in https://progress.school.example';
  throw new SameStartError('setting-invalid', { setting: '--url', value: text, why });
}

function certificateOf(certificate: string | undefined, key: string | undefined): ConnectionSettings['https'] {
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    const why = 'the certificate and its key are given together';
    throw new SameStartError('setting-invalid', { setting: '--certificate', value: certificate ?? 'left out', why });
  }
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      const why = 'the file cannot be read';
      throw new SameStartError('setting-invalid', { setting: '--certificate', value: file, why });
    }
  };
  return { cert: read(certificate), key: read(key) };
}

/** The secret comes from the environment only: a command line is seen by everybody on the machine. */
function openIdOf(environment: NodeJS.ProcessEnv, url: URL | undefined): { openId?: OpenIdSettings } {
  const issuer = environment['SAME_START_OIDC_ISSUER'];
  if (!issuer) return {};
  const clientId = environment['SAME_START_OIDC_CLIENT_ID'];
  const refused = (why: string) =>
    new SameStartError('setting-invalid', { setting: 'SAME_START_OIDC_ISSUER', value: issuer, why });
  if (!clientId) throw refused('SAME_START_OIDC_CLIENT_ID is needed beside it');
  if (!url) throw refused('--url is needed beside it: the issuer sends people back there');
  const target = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!target || !(target.protocol === 'https:' || loopback.has(target.hostname))) throw refused('it must be https');
  const clientSecret = environment['SAME_START_OIDC_CLIENT_SECRET'];
  return {
    openId: {
      issuer,
      clientId,
      ...(clientSecret ? { clientSecret } : {}),
      name: environment['SAME_START_OIDC_NAME'] || 'the school’s account',
      trustAddresses: environment['SAME_START_OIDC_TRUST_ADDRESSES'] === 'yes',
      publicUrl: url.origin,
    },
  };
}
