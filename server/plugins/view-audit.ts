import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Permission } from '../access/permissions.ts';
import { auditAll, type AuditEntry } from '../records/audit.ts';

/** Pages with one of these show pupils. */
const aboutPupils: ReadonlySet<Permission> = new Set(['see-pupils', 'see-notes', 'record-outcome', 'keep-register']);

/** Milliseconds for which views wait to be written together: a page must not wait for the disk because it was looked at. */
const flushMilliseconds = 500;

/** The same page of the same pupil, opened again by the same person within this time, is one view. */
const sameViewMilliseconds = 5 * 60_000;

/**
 * Puts every page about pupils that somebody opened, and every one they were refused, into the audit: by the permission of its
 * route, so that a new page is in it without being told. Pictures are a part of their page. Changes and exports are put in by
 * their own routes.
 */
export function viewAudit(app: FastifyInstance): void {
  const waiting: AuditEntry[] = [];
  const seen = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => auditAll(app.record, waiting.splice(0)));
    return writing;
  };
  app.addHook('onResponse', async (request, reply) => {
    const entry = await viewOf(request, reply);
    if (!entry || again(seen, entry)) return;
    waiting.push(entry);
    timer ??= setTimeout(() => void flush().catch(() => undefined), flushMilliseconds);
  });
  app.addHook('onClose', flush);
}

async function viewOf(request: FastifyRequest, reply: FastifyReply): Promise<AuditEntry | null> {
  const { person } = request;
  const { permission } = request.routeOptions.config;
  const page = request.routeOptions.url;
  if (!person || !permission || page === undefined) return null;
  const refused = reply.statusCode === 403 || reply.statusCode === 404;
  if (!refused && !(aboutPupils.has(permission) && reply.statusCode === 200)) return null;
  if (String(reply.getHeader('content-type') ?? '').startsWith('image/')) return null;
  const { key } = (request.params ?? {}) as { key?: string };
  const { school, class: className } = (request.query ?? {}) as { school?: string; class?: string };
  const pupilId = key === undefined ? undefined : await pupilOf(request, key);
  return {
    personId: person.personId,
    action: refused ? 'refused' : key === undefined ? 'see-list' : 'see-pupil',
    object: pupilId ?? page,
    detail: {
      page,
      ...(school ? { school } : {}),
      ...(className ? { class: className } : {}),
    },
    ...(school && !refused ? { school } : {}),
  };
}

/** The pupil behind the key of an address; undefined where the runs do not know it. Never the key: it stands for nothing elsewhere. */
async function pupilOf(request: FastifyRequest, key: string): Promise<string | undefined> {
  const { runs } = request.server;
  const run = request.shownRun ?? (await runs.list()).find((one) => one.state === 'complete');
  return run ? (await runs.open(run.id)).pupilOf(key) : undefined;
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
