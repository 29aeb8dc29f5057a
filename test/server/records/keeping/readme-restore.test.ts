/**
 * “A copy of the record” of server/README.md, carried out word for word on a fresh checkout after `kill -9` in the middle of a
 * write. The commands are taken from the README itself; added to them is only a free port, and what their own questions ask for.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenOf } from '../../signed-in.ts';

const root = resolve(import.meta.dirname, '../../../..');
const readme = readFileSync(join(root, 'server/README.md'), 'utf8');
const section = /\n## A copy of the record\n([\s\S]*?)\n## /.exec(readme)![1];
const commands = [...section.matchAll(/`same-start ([^`]+)`/g)].map(([, words]) => words.replaceAll(/\s+/g, ' '));
const [serve, backup, verify, restore, rotateKey] = commands;

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'readme-restore-'));
  for (const part of ['engine', 'server', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const part of ['runs', 'copies']) mkdirSync(join(folder, part));
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(words: string): ChildProcess {
  const child = spawn(process.execPath, ['engine/cli/same-start.js', ...words.split(' ')], { cwd: folder });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function run(words: string): Promise<{ code: number | null; said: string }> {
  const child = start(words);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

interface Served {
  readonly address: string;
  readonly cookie: string;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

async function served(): Promise<Served> {
  const child = start(`${serve} --port 0`);
  let said = '';
  const printed = new Promise<string>((done, failed) => {
    child.stdout!.on('data', (text: Buffer) => {
      said += text.toString();
      const link = /Sign in once at (\S+)/.exec(said);
      if (link) done(link[1]);
    });
    child.once('exit', () => failed(new Error(`serve ended: ${said}`)));
  });
  const link = await printed;
  const answer = await fetch(link, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0].split(';')[0];
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal);
    await once(child, 'exit');
  };
  return { address: new URL(link).origin, cookie, end };
}

/** Three browsers that add people without a pause; names whose saving was confirmed. */
async function adding(
  { address, cookie }: Served,
  round: string,
): Promise<{ names: string[]; done: Promise<unknown> }> {
  const page = await fetch(`${address}/people/new`, { headers: { cookie } });
  const token = tokenOf(await page.text());
  const names: string[] = [];
  const one = async (browser: number) => {
    for (let number = 1; ; number += 1) {
      const name = `Person ${round}-${browser}-${number}`;
      const { status } = await fetch(`${address}/people`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token, name, role: 'teacher', school: 'Oak', signInName: '', address: '' }),
      });
      if (status === 303) names.push(name);
      await wait(20);
    }
  };
  const done = Promise.allSettled([1, 2, 3].map(one));
  return { names, done };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(20);
}

async function people({ address, cookie }: Served): Promise<string> {
  return (await fetch(`${address}/people`, { headers: { cookie } })).text();
}

test('the README names the five commands, in the order of its steps', () => {
  expect(commands.map((words) => words.split(' ').slice(0, 2).join(' '))).toEqual([
    'serve --runs',
    'records backup',
    'records verify',
    'records restore',
    'records rotate-key',
  ]);
});

test(
  'carried out after a crash in the middle of a write, nothing that was confirmed is lost',
  { timeout: 600_000 },
  async () => {
    // Step 1, while the pages go on; then the crash.
    const first = await served();
    const { names, done } = await adding(first, 'a');
    await until(() => names.length >= 20);
    const copied = [...names];
    const made = await run(backup);
    expect([made.code, made.said]).toEqual([0, expect.stringContaining('the copy was opened and gone through')]);
    await until(() => names.length >= copied.length + 10);
    await first.end('SIGKILL');
    await done;

    // Step 2.
    const looked = await run(verify);
    expect([looked.code, looked.said]).toEqual([0, expect.stringContaining('chain of the audit are whole')]);

    // Step 3: first start it as always.
    const second = await served();
    const after = await people(second);
    expect(names.filter((name) => !after.includes(name))).toEqual([]);
    await second.end('SIGKILL');

    // Where it refuses: a page is damaged.
    const record = join(folder, 'runs/.record/record.db');
    const bytes = readFileSync(record);
    bytes[4096 * 2 + 100] ^= 1;
    writeFileSync(record, bytes);
    const refused = await run(`${serve} --port 0`);
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('same-start records restore');
    let back = await run(restore);
    if (back.code !== 0) {
      // The README says what it asks where the old record cannot tell who has changed a passphrase since.
      expect([section, back.said]).toEqual([
        expect.stringContaining('`--passphrases end` (safe) or `keep`'),
        expect.stringContaining('--passphrases'),
      ]);
      back = await run(`${restore} --passphrases end`);
    }
    expect([back.code, back.said]).toEqual([0, expect.stringContaining('Put back from')]);
    const third = await served();
    const restored = await people(third);
    expect(copied.filter((name) => !restored.includes(name))).toEqual([]);
    await third.end('SIGTERM');

    // Step 4.
    const rotated = await run(rotateKey);
    expect([rotated.code, rotated.said]).toEqual([0, expect.stringContaining('under a new key')]);
    const fourth = await served();
    const turned = await people(fourth);
    expect(copied.filter((name) => !turned.includes(name))).toEqual([]);
    await fourth.end('SIGTERM');
  },
);
