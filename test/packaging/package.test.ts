import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { conditionalGrowthPercentiles } from '../../engine/index.ts';
import { startBrowser } from '../browser/browser.ts';
import { bareEnvironment, inFolder, installPacked } from './install-packed.ts';
import { makeBundle } from './make-bundle.ts';
import { systems } from './systems.ts';

const place = mkdtempSync(join(tmpdir(), 'same-start-package-'));
let folder = '';
let packed = '';

beforeAll(async () => ({ folder, packed } = await installPacked(place)), 400_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

const earlier = Array.from({ length: 300 }, (_, at) => 85 + ((at * 37) % 31));
const later = earlier.map((score, at) => score + ((at * 53) % 23) - 11);

test(
  'the library is imported, and its types hold without a setting that overlooks them',
  { timeout: 120_000 },
  async () => {
    writeFileSync(
      join(folder, 'own.ts'),
      `import { analyse, chartSvg, openRun, readDataFolder, type Policy } from 'same-start';
import { conditionalGrowthPercentiles, type GrowthPercentiles } from 'same-start/stats';
const found: GrowthPercentiles = conditionalGrowthPercentiles([Float64Array.from(${JSON.stringify(earlier)})], Float64Array.from(${JSON.stringify(later)}));
const policy: Policy | undefined = undefined;
// @ts-expect-error a column is an array of doubles: were the types not found, this would be no error
export const wrong = () => conditionalGrowthPercentiles(['a'], found.percentile);
console.log(JSON.stringify({ kinds: [analyse, chartSvg, openRun, readDataFolder].map((one) => typeof one), policy, percentiles: [...found.percentile] }));
`,
    );
    const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');
    const strict = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--lib',
      'es2024,dom',
      '--skipLibCheck',
      'false',
    ];
    await inFolder(folder, process.execPath, compiler, ...strict, 'own.ts').catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
    const said = JSON.parse(await inFolder(folder, process.execPath, 'own.js')) as Record<string, unknown>;
    const here = conditionalGrowthPercentiles([Float64Array.from(earlier)], Float64Array.from(later));
    expect(said).toEqual({ kinds: Array(4).fill('function'), percentiles: [...here.percentile] });
  },
);

test('the packed file is one that every bundler and compiler for modules reads', { timeout: 120_000 }, async () => {
  expect((await publint({ pkgDir: join(folder, 'node_modules/same-start'), pack: false })).messages).toEqual([]);
  const checked = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(packed))));
  expect(checked.types).toMatchObject({ kind: 'included' });
  // Modules only, as its authors' own profile for that: CommonJS and the resolution of Node 10 cannot load any.
  const modules = ('problems' in checked ? checked.problems : []).filter(
    (problem) => !('resolutionKind' in problem && ['node10', 'node16-cjs'].includes(problem.resolutionKind)),
  );
  expect(modules).toEqual([]);
});

test('the estimators alone run in a browser, to the last digit', async () => {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const asked: string[] = [];
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      asked.push(pathname);
      if (pathname === '/')
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Own page</title>' });
      return route.fulfill({ path: join(folder, 'node_modules/same-start', pathname), contentType: 'text/javascript' });
    });
    await page.goto('http://own.test/');
    const there = await page.evaluate(
      `import('/dist/engine/estimators.js').then(({ conditionalGrowthPercentiles }) => [...conditionalGrowthPercentiles(
        [Float64Array.from(${JSON.stringify(earlier)})], Float64Array.from(${JSON.stringify(later)})).percentile])`,
    );
    const here = conditionalGrowthPercentiles([Float64Array.from(earlier)], Float64Array.from(later));
    expect(there).toEqual([...here.percentile]);
    expect(asked.filter((name) => /server|ingest|runs|words|duckdb/.test(name))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('npx same-start start shows the sample', { timeout: 200_000 }, async () => {
  expect((await inFolder(folder, 'npx', 'same-start', '--version')).trim()).toBe(`same-start ${packageJson.version}`);
  const child = spawn('npx', ['same-start', 'start', '--port', '0', '--json'], {
    cwd: folder,
    env: bareEnvironment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    for await (const line of createInterface(child.stdout)) {
      if (!line.includes('signInUrl')) continue;
      const { address, signInUrl } = JSON.parse(line) as { address: string; signInUrl: string };
      const signedIn = await fetch(signInUrl, { redirect: 'manual' });
      const cookie = signedIn.headers.getSetCookie()[0].split(';')[0];
      const agenda = await (await fetch(`${address}/agenda`, { headers: { cookie } })).text();
      expect(agenda).toContain('/pupils/');
      const notebooks = await (await fetch(`${address}/notebooks`, { headers: { cookie } })).text();
      expect(notebooks).toContain('/notebooks/first-look');
      const style = /href="(\/[^"]+\.css[^"]*)"/.exec(agenda)![1];
      expect((await fetch(`${address}${style}`)).status).toBe(200);
      return;
    }
    throw new Error('it ended before it served');
  } finally {
    process.kill(-child.pid!, 'SIGTERM');
    await ended;
  }
});

test(
  'a folder to unpack runs with no Node on the path, keeps its runs beside it, and is what its checksums say',
  { timeout: 300_000 },
  async () => {
    const linux = systems.find(({ name }) => name === 'linux-x64')!;
    const name = await makeBundle(linux, place, undefined, packed);
    const bundle = join(place, name);
    const env = { PATH: '/usr/bin:/bin', HOME: place };
    const line = promisify(execFile);
    const { stdout } = await line(join(bundle, 'same-start.sh'), ['--version'], { env, cwd: '/' });
    expect(stdout.trim()).toBe(`same-start ${packageJson.version}`);
    await line('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: bundle });
    const licences = `\n${readFileSync(join(bundle, 'LICENCES.txt'), 'utf8')}`;
    for (const part of Object.keys(packageJson.dependencies)) expect(licences.includes(`\n${part} `), part).toBe(true);
    expect(readFileSync(join(bundle, 'same-start.sh'), 'utf8')).toContain('../same-start-data/runs');
    await expect(
      makeBundle(
        { ...linux, native: ['@duckdb/node-bindings-win32-x64/duckdb.node'] },
        join(place, 'other'),
        undefined,
        packed,
      ),
    ).rejects.toThrow('node-bindings-win32-x64');
  },
);

test('what is installed takes at most 250 MB where the system has Node, and nothing of the source or of tests', () => {
  const bytes = (at: string): number =>
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  expect(bytes(join(folder, 'node_modules')) / 1e6).toBeLessThan(250);
  const own = readdirSync(join(folder, 'node_modules/same-start'), { recursive: true, encoding: 'utf8' });
  expect(own.filter((name) => /(?<!\.d)\.ts$|\.test\.|^test|^notebooks/.test(name))).toEqual([]);
  expect(own.filter((name) => name.endsWith('.d.ts')).length).toBeGreaterThan(500);
});
