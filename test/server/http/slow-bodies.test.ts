import { connect, type Socket } from 'node:net';
import { readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dataApp, type DataApp } from '../data-app.ts';
import { tokenOf } from '../signed-in.ts';

/** In place of 90 seconds. */
const bodyMilliseconds = 400;
let server: DataApp;
let cookie: string;
let token: string;
beforeEach(async () => {
  server = await dataApp({}, { bodyMilliseconds });
  await server.app.listen({ port: 0 });
  cookie = await server.signIn('headteacher');
  token = tokenOf((await server.get('/sign-out', cookie)).body);
});
afterEach(() => server.end());

interface Slow {
  readonly socket: Socket;
  readonly answer: Promise<string>;
}

function begin(url: string, type: string, length: number, cookies = cookie): Slow {
  const { port } = server.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (part: Buffer) => (text += part.toString()));
  socket.write(
    `POST ${url} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncookie: ${cookies}\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
  );
  return { socket, answer: new Promise((done) => socket.once('close', () => done(text))) };
}

/** Sends a byte now and then, for as long as anybody listens. */
async function trickle({ socket }: Slow): Promise<number> {
  const start = performance.now();
  while (!socket.destroyed && performance.now() - start < 10_000) {
    socket.write('a');
    await wait(30);
  }
  return performance.now() - start;
}

const form = 'application/x-www-form-urlencoded';
const files = 'multipart/form-data; boundary=b';
const head = () => `--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n`;
const fileHead = '--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n';
const kept = async () => [
  readdirSync(server.files, { recursive: true }).length,
  (await server.record.db.selectFrom('data_import').select('import_id').execute()).length,
];

test('a form that does not arrive in its time is answered so and ended, whoever sends it', async () => {
  for (const cookies of [cookie, '']) {
    const slow = begin('/sign-out', form, 1000, cookies);
    slow.socket.write('token=');
    expect(await trickle(slow)).toBeLessThan(5 * bodyMilliseconds);
    const answer = await slow.answer;
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('This took too long to arrive');
  }
  expect((await server.get('/', cookie)).status).not.toBe(401);
});

test('files of somebody who is not signed in, or that stop coming, are ended too, and nothing of them is kept', async () => {
  const stranger = begin('/data/upload', files, 1_000_000, '');
  stranger.socket.write(head() + fileHead);
  expect(await trickle(stranger)).toBeLessThan(5 * bodyMilliseconds);
  expect(await stranger.answer).toMatch(/^HTTP\/1\.1 401 /);
  const stopped = begin('/data/upload', files, 1_000_000);
  stopped.socket.write(head() + fileHead);
  expect(await trickle(stopped)).toBeLessThan(5 * bodyMilliseconds);
  await expect.poll(kept).toEqual([0, 0]);
});

test('files that take longer and keep coming are taken', async () => {
  const line = `${'p1,'.repeat(8000)}\n`;
  const [first, last] = [head() + fileHead, '\r\n--b--\r\n'];
  const lines = 80;
  const slow = begin('/data/upload', files, first.length + lines * line.length + last.length);
  slow.socket.write(first);
  const start = performance.now();
  for (let sent = 0; sent < lines; sent += 1) {
    slow.socket.write(line);
    await wait(25);
  }
  expect(performance.now() - start).toBeGreaterThan(4 * bodyMilliseconds);
  slow.socket.write(last);
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 303 /);
  await server.app.imports!.idle();
});
