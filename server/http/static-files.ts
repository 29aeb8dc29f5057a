import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { PageError } from '../page-error.ts';

const ownFiles = join(import.meta.dirname, '..', 'assets');
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};
const systemFont = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif";

interface Asset {
  readonly content: Buffer;
  readonly type: string;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Address of a static file, with a mark of its content so that a browser may keep it for a year. */
    asset(name: string): string;
  }
}

/** The few static files, read at start: govuk-frontend's stylesheet without its font and crown, and our own. */
export const staticFiles = plugin(serveFiles, { name: 'static-files', fastify: '5.x' });

function serveFiles(app: FastifyInstance, _settings: object, done: () => void): void {
  const assets = new Map<string, Asset>([['govuk.css', asset(patternStyles(), 'css')]]);
  for (const name of readdirSync(ownFiles))
    assets.set(name, asset(readFileSync(join(ownFiles, name)), extension(name)));
  const marks = new Map([...assets].map(([name, { content }]) => [name, mark(content)]));
  app.decorate('asset', (name: string) => `/assets/${marks.get(name) ?? 'missing'}/${name}`);
  app.route<{ Params: { mark: string; name: string } }>({
    method: 'GET',
    url: '/assets/:mark/:name',
    config: { open: true },
    schema: { response: { 200: {} } },
    handler: (request, reply) => {
      const found = assets.get(request.params.name);
      if (!found) throw new PageError('no-such-page');
      return reply.header('cache-control', 'public, max-age=31536000, immutable').type(found.type).send(found.content);
    },
  });
  done();
}

/** GDS Transport and the crest may not be used outside GOV.UK: their rules are taken out, the rest is the patterns' own. */
function patternStyles(): string {
  const path = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css');
  const styles = readFileSync(path, 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/font-family:(?:GDS Transport,arial,)?sans-serif/g, 'font-family:var(--body-font)')
    .replace(/[^{}]*\{[^{}]*url\(\/assets\/images\/govuk-crest\.svg\)[^{}]*\}/g, '')
    .replace(/\/\*#.*$/s, '');
  return `:root{--body-font:${systemFont}}${styles}`;
}

function asset(content: string | Buffer, kind: string): Asset {
  return { content: Buffer.from(content), type: types[kind] ?? 'application/octet-stream' };
}

function extension(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function mark(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}
