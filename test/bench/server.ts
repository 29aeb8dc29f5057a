/**
 * How fast pages come with a run of 30,000 pupils and 50 people clicking at once, each through pages of their own. The server
 * runs in a process of its own, as it does in a school; this one asks. Prints median and 99th percentile by page, the longest
 * time for which server and asking process each did one thing (a figure below that of the asking process is its own doing), and
 * the server's memory as requests go by.
 *
 *     node test/bench/server.ts            npm run bench:server
 *     node test/bench/server.ts --only explore    those pages alone
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { startPlan } from '../../server/records/register/support-plans.ts';
import { fixturePupil, fixtureRun } from '../server/fixture-run.ts';
import { pupilKeyOf } from '../server/pupil-key.ts';
import { testApp, type TestApp } from '../server/signed-in.ts';

const schools = Array.from({ length: 50 }, (_, place) => `School${place} Primary`);
const classes = Array.from({ length: 20 }, (_, place) => `${1 + (place % 6)}${'ABCD'[Math.floor(place / 6)]}`);
const pupils = 30;
const connections = 50;
/** From opening the run to the first question: the server works out what pages share in some four of them. */
const secondsToPrepare = 10;

/** Part of the name of the pages that are asked for; '' for all. */
const only = process.argv[2] === '--only' ? process.argv[3] : '';

interface Ready {
  readonly address: string;
  readonly cookie: string;
  readonly pupilPaths: readonly string[];
  readonly loadSeconds: number;
}

/**
 * Of the serving process: memory in MB after collecting what is free, processor time so far in ms, and how long the longest turn
 * of its event loop took since it was last asked, in ms.
 */
interface State {
  readonly rss: number;
  readonly heapUsed: number;
  readonly cpu: number;
  readonly longestTurn: number;
}

if (process.argv[2] === '--serve') await serve();
else await ask();

async function serve(): Promise<void> {
  const server = await testApp({}, fixtureRun({ schools, classes, pupils }));
  await addHelp(server);
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const cookie = await server.signIn('headteacher');
  const started = performance.now();
  await server.app.inject({ url: '/', headers: { cookie } });
  const loadSeconds = (performance.now() - started) / 1000;
  const pupilPaths: string[] = [];
  for (let place = 0; place < 2000; place += 1) {
    const pupilId = fixturePupil(schools[place % 50], classes[(7 * place) % 20], 1 + ((11 * place) % pupils));
    pupilPaths.push(`/pupils/${await pupilKeyOf(server, pupilId)}`);
  }
  await wait(secondsToPrepare * 1000);
  process.send!({ address, cookie, pupilPaths, loadSeconds } satisfies Ready);
  // Nobody is left to ask.
  process.on('disconnect', () => process.exit());
  const turns = monitorEventLoopDelay({ resolution: 1 });
  turns.enable();
  process.on('message', () => {
    const longestTurn = turns.max / 1e6;
    globalThis.gc!();
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    process.send!({
      rss: rss / 2 ** 20,
      heapUsed: heapUsed / 2 ** 20,
      cpu: (user + system) / 1000,
      longestTurn,
    } satisfies State);
    setImmediate(() => turns.reset());
  });
}

/** Three pupils of each class have a support plan. */
async function addHelp({ record }: TestApp): Promise<void> {
  const plan = { start_on: '2025-12-10', review_on: '2026-03-10', hoped_for: 'Reads alone', provision: 'a partner' };
  const by = { personId: 'p1', at: new Date('2025-12-10T09:00:00Z') };
  for (const school of schools)
    for (const name of classes)
      for (const number of [4, 5, 6])
        await startPlan(record, { school, pupilId: fixturePupil(school, name, number) }, plan, by);
}

async function ask(): Promise<void> {
  const child = fork(import.meta.filename, ['--serve'], { execArgv: ['--max-old-space-size=4096', '--expose-gc'] });
  const [ready] = (await once(child, 'message')) as [Ready];
  say(
    `A run of ${schools.length * classes.length * pupils} pupils; the first page, which loads it, after ${ready.loadSeconds.toFixed(1)} s; asked from ${secondsToPrepare} s after it`,
  );
  const agendaPaths = schools.flatMap((school) =>
    classes.map((name) => `/agenda?school=${encodeURIComponent(school)}&class=${encodeURIComponent(name)}`),
  );
  const explorePaths = (
    [
      ['school', 'school'],
      ['over time', 'time'],
      ['schools', 'schools'],
      ['help', 'help'],
      ['charts', ''],
      ['chart to draw', 'pictures/level-growth'],
    ] as const
  ).map(([name, view]): [string, string[]] => [
    `explore, ${name}`,
    schools.flatMap((school) =>
      ['maths', 'reading'].map(
        (subject) =>
          `/explore${view === '' ? '' : `/${view}`}?school=${encodeURIComponent(school)}&subject=${subject}&year=4${view.startsWith('pictures') ? '&form=vega&width=900' : ''}`,
      ),
    ),
  ]);
  for (const [name, paths, amount] of [
    ['class, first visit', agendaPaths, agendaPaths.length],
    ['class, later', agendaPaths, 4000],
    ['pupil', ready.pupilPaths, 6000],
    ...explorePaths.map(([name, paths]) => [name, paths, 1500] as const),
  ] as const) {
    if (!name.includes(only)) continue;
    const before = await state(child);
    const turns = monitorEventLoopDelay({ resolution: 1 });
    turns.enable();
    const { latency, duration, non2xx, errors } = await shoot(ready, paths, amount);
    turns.disable();
    const after = await state(child);
    const each = (after.cpu - before.cpu) / amount;
    say(
      `${name.padEnd(24)} median ${latency.p50} ms, 99th percentile ${latency.p99} ms, ${Math.round(amount / duration)} a second, ${connections} at once; ${each.toFixed(2)} ms of processor time each; longest turn ${Math.round(after.longestTurn)} ms (asking: ${Math.round(turns.max / 1e6)} ms); not answered well: ${non2xx + errors}`,
    );
  }
  say(`memory ${await memory(child)}`);
  if (only !== '') return void child.kill();
  for (let round = 1; round <= 4; round += 1) {
    await shoot(ready, ready.pupilPaths, 5000);
    say(`memory ${await memory(child)} after ${5000 * round} more requests`);
  }
  child.kill();
}

/**
 * Every connection walks through pages of its own. Given the whole list, autocannon copies it for each of them and walks them all
 * through the same pages in step: it was busy with the copies for a second while the first answers waited to be read, and
 * what was called a first visit was one page opened by fifty.
 */
function shoot({ address, cookie }: Ready, paths: readonly string[], amount: number): Promise<autocannon.Result> {
  let connection = 0;
  return autocannon({
    url: address,
    connections,
    amount,
    setupClient: (client) => {
      const first = connection++;
      const own = paths.filter((_, place) => place % connections === first);
      client.setRequests(own.map((path) => ({ method: 'GET', path, headers: { cookie } })));
    },
  });
}

async function memory(child: ReturnType<typeof fork>): Promise<string> {
  const { rss, heapUsed } = await state(child);
  return `${rss.toFixed(0)} MB, of which ${heapUsed.toFixed(0)} MB in use,`;
}

async function state(child: ReturnType<typeof fork>): Promise<State> {
  child.send('state');
  const [found] = (await once(child, 'message')) as [State];
  return found;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
