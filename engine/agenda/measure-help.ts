import { medianGrowth } from '../growth/percentiles/median-growth.ts';
import { fewestOthers, leastDays, mostDaysBefore } from './help-limits.ts';
import { normalScores, type ResultsOfPupil } from './normal-scores.ts';
import { normalCdf } from '../stats/distributions/normal-cdf.ts';
import { normalQuantile95 } from '../stats/distributions/normal-quantile-95.ts';

/** A time in which a pupil had help, days since 1970-01-01. */
export interface HelpSpell {
  readonly pupilId: string;
  readonly kind: string;
  readonly from: number;
  /** NaN where it goes on. */
  readonly to: number;
}

/** The stretches in which growth is measured around a kind of help. */
export const helpPhases = ['before', 'during', 'after'] as const;
export type HelpPhase = (typeof helpPhases)[number];

/** Growth of the pupils with one kind of help in one phase; NaN where too few have one. */
export interface HelpGrowth {
  readonly phase: HelpPhase;
  /** Pupils of whom it can be said. */
  readonly n: number;
  /** Middle of: of 100 pupils with the same start, how many made less progress; 90 % interval. 50 is usual. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Mean change of place among 100 of the year group, with its 90 % interval. */
  readonly change: number;
  readonly changeLow: number;
  readonly changeHigh: number;
  /** The same of pupils with the same start of whom no help is recorded: what is to be expected with nothing done. */
  readonly expected: number;
}

/** Growth of the pupils who had one kind of help, before it, during it and after it. */
export interface KindOfHelp {
  readonly kind: string;
  /** Pupils who had it. */
  readonly pupils: number;
  readonly phases: readonly HelpGrowth[];
}

export interface HelpSettings {
  /** Days of the windows, ascending. */
  readonly windowDays: readonly number[];
  /** Fewer pupils have no figure. */
  readonly minimum: number;
}

/**
 * What became of pupils with each kind of help: growth up to the start, from it to the end or now, and after the end, each beside
 * pupils of the same test and year group who had the same score at its beginning and of whom no help is recorded. Who gets help
 * stands low, partly by bad luck on a test, and comes up by itself: so do those others, and the difference is what is left.
 *
 *   places (normal scores) in window a and b ─► line of b on a over pupils without help ─► what was to be expected ─► what came
 *
 * Several subjects of a pupil count once, by their mean. The pupils were not chosen by lot: nothing here says that help did it.
 */
export function measureHelp(
  results: readonly ResultsOfPupil[],
  spells: readonly HelpSpell[],
  settings: HelpSettings,
): KindOfHelp[] {
  const placed = normalScores(results);
  const helped = new Set(spells.map(({ pupilId }) => pupilId));
  const line = linesOf(results, placed, helped);
  const ofPupil = Map.groupBy(
    results.map((_, at) => at),
    (at) => results[at].pupilId,
  );
  return [...Map.groupBy(spells, ({ kind }) => kind)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, own]) => {
      const first = new Map(own.toSorted((a, b) => b.from - a.from).map((spell) => [spell.pupilId, spell]));
      const phases = helpPhases.map((phase) => {
        const pupils = [...first.values()].flatMap((spell) => {
          const each = (ofPupil.get(spell.pupilId) ?? []).flatMap((at) => {
            const ends = endsOf(phase, spell, placed[at], settings.windowDays);
            const found = ends && line(results[at].comparedIn, ends);
            return found ? [growthAlong(found, placed[at], ends)] : [];
          });
          return each.length === 0 ? [] : [meanOf(each)];
        });
        return { phase, ...summary(pupils, settings.minimum) };
      });
      return { kind, pupils: first.size, phases };
    });
}

interface Along {
  readonly percentile: number;
  readonly change: number;
  readonly expected: number;
}

type Ends = readonly [from: number, to: number];
interface Line {
  readonly intercept: number;
  readonly slope: number;
  readonly deviation: number;
}

/** Windows that a phase runs between; null where the pupil has none far enough apart. */
function endsOf(phase: HelpPhase, { from, to }: HelpSpell, scores: Float64Array, days: readonly number[]): Ends | null {
  const sat = days.flatMap((day, window) => (Number.isNaN(scores[window]) ? [] : [{ day, window }]));
  const until = (day: number) => sat.findLast((one) => one.day <= day);
  const start = until(from);
  const end = Number.isNaN(to) ? sat.at(-1) : until(to);
  const pair = {
    before: [sat.find(({ day }) => start !== undefined && start.day - day <= mostDaysBefore), start],
    during: [start, end],
    after: [Number.isNaN(to) ? undefined : end, sat.at(-1)],
  }[phase];
  const [a, b] = pair;
  return a !== undefined && b !== undefined && b.day - a.day >= leastDays ? [a.window, b.window] : null;
}

function linesOf(results: readonly ResultsOfPupil[], placed: readonly Float64Array[], helped: ReadonlySet<string>) {
  const others = Map.groupBy(
    [...results.keys()].filter((at) => !helped.has(results[at].pupilId)),
    (at) => results[at].comparedIn,
  );
  const known = new Map<string, Line | null>();
  return (group: string, [a, b]: Ends): Line | null => {
    const key = `${group}\n${a} ${b}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = lineThrough(placed, others.get(group) ?? [], [a, b])));
    return found;
  };
}

function lineThrough(placed: readonly Float64Array[], members: readonly number[], [a, b]: Ends): Line | null {
  const both = members.filter((at) => !Number.isNaN(placed[at][a] + placed[at][b]));
  const n = both.length;
  if (n < fewestOthers) return null;
  const mean = (window: number) => both.reduce((sum, at) => sum + placed[at][window], 0) / n;
  const [meanA, meanB] = [mean(a), mean(b)];
  const spread = both.reduce((sum, at) => sum + (placed[at][a] - meanA) ** 2, 0);
  if (!(spread > 0)) return null;
  const slope = both.reduce((sum, at) => sum + (placed[at][a] - meanA) * (placed[at][b] - meanB), 0) / spread;
  const intercept = meanB - slope * meanA;
  const left = both.reduce((sum, at) => sum + (placed[at][b] - intercept - slope * placed[at][a]) ** 2, 0);
  const deviation = Math.sqrt(left / (n - 2));
  // Scores that all lie on a line are made up: nobody is ahead of another there.
  return deviation > 1e-9 ? { intercept, slope, deviation } : null;
}

function growthAlong({ intercept, slope, deviation }: Line, scores: Float64Array, [a, b]: Ends): Along {
  const expected = intercept + slope * scores[a];
  return {
    percentile: 100 * normalCdf((scores[b] - expected) / deviation),
    change: 100 * (normalCdf(scores[b]) - normalCdf(scores[a])),
    // The mean place of those who started alike, not the place of their mean.
    expected: 100 * (normalCdf(expected / Math.sqrt(1 + deviation ** 2)) - normalCdf(scores[a])),
  };
}

function meanOf(each: readonly Along[]): Along {
  const mean = (name: keyof Along) => each.reduce((sum, one) => sum + one[name], 0) / each.length;
  return { percentile: mean('percentile'), change: mean('change'), expected: mean('expected') };
}

function summary(pupils: readonly Along[], minimum: number): Omit<HelpGrowth, 'phase'> {
  const n = pupils.length;
  const none = { median: NaN, low: NaN, high: NaN, change: NaN, changeLow: NaN, changeHigh: NaN, expected: NaN };
  if (n < minimum) return { n, ...none };
  const { median, low, high } = medianGrowth(Float64Array.from(pupils, ({ percentile }) => percentile));
  const { change, expected } = meanOf(pupils);
  const variance = pupils.reduce((sum, one) => sum + (one.change - change) ** 2, 0) / (n - 1);
  const half = normalQuantile95 * Math.sqrt(variance / n);
  return { n, median, low, high, change, changeLow: change - half, changeHigh: change + half, expected };
}
