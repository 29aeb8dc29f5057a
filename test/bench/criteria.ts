import { parseArgs } from 'node:util';
import { simulateWorld } from '../../engine/worlds/simulate-world.ts';
import { worlds } from '../../engine/worlds/model/worlds.ts';
import { analysisTime } from './criteria/analysis-time.ts';
import { changeBetweenTwo } from './criteria/change-between-two.ts';
import { knownLists } from './criteria/known-lists.ts';
import { holdOut } from './criteria/hold-out/hold-out.ts';
import { longRecordTime } from './criteria/long-record-time.ts';
import { measureSeed } from './criteria/measure-seed.ts';
import { benchFirstYear } from './criteria/unlike/bench-first-year.ts';
import { benchUnlike } from './criteria/unlike/bench-unlike.ts';
import { targetsReached } from './criteria/targets-reached.ts';
import { reportWorld, type TargetLine } from './criteria/report-world.ts';
import { emptyTally } from './criteria/world-tally.ts';

/*
 * npm run bench:criteria [-- --seeds 20 --only trust-3000,no-slow-downs,real,time,targets --first 9001]
 *
 * Per named world: how well the criteria's probabilities, the intervals and the ranking by concern do against the simulated
 * truth, beside the benchmark that knows the generating model (Gaussian worlds only) and beside what schools use; how long the
 * lists are; and both doubts over them beside the truth. Then a pupil with hundreds of scores, the time of whole analyses, and
 * real data with each pupil's last score held out, and how many reach their targets. At the end every target with its figure.
 *
 * `unlike` and `first-year`: worlds that owe nothing to the engine's model, each with sizes and shares of its own
 * (`criteria/generators`): families of lasting slow-down beside a reader that knows them, and new, small and odd schools. They
 * take 3 seeds unless told otherwise, about six minutes both; --worlds keeps those whose name holds one of these texts:
 *
 *   npm run bench:criteria -- --only unlike,first-year --seeds 1 --worlds "one subject,two windows"
 *
 * `known-lists`: of the same pupils with all windows and with two, how many a reader that knows the model lists, and we.
 * `two-windows`: what two windows four months apart say of the change between them.
 *
 * Seeds from --first on are used nowhere else. With 20 seeds, the default and the number the targets are stated for, it takes
 * about an hour on one core; 4 seeds take a quarter of an hour. `time`, `real` and `targets` are the last parts. `time` wants a quiet
 * machine with two cores.
 */

/** The worlds, and how many of the asked seeds each takes: a world of 30,000 tells as much as ten of 3,000. */
const settings: Readonly<Record<string, number>> = {
  'school-180': 5,
  'trust-3000': 1,
  'authority-30000': 0.1,
  'steady-walk': 1,
  'volatile-three-windows': 1,
  'mixed-scales': 1,
  'piecewise-growth': 1,
  'jumping-walk': 1,
  'no-slow-downs': 0.25,
};

const { values: given } = parseArgs({
  options: {
    seeds: { type: 'string' },
    only: { type: 'string' },
    first: { type: 'string' },
    worlds: { type: 'string' },
  },
});
const seeds = Number(given.seeds ?? 20);
const first = Number(given.first ?? 9001);
const asked = given.only?.split(',') ?? [
  ...Object.keys(settings),
  'time',
  'real',
  'unlike',
  'first-year',
  'known-lists',
  'two-windows',
  'targets',
];

function benchWorld(name: string): TargetLine[] {
  const runs = Math.max(1, Math.round(seeds * (settings[name] ?? 1)));
  const tally = emptyTally();
  for (let run = 0; run < runs; run++) {
    measureSeed(simulateWorld({ ...worlds[name].settings, seed: first + run }), tally);
  }
  return reportWorld(name, worlds[name].summary, worlds[name].settings.family === 'gaussian', tally);
}

function printTargets(lines: readonly TargetLine[]): void {
  const columns = (['world', 'what', 'target', 'figure'] as const).map((key) => {
    const width = Math.max(key.length, ...lines.map((line) => line[key].length));
    return (text: string) => text.padEnd(width);
  });
  const row = (cells: readonly string[]) => cells.map((cell, at) => (columns[at] ?? String)(cell)).join('  ');
  console.log(`\n${row(['world', 'what', 'target', 'figure', 'met'])}`);
  for (const line of lines) {
    const met = line.met === null ? 'too few to judge' : line.met ? 'met' : 'MISSED';
    console.log(row([line.world, line.what, line.target, line.figure, met]));
  }
  const missed = lines.filter(({ met }) => met === false).length;
  console.log(
    `${lines.length} targets: ${missed} missed, ${lines.filter(({ met }) => met === null).length} not judged; seeds from ${first} on`,
  );
}

const lines = asked.filter((name) => name in worlds).flatMap(benchWorld);
if (asked.includes('time')) lines.push(longRecordTime(), ...(await analysisTime(first)));
if (asked.includes('real')) lines.push(...(await holdOut()));
const drawn = {
  seeds: given.seeds === undefined ? 3 : seeds,
  first,
  wanted: (world: string) => !given.worlds || given.worlds.split(',').some((part) => world.includes(part)),
};
if (asked.includes('unlike')) lines.push(...(await benchUnlike(drawn)));
if (asked.includes('first-year')) lines.push(...(await benchFirstYear(drawn)));
if (asked.includes('known-lists')) lines.push(...knownLists(drawn.seeds, first));
if (asked.includes('two-windows')) lines.push(...(await changeBetweenTwo(drawn.seeds, first)));
if (asked.includes('targets')) lines.push(...(await targetsReached(seeds, first)));
printTargets(lines);
