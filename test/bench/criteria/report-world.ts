import { criterionNames } from '../../../engine/tables/run-schema.ts';
import type { ListOfWorld } from './list-of-world.ts';
import { tenths, type WorldTally } from './world-tally.ts';

/** A tenth with fewer pupils is not judged. */
const enoughToJudge = 2000;

/** One line of the table at the end. */
export interface TargetLine {
  readonly world: string;
  readonly what: string;
  readonly target: string;
  readonly figure: string;
  /** null where there was too little to judge. */
  readonly met: boolean | null;
}

/**
 * Prints what the seeds of a world came to.
 *
 * @param ownModel whether the generating model is the engine's family: the stricter targets hold
 * @returns the targets of this world, for the table at the end
 */
export function reportWorld(world: string, summary: string, ownModel: boolean, tally: WorldTally): TargetLine[] {
  console.log(
    `\n${world}: ${summary}\n  ${tally.seconds.length} seeds, ${mean(tally.seconds).toFixed(1)} s each on one thread`,
  );
  const lines = [...criteria(tally, ownModel), ...intervals(tally, ownModel), ...ranking(tally, ownModel)];
  lists(tally.lists);
  return lines.map((line) => ({ world, ...line }));
}

type Line = Omit<TargetLine, 'world'>;

function criteria(tally: WorldTally, ownModel: boolean): Line[] {
  const limit = ownModel ? 0.04 : 0.08;
  return criterionNames.flatMap((criterion, c) => {
    if (tally.countAll[c] === 0) {
      console.log(`  ${criterion.padEnd(18)} cannot be asked: too few windows`);
      return [];
    }
    let worst = 0;
    let judged = 0;
    for (let bin = c * tenths; bin < (c + 1) * tenths; bin++) {
      if (tally.count[bin] < enoughToJudge) continue;
      judged++;
      worst = Math.max(worst, Math.abs(tally.predicted[bin] - tally.happened[bin]) / tally.count[bin]);
    }
    const rate = tally.happenedAll[c] / tally.countAll[c];
    const base = tally.countAll[c] * (rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
    const gained = (tally.logScore[c] - base) / (tally.logKnown[c] - base);
    const nats = (tally.logScore[c] - base) / tally.countAll[c];
    console.log(
      `  ${criterion.padEnd(18)} rate ${rate.toFixed(3)}  calibration off by ${worst.toFixed(3)} (${judged} tenths judged)` +
        `  log score +${nats.toFixed(4)} nats, ${Number.isNaN(gained) ? 'no benchmark' : `${gained.toFixed(3)} of the way`}`,
    );
    const calibration: Line = {
      what: `calibration, ${criterion}`,
      target: `off by at most ${limit.toFixed(2)}`,
      figure: worst.toFixed(3),
      met: judged === 0 ? null : worst <= limit,
    };
    if (Number.isNaN(gained)) return [calibration];
    return [
      calibration,
      { what: `log score, ${criterion}`, target: '0.90 of the way', figure: gained.toFixed(3), met: gained >= 0.9 },
    ];
  });
}

function intervals({ held }: WorldTally, ownModel: boolean): Line[] {
  const [low, high] = ownModel ? [0.88, 0.92] : [0.85, 0.95];
  const lines = ['position', 'change', 'growth'].map((what, at) => {
    const shares = held.map((seed) => seed[at]);
    const figure = `${mean(shares).toFixed(3)} ± ${errorOfMean(shares).toFixed(3)}`;
    const met = mean(shares) >= low && mean(shares) <= high;
    return { what: `90 % interval, ${what}`, target: `${low.toFixed(2)} to ${high.toFixed(2)}`, figure, met };
  });
  console.log(`  90 % intervals hold: ${lines.map(({ what, figure }) => `${what.slice(15)} ${figure}`).join(', ')}`);
  return lines;
}

function ranking({ precision, top }: WorldTally, ownModel: boolean): Line[] {
  const known = precision['knows the model'];
  for (const [what, values] of Object.entries(precision)) {
    const ratio = known ? `  ${(mean(values) / mean(known)).toFixed(3)} of the benchmark` : '';
    console.log(
      `  ${what.padEnd(24)} average precision ${mean(values).toFixed(3)} ± ${errorOfMean(values).toFixed(3)}${ratio}` +
        `  ${(100 * mean(top[what])).toFixed(0)} % of the slowed in the top 5 %`,
    );
  }
  const { concern } = precision;
  if (!concern) return [];
  const practice = Object.entries(precision).filter(([what]) => what !== 'concern' && what !== 'knows the model');
  const [best, values] = practice.reduce((a, b) => (mean(a[1]) >= mean(b[1]) ? a : b));
  const beside: Line = {
    what: 'average precision beside the best that schools use',
    target: `over ${mean(values).toFixed(3)} (${best})`,
    figure: mean(concern).toFixed(3),
    met: mean(concern) > mean(values),
  };
  if (!known) return [beside];
  const ratios = concern.map((value, seed) => value / known[seed]);
  const ratio = mean(concern) / mean(known);
  const target = ownModel ? 0.95 : 0.9;
  const figure = `${ratio.toFixed(3)} ± ${errorOfMean(ratios).toFixed(3)}`;
  return [{ what: 'average precision ÷ benchmark', target: target.toFixed(2), figure, met: ratio >= target }, beside];
}

function lists(all: readonly ListOfWorld[]): void {
  const classes = all.flatMap(({ listedByClass }) => listedByClass).sort((a, b) => a - b);
  const at = (share: number) => classes[Math.min(classes.length - 1, Math.floor(share * classes.length))];
  const of = (key: Exclude<keyof ListOfWorld, 'listedByClass'>) => mean(all.map((one) => one[key]));
  console.log(
    `  lists: ${mean(classes).toFixed(1)} pupils a class (middle nine in ten classes ${at(0.05)} to ${at(0.95)}), ` +
      `${(30 * (of('listed') / of('measured'))).toFixed(1)} of every 30 tested`,
  );
  console.log(
    `  probably ordinary among ${of('listed').toFixed(0)} listed: told ${of('ordinaryTold').toFixed(1)}, true ${of('ordinaryTrue').toFixed(1)}` +
      `; by test luck if all progress were ordinary: told ${of('luckTold').toFixed(1)}, ` +
      (Number.isNaN(of('luckTrue')) ? 'no truth' : `true ${of('luckTrue').toFixed(1)}`),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function errorOfMean(values: readonly number[]): number {
  const average = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}
