import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { PageError } from '../page-error.ts';

/** A form on a bad line takes seconds. */
const usualMilliseconds = 90_000;

/** Files that were let in may take longer, as long as they come: bytes of them within the same time, 700 a second. */
const leastBytes = 64_000;

export interface SlowBodySettings {
  /** Milliseconds within which the body of a request must have arrived. Default: 90,000. */
  readonly bodyMilliseconds?: number | undefined;
}

/**
 * Ends requests whose body does not arrive: whoever sends a byte now and then holds no place for longer than a minute and a half.
 * A form with files of somebody who may bring them goes on for as long as they come, and at most as long as any request.
 */
export const slowBodies = plugin(endSlow, { name: 'slow-bodies', fastify: '5.x', dependencies: ['uploads'] });

function endSlow(
  app: FastifyInstance,
  { bodyMilliseconds = usualMilliseconds }: SlowBodySettings,
  done: () => void,
): void {
  app.addHook('onRequest', (request, reply, next) => {
    if (hasBody(request)) watch(request, reply, bodyMilliseconds);
    next();
  });
  done();
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function watch(request: FastifyRequest, reply: FastifyReply, milliseconds: number): void {
  const { raw } = request;
  let before = raw.socket.bytesRead;
  const look = () => {
    const { bytesRead } = raw.socket;
    if (request.sentParts !== null && bytesRead - before >= leastBytes) before = bytesRead;
    else end(request, reply);
  };
  const timer = setInterval(look, milliseconds).unref();
  const stop = () => clearInterval(timer);
  raw.once('end', stop).once('close', stop);
}

function end({ raw, sentParts }: FastifyRequest, reply: FastifyReply): void {
  // Files half way are taken away by who takes them, once they see the end; an answer that is out already needs no other.
  if (sentParts !== null || reply.sent) raw.destroy();
  else void reply.header('connection', 'close').send(new PageError('too-slow'));
}
