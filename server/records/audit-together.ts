import { setImmediate } from 'node:timers/promises';
import { auditAll, type AuditEntry } from './audit.ts';
import type { SchoolRecord } from './open-record.ts';

/** Milliseconds for which a line waits at most for others to be written with it. */
const longestWait = 20;

export interface TogetherSettings {
  /** Whether somebody who may bring a line is next. */
  readonly coming: () => boolean;
}

export interface TogetherLines {
  /** Ends once the line stands in the audit; rejects where it could not be written, and then it will not be. */
  add(entry: AuditEntry): Promise<void>;
  /** Ends once nothing waits any more. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly entry: AuditEntry;
  readonly written: () => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * Adds single lines to the audit, those that come at the same time by one write to the disk (group commit): whoever waits for a
 * line waits for the disk, and fifty who wait at once wait for it once.
 */
export function auditTogether(record: SchoolRecord, { coming }: TogetherSettings): TogetherLines {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gathered(coming);
      const group = waiting;
      waiting = [];
      await auditAll(
        record,
        group.map(({ entry }) => entry),
      ).then(
        () => group.forEach(({ written }) => written()),
        (fault: unknown) => group.forEach(({ failed }) => failed(fault)),
      );
    }
    writing = null;
  };
  return {
    add: (entry) =>
      new Promise((written, failed) => {
        waiting.push({ entry, written, failed });
        writing ??= writeAll();
      }),
    idle: () => writing ?? Promise.resolve(),
  };
}

/** SQLite writes at once and everybody waits meanwhile: those whose turn comes next are let in first. */
async function gathered(coming: () => boolean): Promise<void> {
  const until = performance.now() + longestWait;
  do await setImmediate();
  while (coming() && performance.now() < until);
}
