import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { commands } from '../../../engine/cli/commands.ts';
import { main } from '../../../engine/cli/main.ts';
import { printable } from '../../../engine/cli/printable.ts';
import type { LoadServer } from '../../../engine/cli/command.ts';
import { withFolder, type Files } from '../ingest/folder/data-folder.ts';

const sample = join(import.meta.dirname, '../../../data-samples/sustaining-effects');
const csv = join(sample, 'pupils.csv');

/** What a command line writes, and its exit code. */
async function called(line: string[], loadServer?: LoadServer) {
  let out = '';
  let err = '';
  const terminal = { out: (text: string) => void (out += text), err: { write: (text: string) => void (err += text) } };
  const exitCode = await main(line, loadServer, terminal);
  return { exitCode, out, err };
}

describe('main(argv)', () => {
  test('teaches every command when nothing or --help is asked', async () => {
    for (const line of [[], ['--help'], ['help'], ['-h']]) {
      const { exitCode, out, err } = await called(line);
      expect([exitCode, err]).toEqual([0, '']);
      for (const { name, summary } of commands)
        expect(out).toMatch(new RegExp(`\\n  ${name} +${summary.slice(0, 20)}`));
    }
  });

  test.each(commands.map(({ name }) => name))(
    'teaches %s with usage, every option of it, and an example',
    async (name) => {
      const { exitCode, out } = await called([name, '--help']);
      expect(exitCode).toBe(0);
      const usage = /Usage: (.*)/.exec(out)![1];
      expect(usage.startsWith(`same-start ${name}`)).toBe(true);
      const explained = out.slice(out.indexOf(usage) + usage.length);
      for (const [option] of usage.matchAll(/--[a-z]+/g)) expect(explained, option).toContain(option);
      expect(out).toMatch(/Example:\n  (same-start|npm) /);
      expect((await called(['help', name])).out).toBe(out);
    },
  );

  test('prints its version', async () => {
    expect((await called(['--version'])).out).toBe(`same-start ${packageJson.version}\n`);
    expect(JSON.parse((await called(['--version', '--json'])).out)).toEqual({ version: packageJson.version });
  });

  test.each([
    [['frobnicate'], 'There is no command frobnicate', '--help'],
    [['run'], 'run needs DATA', 'run --help'],
    [['run', 'data'], 'run needs --out RUNS', 'run --help'],
    [['run', 'data', '--out'], 'run needs a value after --out', 'run --help'],
    [['run', 'data', '--oops', 'x'], 'run does not take --oops', 'run --help'],
    [['run', 'data', 'more', '--out', 'x'], 'run does not take more', 'run --help'],
    [['run', 'data', '--out', 'x', '--format', 'xml'], '--format cannot be xml', 'parquet or csv'],
    [['serve'], 'serve needs --runs', 'serve --help'],
    [['serve', '--runs', 'x', '--port', '70000'], '--port cannot be 70000', '65535'],
    [['serve', '--runs', 'x', '--link', 'maybe'], '--link cannot be maybe', 'yes or no'],
    [['start', '--port', 'http'], '--port cannot be http', '65535'],
  ])('answers %j with one line, what to do, and exit code 2', async (line, what, remedy) => {
    const runs = line[0] === 'start' ? ['--runs', import.meta.dirname] : [];
    const { exitCode, out, err } = await called([...line, ...runs]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^same-start: [^\n]+\n$/);
    expect(err).toContain(what);
    expect(err).toContain(remedy);
  });

  test.each([
    ['a file where a folder belongs', ['check', import.meta.filename], 'it is a file'],
    ['a page in a folder that is not there', ['check', sample, '--html', '/not/there/a.html'], '/not/there/a.html'],
    ['rejects into a file', ['check', sample, '--rejects', import.meta.filename], 'main.test.ts'],
    ['mended rows from nowhere', ['check', sample, '--mended', '/not/there'], 'there cannot be read'],
    ['a data folder below a file', ['convert', csv, '--out', join(import.meta.filename, 'x'), '--yes'], 'main.test.ts'],
  ])('answers what the system refuses with one line and exit code 2: %s', async (_, line, words) => {
    const { exitCode, out, err } = await called(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(/^same-start: [^\n]+\n$/);
    expect(err).toContain(words);
    expect(err).not.toContain('went wrong inside');
  });

  test('puts an error as one object on stdout with --json', async () => {
    const { out, exitCode } = await called(['--json', 'run', 'data']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'missing-argument', values: { argument: '--out RUNS' } } });
  });

  test('puts one object on stdout with --json, whatever is wrong with a data folder', async () => {
    const pupils = 'pupil_id,school,year_group\n1,Elm,4\n';
    const windows = 'window,date\na,2025-11-01\n';
    const results = (...lines: readonly string[]): string =>
      `pupil_id,subject,window,score,status\n${lines.join('\n')}\n`;
    const folders: readonly Files[] = [
      {},
      { 'pupils.csv': pupils, 'windows.csv': windows },
      { 'pupils.csv': pupils, 'windows.csv': 'window,date\n', 'assessments.csv': results('1,reading,a,90,') },
      {
        'pupils.csv': pupils,
        'windows.csv': windows,
        'assessments.csv': results('1,reading,a,zz,', '2,reading,a,90,'),
      },
      { 'pupils.csv': pupils, 'windows.csv': windows, 'assessments.csv': results('1,reading,a,,absent') },
    ];
    for (const files of folders)
      for (const line of [
        ['check', '--json'],
        ['run', '--json', '--out', join(tmpdir(), 'same-start-none')],
      ])
        await withFolder(files, async (folder) => {
          const { out } = await called([line[0], folder, ...line.slice(1)]);
          expect(out.trimEnd().split('\n')).toHaveLength(1);
          expect(JSON.parse(out)).toBeTypeOf('object');
        });
  });

  test('shows a stack trace of a fault of ours only with --debug', async () => {
    const broken: LoadServer = () => Promise.reject(new Error('first line\nsecond line'));
    const plain = await called(['serve', '--runs', 'x'], broken);
    expect(plain.exitCode).toBe(1);
    expect(plain.err).toMatch(/^same-start: Something went wrong inside Same Start: first line second line [^\n]+\n$/);
    const debug = await called(['serve', '--runs', 'x', '--debug'], broken);
    expect(debug.err).toMatch(/\n +at .*main\.test\.ts/);
  });
});

const noRecord = (): never => {
  throw new Error('no record is looked after here');
};

describe('same-start serve', () => {
  test('prints address and sign-in address at once, and closes the server when told to stop', async () => {
    const calls: unknown[] = [];
    let closed = false;
    const loadServer: LoadServer = () =>
      Promise.resolve({
        lookAfterRecord: noRecord,
        watch: noRecord,
        serve: (settings) => {
          calls.push(settings);
          setTimeout(() => process.emit('SIGTERM'), 20);
          const close = () => Promise.resolve(void (closed = true));
          return Promise.resolve({ address: 'http://127.0.0.1:4000', signInUrl: 'http://127.0.0.1:4000/in?x', close });
        },
      });
    const { exitCode, out } = await called(['serve', '--runs', '/r', '--port', '4000'], loadServer);
    expect(calls).toEqual([{ runs: '/r', host: '127.0.0.1', port: 4000 }]);
    expect(out).toContain('http://127.0.0.1:4000/in?x');
    expect([exitCode, closed]).toEqual([0, true]);
  });

  test('puts exactly one object on stdout with --json, also when it is told to stop', async () => {
    const loadServer: LoadServer = () =>
      Promise.resolve({
        lookAfterRecord: noRecord,
        watch: noRecord,
        serve: () => {
          setTimeout(() => process.emit('SIGTERM'), 20);
          return Promise.resolve({ address: 'http://a', signInUrl: 'http://a/in', close: () => Promise.resolve() });
        },
      });
    const { exitCode, out } = await called(['serve', '--runs', '/r', '--json'], loadServer);
    expect([exitCode, out.endsWith('}\n')]).toEqual([0, true]);
    expect(JSON.parse(out)).toEqual({ address: 'http://a', signInUrl: 'http://a/in' });
  });

  test('hands on how several people reach the pages, and says where they sign in', async () => {
    const calls: unknown[] = [];
    const loadServer: LoadServer = () =>
      Promise.resolve({
        lookAfterRecord: noRecord,
        watch: noRecord,
        serve: (settings) => {
          calls.push(settings);
          setTimeout(() => process.emit('SIGTERM'), 20);
          const [address, close] = ['https://s.example', () => Promise.resolve()];
          return Promise.resolve({ address, signInUrl: `${address}/sign-in`, once: false, close });
        },
      });
    const line = 'serve --runs /r --url https://s.example --proxy 10.0.0.1,10.0.0.2 --link no'.split(' ');
    const { out } = await called([...line, '--certificate', '/c.pem', '--certificate-key', '/k.pem'], loadServer);
    expect(calls).toEqual([
      {
        runs: '/r',
        host: '127.0.0.1',
        port: 3000,
        url: 'https://s.example',
        proxies: ['10.0.0.1', '10.0.0.2'],
        certificate: '/c.pem',
        certificateKey: '/k.pem',
        link: false,
      },
    ]);
    expect(out).toContain('Sign in at https://s.example/sign-in');
  });

  test('hands on where a copy goes every night and how many are kept, two weeks where nobody says', async () => {
    const calls: unknown[] = [];
    const loadServer: LoadServer = () =>
      Promise.resolve({
        lookAfterRecord: noRecord,
        watch: noRecord,
        serve: (settings) => {
          calls.push([settings.backup, settings.keep]);
          setTimeout(() => process.emit('SIGTERM'), 20);
          return Promise.resolve({ address: 'http://a', signInUrl: 'http://a/in', close: () => Promise.resolve() });
        },
      });
    await called(['serve', '--runs', '/r', '--backup', '/copies'], loadServer);
    await called(['serve', '--runs', '/r', '--backup', '/copies', '--keep', '3'], loadServer);
    expect(calls).toEqual([
      ['/copies', 14],
      ['/copies', 3],
    ]);
    const nowhere = await called(['serve', '--runs', '/r', '--keep', '3'], loadServer);
    expect([nowhere.exitCode, nowhere.err.includes('--backup')]).toEqual([2, true]);
    const none = await called(['serve', '--runs', '/r', '--backup', '/copies', '--keep', '0'], loadServer);
    expect([none.exitCode, none.err.includes('--keep')]).toEqual([2, true]);
  });

  test('hands on how much of the disk a school’s brought files may take', async () => {
    const calls: unknown[] = [];
    const loadServer: LoadServer = () =>
      Promise.resolve({
        lookAfterRecord: noRecord,
        watch: noRecord,
        serve: (settings) => {
          calls.push(settings.schoolBytes);
          setTimeout(() => process.emit('SIGTERM'), 20);
          return Promise.resolve({ address: 'http://a', signInUrl: 'http://a/in', close: () => Promise.resolve() });
        },
      });
    await called(['serve', '--runs', '/r'], loadServer);
    await called(['serve', '--runs', '/r', '--uploads', '500'], loadServer);
    expect(calls).toEqual([undefined, 500_000_000]);
    const much = await called(['serve', '--runs', '/r', '--uploads', 'much'], loadServer);
    expect([much.exitCode, much.err.includes('--uploads')]).toEqual([2, true]);
  });

  test('says that the port is taken, and how to choose another', async () => {
    const loadServer: LoadServer = () =>
      Promise.resolve({
        lookAfterRecord: noRecord,
        watch: noRecord,
        serve: () => Promise.reject(Object.assign(new Error('listen'), { code: 'EADDRINUSE' })),
      });
    const { exitCode, err } = await called(['serve', '--runs', '/r'], loadServer);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/Port 3000 on 127\.0\.0\.1 is in use.*--port/);
  });

  test('says that the system does not lend the address', async () => {
    const refused = Object.assign(new Error('listen'), { code: 'EACCES', syscall: 'listen' });
    const loadServer: LoadServer = () =>
      Promise.resolve({ lookAfterRecord: noRecord, watch: noRecord, serve: () => Promise.reject(refused) });
    const { exitCode, err } = await called(['serve', '--runs', '/r', '--port', '80'], loadServer);
    expect(exitCode).toBe(2);
    expect(err).toMatch(/cannot be opened at 127\.0\.0\.1, port 80 \(EACCES\).*--port/);
  });
});

test('printable(text) lets no control character of a file reach the terminal; line ends and tabs stay', () => {
  expect(printable('a\u001b[31mred\u0007\r\u009b2J\n\tb')).toBe('a\ufffd[31mred\ufffd\ufffd\ufffd2J\n\tb');
});

describe('same-start records', () => {
  test('hands on what is to be done with which record, and prints what it was told', async () => {
    const tasks: unknown[] = [];
    const loadServer: LoadServer = () =>
      Promise.resolve({
        serve: () => Promise.reject(new Error('nothing is served')),
        watch: noRecord,
        lookAfterRecord: (task) => {
          tasks.push(task);
          return Promise.resolve({ text: 'done', json: { done: true } });
        },
      });
    const { exitCode, out } = await called(['records', 'backup', '/c/monday.db', '--runs', '/r'], loadServer);
    expect([exitCode, out]).toEqual([0, 'done\n']);
    await called(['records', 'restore', '/c/monday.db', '--records', '/k', '--passphrases', 'end'], loadServer);
    await called(['records', 'verify', '--records', '/k'], loadServer);
    await called(['records', 'rotate-key', '--records', '/k'], loadServer);
    await called(['records', 'prune', '--runs', '/r', '--until', '2026-09-01', '--do'], loadServer);
    await called(['records', 'about', 'Oak Primary', 'p1', '--runs', '/r', '--out', '/o'], loadServer);
    await called(['records', 'erase', 'Oak Primary', 'p1', '--runs', '/r'], loadServer);
    expect(tasks).toEqual([
      { task: 'backup', records: '/r/.record', file: '/c/monday.db' },
      { task: 'restore', records: '/k', file: '/c/monday.db', keepPassphrases: false },
      { task: 'verify', records: '/k' },
      { task: 'rotate-key', records: '/k' },
      { task: 'prune', runs: '/r', records: '/r/.record', until: '2026-09-01', doIt: true },
      { task: 'about', runs: '/r', records: '/r/.record', school: 'Oak Primary', pupil: 'p1', out: '/o' },
      { task: 'erase', runs: '/r', records: '/r/.record', school: 'Oak Primary', pupil: 'p1' },
    ]);
  });

  test.each([
    [['records'], 'backup, restore, verify, rotate-key'],
    [['records', 'wipe'], 'backup, restore, verify, rotate-key'],
    [['records', 'backup'], 'FILE'],
    [['records', 'rotate-key', 'x'], 'x'],
    [['records', 'restore', 'x', '--passphrases', 'perhaps'], 'end or keep'],
  ])('%j is refused with what is missing', async (line, words) => {
    const { exitCode, err } = await called(line);
    expect(exitCode).toBe(2);
    expect(err).toContain(words);
  });
});
