import type { FastifyInstance } from 'fastify';
import { tokenOf } from './signed-in.ts';

let computers = 0;

/** A browser of one person, on a computer of its own unless an address is given: keeps the cookie, sends forms with the token of the page they were on. */
export interface Visitor {
  get(url: string): Promise<Answer>;
  /** Opens `from` for its token, then sends the form to `to`. */
  send(to: string, form: Form, from?: string): Promise<Answer>;
  /** All cookies, as they are sent. */
  readonly cookie: string;
}

/** What a form sends; several values of one name are ticked boxes. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly location: string;
  /** The cookie of the session, with its attributes; '' where none was set. */
  readonly setCookie: string;
}

export function visitor(app: FastifyInstance, start: { cookie?: string; address?: string } = {}): Visitor {
  computers += 1;
  const remoteAddress = start.address ?? `10.9.${Math.floor(computers / 250)}.${1 + (computers % 250)}`;
  const jar = new Map<string, string>();
  const keep = (cookie: string) => {
    const [name, value] = [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)];
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  };
  for (const one of (start.cookie ?? '').split('; ').filter(Boolean)) keep(one);
  const own: Visitor = {
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    get: (url) => ask('GET', url),
    send: async (to, form, from = to) => {
      const token = tokenOf((await ask('GET', from)).body);
      return ask('POST', to, { token, ...form });
    },
  };
  async function ask(method: 'GET' | 'POST', url: string, form?: Form): Promise<Answer> {
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      headers: { cookie: own.cookie, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(form
        ? {
            payload: new URLSearchParams(
              Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
            ).toString(),
          }
        : {}),
    });
    const set = [answer.headers['set-cookie'] ?? []].flat();
    for (const one of set) keep(one.split(';')[0]);
    const setCookie = set.find((one) => /^(?:__Host-)?same-start=/.test(one)) ?? '';
    return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '', setCookie };
  }
  return own;
}
