import fastify, { type FastifyInstance } from 'fastify';
import formbody from '@fastify/formbody';
import { runLibrary, type RunLibrary, type RunSource } from './access/run-library.ts';
import { secret } from './records/secret.ts';
import type { SchoolRecord } from './records/open-record.ts';
import { errorPages } from './plugins/error-pages.ts';
import { guard } from './plugins/guard.ts';
import { pages } from './plugins/pages.ts';
import { displayNames, type DisplayNames } from './plugins/display-names.ts';
import { security } from './plugins/security.ts';
import { sessions } from './plugins/sessions.ts';
import { staticFiles } from './plugins/static-files.ts';
import { routes } from './routes/index.ts';

export interface AppSettings {
  readonly runs: RunSource;
  readonly record: SchoolRecord;
  /** Names a request's Host header may carry, beside the loopback ones. */
  readonly hosts?: readonly string[];
  /** Set where the pages are reached over https: cookies are then sent over https only. */
  readonly secure?: boolean;
  /** Told of every fault of ours with the route's pattern, never the address as typed. Default: nobody. */
  readonly onFault?: (fault: unknown, route: string) => void;
  /** The present moment; tests set it. */
  readonly now?: () => Date;
}

declare module 'fastify' {
  interface FastifyInstance {
    runs: RunLibrary;
    record: SchoolRecord;
    now: () => Date;
    names: DisplayNames;
  }
}

/**
 * The web application, unstarted: `listen` it, or `inject` requests in a test.
 *
 *   request → host and headers → session → person → permission → route (fetch) → view (rows to HTML) → page
 */
export async function buildApp(settings: AppSettings): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: 1_000_000 });
  app.decorate('runs', runLibrary(settings.runs, await secret(settings.record, 'pupil-keys')));
  app.decorate('record', settings.record);
  app.decorate('now', settings.now ?? (() => new Date()));
  app.decorate('names', await displayNames(settings.record));
  await app.register(formbody);
  await security(app, settings);
  await sessions(app, settings);
  await staticFiles(app);
  errorPages(app, settings);
  guard(app);
  pages(app);
  await routes(app);
  return app;
}
