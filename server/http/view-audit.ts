import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import type { Permission } from '../people/permissions.ts';
import { auditAll, type AuditEntry } from '../records/audit.ts';
import { PageError } from '../page-error.ts';

/** Pages with one of these show pupils. */
const aboutPupils: ReadonlySet<Permission> = new Set([
  'see-names',
  'see-pupils',
  'see-notes',
  'record-outcome',
  'keep-register',
]);

/** Milliseconds for which views wait to be written together: a page must not wait for the disk because it was looked at. */
const flushMilliseconds = 500;

/** Views that wait while the record cannot be written: a day's of a large school. */
const usualMost = 5000;

/** The same page of the same pupil, opened again by the same person within this time, is one view. */
const sameViewMilliseconds = 5 * 60_000;

/** Problems that mean: somebody asked for what they may not see, or for what is not there for them. */
const refusals: ReadonlySet<string> = new Set([
  'not-allowed',
  'purpose-needed',
  'no-such-pupil',
  'no-such-class',
  'no-such-person',
  'no-such-run',
]);

declare module 'fastify' {
  interface FastifyRequest {
    /** Code of the problem the answer was about; null for a page. */
    problem: string | null;
  }
}

/**
 * Puts every page about pupils that somebody opened, and every one they were refused, into the audit: by the permission of its
 * route, so that a new page is in it without being told. Pictures are a part of their page. Changes and exports are put in by
 * their own routes. What cannot be written waits for the next time; `onFault` is told. Where too many wait, pages about pupils
 * are refused until they are written: nobody looks at a child without its being known.
 */
export const viewAudit = plugin(auditViews, { name: 'view-audit', fastify: '5.x', dependencies: ['guard'] });

export interface ViewAuditSettings {
  readonly onFault?: ((fault: unknown, what: string) => void) | undefined;
  /** Views of pupils that may wait while the record cannot be written, before no more are shown. Default: 5000. */
  readonly mostViewsWaiting?: number | undefined;
}

function auditViews(
  app: FastifyInstance,
  { onFault, mostViewsWaiting: most = usualMost }: ViewAuditSettings,
  done: () => void,
): void {
  const waiting: AuditEntry[] = [];
  const seen = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    const entries = waiting.splice(0);
    try {
      await auditAll(app.record, entries);
    } catch (fault) {
      waiting.unshift(...entries);
      onFault?.(fault, 'audit');
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  };
  const flushSoon = (): void => {
    timer ??= setTimeout(() => void flush(), flushMilliseconds);
  };
  app.decorateRequest('problem', null);
  app.addHook('preHandler', async (request) => {
    const { permission } = request.routeOptions.config;
    if (waiting.length < most || !permission || !aboutPupils.has(permission)) return;
    // It may have been mended meanwhile: the next request is answered then.
    flushSoon();
    throw new PageError('views-not-written');
  });
  app.addHook('onResponse', async (request, reply) => {
    const entry = await viewOf(request, reply);
    // Refused pages showed nobody; where too many wait, they are the ones that are let go.
    if (!entry || (entry.action === 'refused' && waiting.length >= most) || again(seen, entry)) return;
    waiting.push(entry);
    flushSoon();
  });
  app.addHook('onClose', flush);
  done();
}

async function viewOf(request: FastifyRequest, reply: FastifyReply): Promise<AuditEntry | null> {
  const { person } = request;
  const { permission } = request.routeOptions.config;
  const page = request.routeOptions.url;
  if (!person || !permission || page === undefined) return null;
  const refused = request.problem !== null && refusals.has(request.problem);
  if (!refused && !(aboutPupils.has(permission) && reply.statusCode === 200)) return null;
  if (String(reply.getHeader('content-type') ?? '').startsWith('image/')) return null;
  const { key } = (request.params ?? {}) as { key?: string };
  const { school, class: className } = (request.query ?? {}) as { school?: string; class?: string };
  const pupil = key === undefined ? undefined : await pupilOf(request, key);
  // Who sees names for a purpose sees those of one school, whatever the address leaves open.
  const about = pupil?.school ?? (school || person.purpose?.school);
  return {
    personId: person.personId,
    action: refused ? 'refused' : key === undefined ? 'see-list' : 'see-pupil',
    object: pupil?.pupilId ?? page,
    detail: {
      page,
      ...(school ? { school } : {}),
      ...(className ? { class: className } : {}),
    },
    // A refusal belongs to who was refused: to the school of the pupil where there is one, else to the person's own.
    ...(about && !(refused && !pupil) ? { school: about } : {}),
  };
}

/** The pupil behind the key of an address; undefined where the run does not know it. Never the key: it stands for nothing elsewhere. */
async function pupilOf(
  request: FastifyRequest,
  key: string,
): Promise<{ pupilId: string; school: string | undefined } | undefined> {
  const { runs } = request.server;
  const listed = request.shownRun ?? (await runs.list()).find((one) => one.state === 'complete');
  if (!listed) return undefined;
  const run = await runs.open(listed.id);
  const pupilId = run.pupilOf(key);
  if (pupilId === undefined) return undefined;
  return { pupilId, school: run.agendaRow(pupilId)?.school };
}

function again(seen: Map<string, number>, { personId, action, object, detail }: AuditEntry): boolean {
  const view = JSON.stringify([personId, action, object, detail]);
  const now = Date.now();
  const before = seen.get(view);
  if (before !== undefined && now - before < sameViewMilliseconds) return true;
  seen.delete(view);
  seen.set(view, now);
  for (const [oldest, at] of seen) {
    if (seen.size <= 10_000 && now - at < sameViewMilliseconds) break;
    seen.delete(oldest);
  }
  return false;
}
