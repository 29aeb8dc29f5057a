import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { PageError, pageErrors } from '../page-error.ts';
import type { Page } from './pages.ts';
import { messageView } from '../html/message-view.ts';

/** Pages that stand in the way of another; what they show is the pages' own affair. */
export interface ErrorPageSettings {
  /** Asks for a sign-in, and goes on to the address. */
  readonly signInPage: (reply: FastifyReply, shown: { to: string }) => Promise<Page>;
  /** Asks what names are needed for. */
  readonly purposePage: (request: FastifyRequest, reply: FastifyReply) => Promise<Page>;
  /** Told of every fault of ours with the route's pattern, never the address as typed. Default: nobody. */
  readonly onFault?: ((fault: unknown, route: string) => void) | undefined;
}

/** Whatever stands in the way of a page is shown as a page that says what to do. */
export const errorPages = plugin(showErrors, { name: 'error-pages', fastify: '5.x', dependencies: ['pages'] });

function showErrors(
  app: FastifyInstance,
  { signInPage, purposePage, onFault }: ErrorPageSettings,
  done: () => void,
): void {
  app.setNotFoundHandler(() => {
    throw new PageError('no-such-page');
  });
  app.setErrorHandler(async (error, request, reply) => {
    const shown = asPageError(error);
    request.problem = shown.code;
    if (shown.code === 'sign-in-needed' && request.method === 'GET')
      return reply.code(401).page(await signInPage(reply, { to: request.url }));
    if (shown.code === 'purpose-needed') return reply.code(403).page(await purposePage(request, reply));
    if (shown.code === 'fault' || shown.code === 'record-not-written')
      onFault?.(error, `${request.method} ${request.routeOptions.url ?? 'unknown'}`);
    const [status, title, advice] = pageErrors[shown.code];
    const lines = advice.map((line) => line.replace(/\{(\w+)\}/g, (slot, name: string) => shown.values[name] ?? slot));
    return reply.code(status).page({ title, body: messageView({ title, lines }) });
  });
  done();
}

/** What SQLite says of a full disk, a folder or file that may not be written, and a disk that fails. */
const unwritable = /^SQLITE_(FULL|READONLY|IOERR|CANTOPEN)/;

function asPageError(error: unknown): PageError {
  if (error instanceof PageError) return error;
  const { code, validation, statusCode } = error as { code?: string; validation?: unknown; statusCode?: number };
  if (code !== undefined && unwritable.test(code)) return new PageError('record-not-written');
  if (code?.startsWith('FST_CSRF')) return new PageError('form-too-old');
  if (validation) return new PageError('bad-request', { problem: 'A value is missing or is not one this page knows.' });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new PageError('bad-request', { problem: 'The request could not be read.' });
  return new PageError('fault');
}
