import fastify, { type FastifyInstance } from 'fastify';
import formbody from '@fastify/formbody';
import type { DataSettings } from './imports/data-settings.ts';
import { importJobs } from './imports/import-jobs.ts';
import type { LoadedRun } from './runs/loaded-run.ts';
import { runLibrary, type RunSource } from './runs/run-library.ts';
import { secret } from './records/secret.ts';
import { usualRetention } from './records/life/retention.ts';
import type { Retentions } from './records/life/retention-settings.ts';
import type { SchoolRecord } from './records/open-record.ts';
import { errorPages } from './http/error-pages.ts';
import { guard } from './http/guard.ts';
import { prepareRun } from './pages/prepare-run.ts';
import { oneATurn } from './http/one-a-turn.ts';
import type { OpenIdSettings } from './people/open-id.ts';
import { pages } from './http/pages.ts';
import { displayNames } from './runs/pupils/display-names.ts';
import { security } from './http/security.ts';
import { sessions } from './http/sessions.ts';
import { signInWays } from './http/sign-in-ways.ts';
import { staticFiles } from './http/static-files.ts';
import { viewAudit } from './http/view-audit.ts';
import { health } from './http/health.ts';
import { answerLog, type Log } from './http/log.ts';
import { knownBrowser } from './http/known-browser.ts';
import { refusedAttempts } from './http/refused-attempts.ts';
import { slowBodies, type SlowBodySettings } from './http/slow-bodies.ts';
import { uploads } from './http/uploads.ts';
import { routes } from './pages/index.ts';
import { purposePage } from './pages/names/load.ts';
import { connection, type ConnectionSettings } from './http/connection.ts';
import { signInPage } from './pages/sign-in/load.ts';

export interface AppSettings extends ConnectionSettings, SlowBodySettings {
  readonly runs: RunSource;
  readonly record: SchoolRecord;
  /** The school's own sign-in. Default: none, and no request goes to another machine. */
  readonly openId?: OpenIdSettings;
  /** Told of every fault of ours with the route's pattern, never the address as typed. Default: nobody. */
  readonly onFault?: (fault: unknown, route: string) => void;
  /**
   * Whether runs of the command line wait until somebody releases them. Default: never; they are shown at once. Runs made on
   * the data page always wait.
   */
  readonly releaseByHand?: () => Promise<boolean>;
  /** Where files brought on the data page are kept and where runs are written; none: that page only says so. */
  readonly data?: DataSettings;
  /** How long what is kept of people is kept. Default: as schools usually do. */
  readonly retentions?: Retentions;
  /** The present moment; tests set it. */
  readonly now?: () => Date;
  /** Where answers are noted, by pattern. Default: nowhere. */
  readonly log?: Log | undefined;
}

/** Milliseconds for a request to arrive, files with it: 400 MB over a slow line. Forms have less (`slow-bodies.ts`). */
const longestRequest = 20 * 60_000;

/**
 * The web application, unstarted: `listen` it, or `inject` requests in a test.
 *
 *   request → host and headers → session → person → permission → route (fetch) → view (rows to HTML) → page
 */
export async function buildApp(settings: AppSettings): Promise<FastifyInstance> {
  const app = fastify({ logger: false, bodyLimit: 1_000_000, requestTimeout: longestRequest, ...connection(settings) });
  const releaseByHand = settings.releaseByHand ?? (() => Promise.resolve(false));
  const keySecret = await secret(settings.record, 'pupil-keys');
  const names = await displayNames(settings.record);
  const onOpen = (run: LoadedRun) => void prepareRun(run, names).catch((fault) => settings.onFault?.(fault, 'prepare'));
  app.decorate('runs', runLibrary(settings.runs, { record: settings.record, keySecret, releaseByHand, onOpen }));
  app.decorate('releaseByHand', releaseByHand);
  app.decorateRequest('shownRun', null);
  app.decorateRequest('askedForOlder', false);
  app.decorate('record', settings.record);
  app.decorate('now', settings.now ?? (() => new Date()));
  app.decorate('retentions', settings.retentions ?? usualRetention);
  app.decorate('names', names);
  await app.register(answerLog, settings);
  await app.register(oneATurn);
  await app.register(formbody);
  await app.register(uploads, { limits: settings.data?.limits ?? {} });
  await app.register(slowBodies, settings);
  await app.register(security, settings);
  await app.register(sessions, settings);
  await app.register(knownBrowser, settings);
  await app.register(refusedAttempts, settings);
  await app.register(signInWays, settings);
  await app.register(staticFiles);
  await app.register(health);
  await app.register(pages);
  await app.register(errorPages, { signInPage, purposePage, onFault: settings.onFault });
  await app.register(guard);
  await app.register(viewAudit, settings);
  await app.register(importJobs, settings);
  await app.register(routes);
  return app;
}
