import type { FastifyInstance } from 'fastify';
import type { AppSettings } from '../app.ts';
import { messageView } from '../views/message-view.ts';

/** What can stand in the way of a page: status, title, and what the reader can do about it. `{slots}` are filled. */
const catalogue = {
  'wrong-host': [
    400,
    'This address is not served here',
    ['Open the pages by the address that was printed when Same Start was started.'],
  ],
  'sign-in-needed': [
    401,
    'Please sign in',
    [
      'Open the sign-in address that was printed when Same Start was started. It works once; start Same Start again for a new one.',
    ],
  ],
  'link-used': [
    401,
    'This sign-in address has been used, or is too old',
    ['Each sign-in address works once. Start Same Start again, and open the new address it prints.'],
  ],
  'not-allowed': [
    403,
    'Your role does not include this page',
    ['You are signed in as {role}. If you need this page for your work, ask the headteacher.'],
  ],
  'form-too-old': [
    403,
    'This form was opened too long ago',
    ['Nothing was changed. Go back, reload the page and try again.'],
  ],
  'no-such-page': [404, 'There is no such page', ['Check the address, or start from the home page.']],
  'no-such-class': [
    404,
    'No such class, or not one of yours',
    [
      'Classes you can open are listed on the home page. Teachers see their own classes; for cover, ask the headteacher to add the dates.',
    ],
  ],
  'no-such-pupil': [
    404,
    'No such pupil, or not one of yours',
    [
      'Start from your class’s list, or search by name. A pupil who joined after this run is in the next one.',
      'Teachers see the pupils of their own classes; for cover, ask the headteacher to add the dates.',
    ],
  ],
  'no-runs': [
    404,
    'There is nothing to show yet',
    [
      'No results have been analysed so far. With the school’s results in a folder called data, run: npx same-start run data --out {folder}',
      'To see how it looks first, run: npm start — it makes a sample trust.',
    ],
  ],
  'no-such-run': [404, 'There is no such run', ['It may have been moved. The home page shows the newest one.']],
  'run-unreadable': [
    409,
    'This run cannot be opened',
    ['{problem}', 'Nothing is lost: run the same files again and the same run is written.'],
  ],
  'bad-request': [
    400,
    'Something in the form or address is not right',
    ['{problem}', 'Nothing was changed. Go back and try again.'],
  ],
  'too-many-attempts': [429, 'Too many attempts', ['Wait a minute, then try again.']],
  fault: [
    500,
    'Something went wrong on our side',
    ['Nothing was lost. Try again; if it happens again, tell whoever looks after Same Start.'],
  ],
} as const satisfies Record<string, readonly [number, string, readonly string[]]>;

export type PageErrorCode = keyof typeof catalogue;

/** Thrown by routes; shown as a page that says what to do. */
export class PageError extends Error {
  readonly code: PageErrorCode;
  readonly statusCode: number;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: PageErrorCode, values: Readonly<Record<string, string>> = {}) {
    super(catalogue[code][1]);
    this.name = 'PageError';
    this.code = code;
    this.statusCode = catalogue[code][0];
    this.values = values;
  }
}

export function errorPages(app: FastifyInstance, settings: AppSettings): void {
  app.setNotFoundHandler(() => {
    throw new PageError('no-such-page');
  });
  app.setErrorHandler((error, request, reply) => {
    const shown = asPageError(error);
    if (shown.code === 'fault') settings.onFault?.(error, `${request.method} ${request.routeOptions.url ?? 'unknown'}`);
    const [status, title, advice] = catalogue[shown.code];
    const lines = advice.map((line) => line.replace(/\{(\w+)\}/g, (slot, name: string) => shown.values[name] ?? slot));
    return reply.code(status).page({ title, body: messageView({ title, lines }) });
  });
}

function asPageError(error: unknown): PageError {
  if (error instanceof PageError) return error;
  const { code, validation, statusCode } = error as { code?: string; validation?: unknown; statusCode?: number };
  if (code?.startsWith('FST_CSRF')) return new PageError('form-too-old');
  if (validation) return new PageError('bad-request', { problem: 'A value is missing or is not one this page knows.' });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new PageError('bad-request', { problem: 'The request could not be read.' });
  return new PageError('fault');
}
