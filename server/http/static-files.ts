import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  /** The same in fewer bytes, made when first asked for. */
  packed?: Promise<Buffer>;
}

const pack = promisify(gzip);

declare module 'fastify' {
  interface FastifyInstance {
    /** Address of a static file, with a mark of its content so that a browser may keep it for a year. */
    asset(name: string): string;
  }
}

/**
 * The few static files, read at start: govuk-frontend's stylesheet without its font and crown, Vega as its package ships it for
 * browsers, and our own. Nothing else of any package has an address.
 */
export const staticFiles = plugin(serveFiles, { name: 'static-files', fastify: '5.x' });

function serveFiles(app: FastifyInstance, _settings: object, done: () => void): void {
  const assets = new Map<string, Asset>([
    ['govuk.css', asset(patternStyles(), 'css')],
    ['vega.js', asset(vegaScript(), 'js')],
    ['vega-interpreter.js', asset(interpreterScript(), 'js')],
  ]);
  for (const name of readdirSync(ownFiles))
    assets.set(name, asset(readFileSync(join(ownFiles, name)), extension(name)));
  // Scripts import each other by name, from beside themselves: they have one mark, of all of them.
  const scripts = [...assets].filter(([name]) => extension(name) === 'js').map(([, { content }]) => content);
  const ofScripts = mark(Buffer.concat(scripts));
  const marks = new Map(
    [...assets].map(([name, { content }]) => [name, extension(name) === 'js' ? ofScripts : mark(content)]),
  );
  app.decorate('asset', (name: string) => `/assets/${marks.get(name) ?? 'missing'}/${name}`);
  app.route<{ Params: { mark: string; name: string } }>({
    method: 'GET',
    url: '/assets/:mark/:name',
    config: { open: true },
    schema: { response: { 200: {} } },
    handler: async (request, reply) => {
      const found = assets.get(request.params.name);
      if (!found) throw new PageError('no-such-page');
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .type(found.type);
      if (!takesGzip(request.headers['accept-encoding'])) return reply.send(found.content);
      found.packed ??= pack(found.content, { level: 9 });
      return reply.header('content-encoding', 'gzip').send(await found.packed);
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

/** One file, which puts `vega` among the globals of a page. */
function vegaScript(): Buffer {
  return readFileSync(join(dirname(fileURLToPath(import.meta.resolve('vega'))), 'vega.min.js'));
}

/** A module whose one import is of what Vega has already brought along: a page has no other way to say where that is. */
function interpreterScript(): string {
  const text = readFileSync(fileURLToPath(import.meta.resolve('vega-interpreter')), 'utf8');
  const own = text.replace(/^import (\{[^}]*\}) from 'vega-util';$/m, 'const $1 = globalThis.vega;');
  if (/^import /m.test(own)) throw new Error('vega-interpreter imports more than a page has');
  return own.replace(/^\/\/# sourceMappingURL=.*$/m, '');
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test([accepted ?? ''].flat().join(','));
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
