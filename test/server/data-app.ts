import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runFolder } from '../../server/runs/run-folder.ts';
import type { DataSettings } from '../../server/imports/data-settings.ts';
import { testApp, tokenOf, type TestApp } from './signed-in.ts';
import type { AppSettings } from '../../server/app.ts';

export interface DataApp extends TestApp {
  readonly folder: string;
  readonly runs: string;
  readonly files: string;
  get(url: string, cookie: string): Promise<{ status: number; body: string; headers: Record<string, unknown> }>;
  /** Sends a form; the token is taken from a page of the same person. */
  post(
    url: string,
    cookie: string,
    fields?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: string; location: string }>;
  /** Sends files as a browser does. `token` in place of a right one. */
  upload(
    url: string,
    cookie: string,
    files: Readonly<Record<string, string | Buffer>>,
    token?: string | null,
  ): Promise<{ status: number; body: string; location: string }>;
  end(): Promise<void>;
}

/** The application over a real folder of runs, empty at first, with a place for files. */
export async function dataApp(data: Partial<DataSettings> = {}, settings: Partial<AppSettings> = {}): Promise<DataApp> {
  const folder = mkdtempSync(join(tmpdir(), 'same-start-data-'));
  const [runs, files] = [join(folder, 'runs'), join(folder, 'record', 'files')];
  const server = await testApp({ runs: runFolder(runs), data: { files, runs, folders: [], ...data }, ...settings });
  const get: DataApp['get'] = async (url, cookie) => {
    const answer = await server.app.inject({ url, headers: { cookie } });
    return { status: answer.statusCode, body: answer.body, headers: answer.headers };
  };
  const token = async (cookie: string) => tokenOf((await get('/sign-out', cookie)).body);
  return {
    ...server,
    folder,
    runs,
    files,
    get,
    post: async (url, cookie, fields = {}) => {
      const answer = await server.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ token: await token(cookie), ...fields }).toString(),
      });
      return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' };
    },
    upload: async (url, cookie, sent, given) => {
      const { payload, type } = multipart(sent, given === undefined ? await token(cookie) : given);
      const answer = await server.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': type },
        payload,
      });
      return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' };
    },
    end: async () => {
      await server.app.close();
      await server.record.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A form with files, written out; `token` null: the form has none. */
export function multipart(
  files: Readonly<Record<string, string | Buffer>>,
  token: string | null,
): { payload: Buffer; type: string } {
  const boundary = 'same-start-boundary';
  const parts: Buffer[] = [];
  if (token !== null)
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n`));
  for (const [name, content] of Object.entries(files)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    parts.push(Buffer.from(head), Buffer.from(content), Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  return { payload: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
