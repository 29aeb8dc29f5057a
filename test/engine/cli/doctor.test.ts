import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding } from '../../../engine/cli/doctor.ts';
import { main } from '../../../engine/cli/main.ts';
import * as server from '../../../server/main.ts';
import { openRecord } from '../../../server/records/open-record.ts';

const folder = mkdtempSync(join(tmpdir(), 'same-start-doctor-'));
const [runs, copies] = [join(folder, 'runs'), join(folder, 'copies')];
const records = join(runs, '.record');
let id = '';

beforeAll(async () => {
  const data = join(folder, 'data');
  await called('simulate', data, '--pupils', '40', '--windows', '3', '--seed', '5');
  id = JSON.parse((await called('run', data, '--out', runs, '--json')).out).id as string;
  mkdirSync(records, { mode: 0o700 });
  mkdirSync(copies);
  await (await openRecord({ path: join(records, 'record.db') })).close();
  await called('records', 'backup', join(copies, 'record-2026-11-30T02-00-00.db'), '--runs', runs);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function called(...line: string[]) {
  let [out, err] = ['', ''];
  const terminal = { out: (text: string) => void (out += text), err: { write: (text: string) => void (err += text) } };
  const exitCode = await main(line, () => Promise.resolve(server), terminal);
  return { exitCode, out, err };
}

async function toMend(...words: string[]): Promise<{ exitCode: number; looked: string[]; text: string }> {
  const { exitCode, out } = await called('doctor', '--runs', runs, '--backup', copies, ...words, '--json');
  const { findings } = JSON.parse(out) as { findings: Finding[] };
  const wrong = findings.filter(({ remedy }) => remedy !== undefined);
  return { exitCode, looked: wrong.map(({ looked }) => looked), text: JSON.stringify(wrong) };
}

test('where all is well it says so, having opened runs, record and the newest copy', async () => {
  const { exitCode, out } = await called('doctor', '--runs', runs, '--backup', copies);
  expect({ exitCode, out }).toMatchObject({ exitCode: 0, out: expect.stringContaining('Nothing is wrong.') });
  for (const looked of ['disk', 'runs', 'record', 'key', 'clock', 'copies'])
    expect(out).toContain(`well   ${looked}: `);
  expect(out).not.toContain('MEND');
});

test('each fault is found, by its name, with what to do, and the rest stays well', async () => {
  const table = join(runs, id, 'lists.parquet');
  const whole = readFileSync(table);
  appendFileSync(table, 'x');
  const run = await toMend();
  expect(run).toMatchObject({ exitCode: 2, looked: ['runs'] });
  expect(run.text).toContain('make the run again');
  writeFileSync(table, whole);

  chmodSync(join(records, 'record.db.key'), 0o644);
  expect(await toMend()).toMatchObject({ looked: ['key'], text: expect.stringContaining('chmod 600') });
  chmodSync(join(records, 'record.db.key'), 0o600);

  const copy = join(copies, 'record-2026-11-30T02-00-00.db');
  const old = new Date(Date.now() - 3 * 86_400_000);
  utimesSync(copy, old, old);
  expect(await toMend()).toMatchObject({ looked: ['copies'], text: expect.stringContaining('72 hours old') });
  expect((await toMend('--backup', join(folder, 'nowhere'))).looked).toEqual(['copies']);
  utimesSync(copy, new Date(), new Date());

  const page = readFileSync(copy);
  page.fill(7, 4096 * 3, 4096 * 3 + 64);
  writeFileSync(copy, page);
  expect((await toMend()).looked).toEqual(['copies']);
  rmSync(join(records, 'record.db'));
  expect((await toMend()).looked).toContain('record');
  expect((await toMend('--runs', join(folder, 'elsewhere'), '--records', join(folder, 'elsewhere'))).looked).toContain(
    'runs',
  );
});
