import { createStream } from 'rotating-file-stream';
import type { FastifyInstance } from 'fastify';
import plugin from 'fastify-plugin';

/** One line of the log: what happened, by pattern, code, identifier and count. */
export interface LogLine {
  readonly event: 'started' | 'stopped' | 'answer' | 'fault' | 'inbox';
  readonly [field: string]: string | number | readonly string[] | undefined;
}

export interface Log {
  write(line: LogLine): void;
  close(): Promise<void>;
}

/** Days of lines that are kept, at ten megabytes a file. */
const filesKept = 14;

/**
 * Opens a log in a folder: one JSON object a line, a new file every day or ten megabytes, the newest fourteen kept, readable by
 * the owner alone. What it holds names nobody: no address as typed, no person, no network address, nothing that was sent.
 */
export function openLog(folder: string): Log {
  const stream = createStream('same-start.log', {
    path: folder,
    interval: '1d',
    size: '10M',
    maxFiles: filesKept,
    mode: 0o600,
  });
  // A full disk stops the log, not the pages.
  stream.on('error', () => undefined);
  return {
    write: (line) => void stream.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`),
    close: () => new Promise((done) => stream.end(() => done())),
  };
}

/** Writes a line for every answer: its route's pattern, status and milliseconds. Files of the pages themselves are left out. */
export const answerLog = plugin(
  (app: FastifyInstance, { log }: { readonly log?: Log | undefined }, done: () => void) => {
    if (log !== undefined)
      app.addHook('onResponse', (request, reply, next) => {
        const route = request.routeOptions.url ?? 'none';
        if (!route.startsWith('/assets'))
          log.write({
            event: 'answer',
            method: request.method,
            route,
            status: reply.statusCode,
            ms: Math.round(reply.elapsedTime),
          });
        next();
      });
    done();
  },
  { name: 'answer-log', fastify: '5.x' },
);
