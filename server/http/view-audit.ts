import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import type { Permission } from '../people/permissions.ts';
import { auditAll, type AuditEntry } from '../records/audit.ts';
import { auditTogether } from '../records/audit-together.ts';
import { PageError } from '../page-error.ts';

/** Pages with one of these show pupils. */
const aboutPupils: ReadonlySet<Permission> = new Set([
  'see-names',
  'see-pupils',
  'see-notes',
  'record-outcome',
  'keep-register',
]);

/** Refusals kept while the record cannot be written. */
const mostRefusals = 5000;

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
 * route, so that a new page is in it without being told. A page is sent once its line is written; where it cannot be, it is
 * refused, and `onFault` is told: nobody looks at a child without its being known. Pictures are a part of their page. Changes and
 * exports are put in by their own routes. Refusals show nobody: those that cannot be written wait for the next time.
 */
export const viewAudit = plugin(auditViews, {
  name: 'view-audit',
  fastify: '5.x',
  dependencies: ['guard', 'one-a-turn'],
});

export interface ViewAuditSettings {
  readonly onFault?: ((fault: unknown, what: string) => void) | undefined;
}

function auditViews(app: FastifyInstance, { onFault }: ViewAuditSettings, done: () => void): void {
  const lines = auditTogether(app.record, { coming: () => app.turnsWaiting() > 0 });
  const seen: SeenViews = new Map();
  let late: AuditEntry[] = [];
  const write = async (entry: AuditEntry): Promise<void> => {
    const refusals = entry.action === 'refused' ? [...late, entry] : late;
    late = [];
    const own = entry.action === 'refused' ? [] : [entry];
    try {
      await Promise.all([...refusals, ...own].map((one) => lines.add(one)));
    } catch (fault) {
      late = [...refusals, ...late].slice(0, mostRefusals);
      onFault?.(fault, 'audit');
      if (own.length > 0) throw new PageError('views-not-written');
    }
  };
  app.decorateRequest('problem', null);
  app.addHook('onSend', async (request, reply) => {
    const entry = await viewOf(request, reply);
    if (!entry) return;
    try {
      await once(seen, entry, write);
    } catch (fault) {
      // What was to be sent was a file, perhaps; the page that says why it is not sent is none.
      reply.removeHeader('content-disposition');
      throw fault;
    }
  });
  app.addHook('onClose', async () => {
    await lines.idle();
    if (late.length > 0) await auditAll(app.record, late).catch((fault: unknown) => onFault?.(fault, 'audit'));
  });
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

/** Views of the last minutes: when, and the writing of their line. */
type SeenViews = Map<string, { readonly at: number; readonly written: Promise<void> }>;

/** Writes a view, unless it is one that was written, or is being written, already. */
function once(seen: SeenViews, entry: AuditEntry, write: (entry: AuditEntry) => Promise<void>): Promise<void> {
  const view = JSON.stringify([entry.personId, entry.action, entry.object, entry.detail]);
  const now = Date.now();
  const before = seen.get(view);
  if (before !== undefined && now - before.at < sameViewMilliseconds) return before.written;
  const written = write(entry);
  seen.delete(view);
  seen.set(view, { at: now, written });
  written.catch(() => seen.delete(view));
  for (const [oldest, { at }] of seen) {
    if (seen.size <= 10_000 && now - at < sameViewMilliseconds) break;
    seen.delete(oldest);
  }
  return written;
}
