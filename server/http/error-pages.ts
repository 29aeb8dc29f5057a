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
export const errorPages = plugin(showErrors, {
  name: 'error-pages',
  fastify: '5.x',
  dependencies: ['pages', 'security'],
});

function showErrors(
  app: FastifyInstance,
  { signInPage, purposePage, onFault }: ErrorPageSettings,
  done: () => void,
): void {
  app.setNotFoundHandler(() => {
    throw new PageError('no-such-page');
  });
  app.setErrorHandler(async (error, request, reply) => {
    let shown = asPageError(error);
    const asks = shown.code === 'sign-in-needed' && request.method === 'GET';
    if (asks && !(await app.showsSignInForm(request))) shown = new PageError('too-many-attempts');
    request.problem = shown.code;
    if (asks && shown.code === 'sign-in-needed')
      return reply.code(401).page(await signInPage(reply, { to: request.url }));
    if (shown.code === 'purpose-needed') return reply.code(403).page(await purposePage(request, reply));
    if (ours.has(shown.code)) onFault?.(error, `${request.method} ${request.routeOptions.url ?? 'unknown'}`);
    const [status, title, advice] = pageErrors[shown.code];
    const lines = advice.map((line) => line.replace(/\{(\w+)\}/g, (slot, name: string) => shown.values[name] ?? slot));
    return reply.code(status).page({ title, body: messageView({ title, lines }) });
  });
  done();
}

/** What whoever looks after the server is told of. */
const ours: ReadonlySet<string> = new Set(['fault', 'disk-full', 'record-not-written', 'disk-failing']);

/** What SQLite and the operating system say of a full disk, of what may not be written, and of a disk that fails. */
const ofTheDisk = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'disk-full'],
  [/^(SQLITE_READONLY|SQLITE_CANTOPEN|EROFS|EACCES|EPERM)/, 'record-not-written'],
  [/^(SQLITE_IOERR|EIO)/, 'disk-failing'],
] as const;

function asPageError(error: unknown): PageError {
  if (error instanceof PageError) return error;
  const { code, validation, statusCode } = error as { code?: string; validation?: unknown; statusCode?: number };
  const disk = ofTheDisk.find(([said]) => code !== undefined && said.test(code));
  if (disk) return new PageError(disk[1]);
  if (code?.startsWith('FST_CSRF')) return new PageError('form-too-old');
  if (validation) return new PageError('bad-request', { problem: 'A value is missing or is not one this page knows.' });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new PageError('bad-request', { problem: 'The request could not be read.' });
  return new PageError('fault');
}
