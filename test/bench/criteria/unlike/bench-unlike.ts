import { criterionNames } from '../../../../engine/index.ts';
import { drawUnlikeSettings, slowDownFamilies } from '../generators/draw-unlike-settings.ts';
import { makeUnlikeWorld } from '../generators/make-unlike-world.ts';
import type { TargetLine } from '../report-world.ts';
import { measureUnlikeWorld } from './measure-unlike-world.ts';
import { calibration, mean, printCalibration, printFigures, printRankings, rangeLine } from './report-unlike.ts';
import { emptyUnlikeTally, type UnlikeTally } from './unlike-tally.ts';

const valueAdded = ['value added over one baseline', 'value added over all baselines'];
/** The least share of the knowing reader's average precision: in the worst family, with one subject only, and on average. */
const [leastShare, leastShareOneSubject, leastMeanShare] = [0.7, 0.45, 0.8];

/** Which worlds are drawn: seeds of each from `first` on, and by name. */
export interface DrawnWorlds {
  readonly seeds: number;
  readonly first: number;
  readonly wanted: (world: string) => boolean;
}

/** The families of slow-down, each in worlds whose every size is drawn anew by seed. */
export async function benchUnlike({ seeds, first, wanted }: DrawnWorlds): Promise<TargetLine[]> {
  const lines: TargetLine[] = [];
  const shares: number[] = [];
  for (const [place, [family, fixed]] of Object.entries(slowDownFamilies).entries()) {
    if (!wanted(family)) continue;
    const tally = emptyUnlikeTally();
    for (let run = 0; run < seeds; run++) {
      await measureUnlikeWorld(makeUnlikeWorld(drawUnlikeSettings(first + 100 * run + place, fixed)), tally);
    }
    console.log(`\n${family}: ${seeds} worlds of 1,200 pupils, sizes and shares drawn anew for each`);
    printRankings(tally);
    printCalibration(tally);
    printFigures(tally);
    lines.push(...detectionLines(family, tally, shares), ...honestyLines(family, tally));
  }
  if (shares.length > 1)
    lines.push(rangeLine('all families', 'average precision ÷ knowing reader, mean', shares, leastMeanShare, Infinity));
  return lines;
}

function detectionLines(family: string, tally: UnlikeTally, shares: number[]): TargetLine[] {
  const { auc, precision } = tally;
  if (!precision['concern']) return [];
  const share = mean(precision['concern']) / mean(precision['knows the model']);
  shares.push(share);
  const least = family === 'one subject only' ? leastShareOneSubject : leastShare;
  const beside = (all: Record<string, number[]>, what: string): TargetLine => {
    const practice = Object.keys(all).filter((name) => name !== 'concern' && name !== 'knows the model');
    const best = practice.reduce((a, b) => (mean(all[a]) >= mean(all[b]) ? a : b));
    const added = Math.max(...valueAdded.map((name) => mean(all[name])));
    return {
      world: family,
      what: `${what} beside the best practice`,
      target: `over ${mean(all[best]).toFixed(3)} (${best})`,
      figure: `${mean(all['concern']).toFixed(3)}, ${(mean(all['concern']) / added).toFixed(2)} × value added`,
      met: mean(all['concern']) > mean(all[best]),
    };
  };
  return [
    rangeLine(family, 'average precision ÷ knowing reader', [share], least, Infinity),
    beside(precision, 'average precision'),
    beside(auc, 'AUC'),
  ];
}

/** What must hold of every world, whichever way its pupils slow down. */
export function honestyLines(world: string, tally: UnlikeTally, most = 0.08): TargetLine[] {
  const { figures } = tally;
  const targets = [
    ['typical', 0.5, 0.03, 0.06],
    ['aspirational', 0.2, 0.03, 0.05],
    ['exceptional', 0.05, 0.015, 0.03],
  ] as const;
  return [
    ...criterionNames.map((criterion, c): TargetLine => {
      const { worst, judged, mean: usual } = calibration(tally, c);
      return {
        world,
        what: `calibration, ${criterion}`,
        target: `off by at most ${most.toFixed(2)}`,
        figure: judged === 0 ? 'too few' : `${worst.toFixed(3)} (${usual.toFixed(3)} on average)`,
        met: judged === 0 ? null : worst <= most,
      };
    }),
    rangeLine(world, '90 % interval, position', figures['90 % interval, position'], 0.85, 0.95),
    rangeLine(world, '90 % interval, change', figures['90 % interval, change'], 0.85, 0.95),
    rangeLine(world, 'reliability fitted less true', figures['reliability off by'], -Infinity, 0.05),
    rangeLine(world, 'runs with a component at a limit', figures['runs with a component at a limit'], -Infinity, 0),
    ...targets.flatMap(([level, share, near, raw]) => [
      rangeLine(
        world,
        `${level} target reached, year as the last`,
        figures[`${level} reached without drift`],
        share - near,
        share + near,
      ),
      rangeLine(world, `${level} target reached`, figures[`${level} reached`], share - raw, share + raw),
    ]),
  ];
}
