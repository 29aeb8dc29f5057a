import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';
import { auditAll, type AuditEntry } from '../records/audit.ts';
import { canonicalNetwork } from '../people/canonical-names.ts';

/** An attempt that was turned away before anything was looked at. */
export interface RefusedAttempt {
  /** Person whose name was tried, `unknown name`, or the route where no name was looked at. */
  readonly object: string;
  readonly why: 'name-must-wait' | 'network-must-wait' | 'too-many-requests';
  /** Network address it came from. */
  readonly from: string;
  /** School of the person. */
  readonly school?: string | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts a refused attempt for the audit. */
    noteRefused(attempt: RefusedAttempt): void;
  }
}

/** Networks that have a line of their own in a minute; what comes from further ones is counted together. */
const mostNetworks = 100;

/** Lines kept while the record cannot be written. */
const mostWaiting = 1000;

interface Counted extends RefusedAttempt {
  count: number;
  readonly minute: string;
}

/**
 * Attempts to sign in that were refused (429) are in the audit, by one line a minute with their number for each subject: the
 * person whose name must wait (all names nobody has are one), or the route and the network that must wait. A flood adds at most
 * a hundred lines of networks a minute, and one for the others. A line is written when its minute is over.
 */
export const refusedAttempts = plugin(noteAttempts, { name: 'refused-attempts', fastify: '5.x' });

function noteAttempts(
  app: FastifyInstance,
  { onFault }: { readonly onFault?: ((fault: unknown, what: string) => void) | undefined },
  done: () => void,
): void {
  const counted = new Map<string, Counted>();
  let waiting: AuditEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();
  const write = async (): Promise<void> => {
    const entries = waiting.splice(0);
    await auditAll(app.record, entries).catch((fault: unknown) => {
      waiting = [...entries, ...waiting].slice(0, mostWaiting);
      onFault?.(fault, 'audit');
    });
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    waiting.push(...[...counted.values()].map(entryOf));
    counted.clear();
    if (waiting.length > 0) writing = writing.then(write);
    return writing;
  };
  app.decorate('noteRefused', (attempt: RefusedAttempt) => {
    const minute = app.now().toISOString().slice(0, 16);
    const [oldest] = counted.values();
    if (oldest !== undefined && oldest.minute !== minute) void flush();
    const from = networkOf(counted, attempt);
    const { object, why } = attempt;
    const key = JSON.stringify([object, why, why === 'name-must-wait' ? '' : from]);
    const own = counted.get(key);
    if (own === undefined) counted.set(key, { ...attempt, from, count: 1, minute });
    else counted.set(key, { ...own, from: own.from === from ? from : 'several networks', count: own.count + 1 });
    timer ??= setTimeout(() => void flush(), 60_000).unref();
  });
  app.addHook('onClose', flush);
  done();
}

function networkOf(counted: ReadonlyMap<string, Counted>, attempt: RefusedAttempt): string {
  const from = canonicalNetwork(attempt.from);
  if (counted.size < mostNetworks) return from;
  const known = new Set([...counted.values()].map((one) => one.from));
  return known.has(from) ? from : 'other networks';
}

function entryOf({ object, why, from, count, minute, school }: Counted): AuditEntry {
  return {
    personId: null,
    action: 'sign-in-waits',
    object,
    detail: { why, from, attempts: count, minute: `${minute}Z` },
    ...(school === undefined ? {} : { school }),
  };
}
