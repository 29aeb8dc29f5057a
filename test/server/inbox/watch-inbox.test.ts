import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inboxDrop } from '../../../server/records/inbox-drops.ts';
import { listImports } from '../../../server/records/data-imports.ts';
import { inboxSettings } from '../../../server/inbox/inbox-settings.ts';
import { lookIntoInbox, type InboxEvent } from '../../../server/inbox/watch-inbox.ts';
import { dropsOf, hashOfDrop } from '../../../server/inbox/drops.ts';
import { dataApp, type DataApp } from '../data-app.ts';
import { schoolSheet } from '../school-sheet.ts';

// The sheets are ours: what is tested is the way of files through the inbox, not that layouts of others are read.

// Reading and analysing are processes of their own; on a busy machine several of them take their time.
vi.setConfig({ testTimeout: 120_000 });

let server: DataApp;
let inbox: string;
let events: (InboxEvent & { text: string })[];
const mails: string[] = [];
const mailServer = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  onData: (stream, _, done) => {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => void parts.push(part));
    stream.on('end', () => {
      mails.push(Buffer.concat(parts).toString());
      done();
    });
  },
});
const listening = new Promise<number>((ready) => {
  const socket = mailServer.listen(0, '127.0.0.1', () => ready((socket.address() as AddressInfo).port));
});

beforeEach(async () => {
  server = await dataApp();
  inbox = join(server.folder, 'inbox');
  mkdirSync(inbox);
  events = [];
  mails.length = 0;
});
afterEach(() => server.end());
afterAll(() => new Promise<void>((done) => mailServer.close(() => done())));

/** One look, as a scheduled task makes it: files need not have settled unless asked. */
async function look(settleSeconds = 0, mailTo?: string) {
  const environment = { SAME_START_SMTP: `smtp://127.0.0.1:${await listening}` };
  const options = {
    folder: inbox,
    settleSeconds,
    onEvent: (event: InboxEvent & { text: string }) => events.push(event),
  };
  return lookIntoInbox(
    server.app,
    inboxSettings({ ...options, ...(mailTo === undefined ? {} : { mailTo }) }, environment, 'https://pages.example'),
  );
}

function drop(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(inbox, folder), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(inbox, folder, name), text);
}

test('what is not clear waits on the Data page; once answered, the next look drafts it; the same files again do nothing', async () => {
  drop('autumn', { 'elm.csv': schoolSheet({ lastHeading: 'Reading' }) });
  expect(await look(0, 'senco@elm.example')).toEqual({ waiting: 1, incomplete: 0, drafted: 0 });
  const [asked] = events;
  expect(asked).toMatchObject({ came: 'asks', files: 1 });
  const [row] = await listImports(server.record);
  expect(row).toMatchObject({ state: 'questions', made_by: 'inbox' });
  const cookie = await server.signIn('headteacher');
  expect((await server.get('/data', cookie)).body).toContain(`/data/imports/${row.import_id}`);
  expect(readFileSync(join(inbox, 'autumn.same-start.txt'), 'utf8')).toContain(
    `https://pages.example/data/imports/${row.import_id}`,
  );
  expect(await look(0, 'senco@elm.example')).toMatchObject({ waiting: 1 });
  expect(events).toHaveLength(1);

  const page = (await server.get(`/data/imports/${row.import_id}`, cookie)).body;
  const seen = /name="seen" value="([^"]+)"/.exec(page)![1];
  const fields = Object.fromEntries(
    [...page.matchAll(/<(?:select|input)[^>]*name="(q\d+[^"]*)"[^>]*>/g)].map(([, name]) => [name, '']),
  );
  await server.post(`/data/imports/${row.import_id}/answers`, cookie, { ...fields, seen });
  await server.app.imports!.idle();
  expect(await look(0, 'senco@elm.example')).toEqual({ waiting: 0, incomplete: 0, drafted: 1 });
  const drafted = events.at(-1)!;
  expect(drafted.came).toBe('drafted');
  const run = (drafted as { runId: string }).runId;
  expect(readdirSync(server.runs)).toContain(run);
  expect((await server.get('/data', cookie)).body).toContain(`/data/runs/${run}`);
  expect((await server.app.runs.list())[0].release).toBe('draft');

  cpSync(join(inbox, 'autumn'), join(inbox, 'again'), { recursive: true });
  expect(await look()).toEqual({ waiting: 0, incomplete: 0, drafted: 0 });
  expect(await listImports(server.record)).toHaveLength(1);
});

test('no message, line or event names a child, a file or a folder', async () => {
  drop('Zoë Müller', { 'Zoë.csv': schoolSheet(), 'notes.csv': 'nothing,of,use\n' });
  await look(0, 'senco@elm.example');
  drop('broken', { 'Zoë.xlsx': 'this is no workbook' });
  await look(0, 'senco@elm.example');
  expect(events.map(({ came }) => came)).toContain('refused');
  expect(mails).toHaveLength(2);
  for (const said of [...mails, ...events.map((event) => JSON.stringify(event))]) {
    expect(said).not.toMatch(/Zo=?C?3?=?A?B?ë|Müller|M=C3=BCller|Zo=C3=AB|broken|\.xlsx|\.csv|K00\d\d/);
    expect(Buffer.from(said, 'base64').toString()).not.toMatch(/Zoë|Müller/);
  }
});

test('files that are being copied wait: too new, named as a download, or changed while they are read', async () => {
  drop('', { 'elm.csv': 'nothing,of,use\n' });
  expect(await look(60)).toEqual({ waiting: 0, incomplete: 1, drafted: 0 });
  expect(await listImports(server.record)).toHaveLength(0);
  drop('', { 'more.csv.part': 'half' });
  expect(await look(0)).toMatchObject({ incomplete: 1 });
  rmSync(join(inbox, 'more.csv.part'));
  expect(await look(0)).toMatchObject({ incomplete: 0 });
  expect(await listImports(server.record)).toHaveLength(1);
});

test('a lot is known by what it holds: another name of the folder is the same, one mark more is not', async () => {
  drop('a', { 'elm.csv': schoolSheet() });
  cpSync(join(inbox, 'a'), join(inbox, 'b'), { recursive: true });
  const hashes = async () =>
    Promise.all((await dropsOf(inbox, { nowMs: Date.now(), settledMs: 0 })).map((one) => hashOfDrop(one, new Map())));
  const [first, second] = await hashes();
  expect(first).toBe(second);
  appendFileSync(join(inbox, 'b', 'elm.csv'), 'K9999,New,Nell,Year 4,4K,Elm Primary,99,99,99\n');
  const [, changed] = await hashes();
  expect(changed).not.toBe(first);
});

test('what a crash interrupted is begun again, and what somebody removed on the Data page is left alone', async () => {
  drop('autumn', { 'elm.csv': schoolSheet({ lastHeading: 'Reading' }) });
  const [lot] = await dropsOf(inbox, { nowMs: Date.now(), settledMs: 0 });
  const hash = await hashOfDrop(lot, new Map());
  await look();
  const { import_id: importId } = (await inboxDrop(server.record, hash))!;
  // As a kill leaves it: noted, and the files not there yet; then in the middle of reading.
  for (const files of ['[]', '[{"name":"elm.csv","bytes":9}]']) {
    await server.record.db
      .updateTable('data_import')
      .set({ state: 'files', files, problem: files === '[]' ? '' : 'stopped', run_id: null })
      .execute();
    await server.record.db.updateTable('inbox_drop').set({ told: '' }).execute();
    await look();
    expect((await listImports(server.record))[0]).toMatchObject({ import_id: importId, state: 'questions' });
  }
  await server.record.db.deleteFrom('data_import').execute();
  expect(await look()).toEqual({ waiting: 0, incomplete: 0, drafted: 0 });
  expect(await listImports(server.record)).toHaveLength(0);
});
