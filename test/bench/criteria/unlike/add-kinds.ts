import type { RunContent } from '../../../../engine/index.ts';
import type { UnlikeWorld } from '../generators/unlike-world.ts';
import { numbers, placeOf } from './run-columns.ts';
import { addFigure, type UnlikeTally } from './unlike-tally.ts';

/** What a slow-down is called by when it began and how it ran, and the column that tells its probability. */
const columnOfKind = { recent: 'recent_fall', long: 'long_decline', step: 'lasting_step' } as const;
type Named = keyof typeof columnOfKind;

/** A steady fall is recent where it began so many years before the newest window at most. */
const recentYears = 1.1;
/** Chance of a slow-down from which on its kind is of interest. */
const likely = 0.3;

/** What a pupil's slow-down in truth is called; null where there is none, or a dip. */
function trueName({ truth, calendar }: UnlikeWorld, series: number): Named | null {
  if (truth.slowed[series] === 0) return null;
  const pupil = series % truth.pupils;
  if (truth.kind[pupil] === 'step after absence') return 'step';
  return calendar.year[calendar.count - 1] - truth.fromYear[pupil] <= recentYears ? 'recent' : 'long';
}

/**
 * Where a run tells what a slow-down looks like and what it has taken: told beside true, and how often the likeliest name is the
 * right one among the slowed who stand in the top twentieth.
 */
export function addKinds(world: UnlikeWorld, run: RunContent, concern: Float64Array, tally: UnlikeTally): void {
  const table = run.tables.concern;
  const columns: Readonly<Record<string, unknown>> = table.columns;
  if (Object.values(columnOfKind).some((name) => columns[name] === undefined)) return;
  const { pupils, times, shortfall, slowed } = world.truth;
  const place = placeOf(table);
  const names = Object.keys(columnOfKind) as Named[];
  const told = names.map((name) => numbers(table, columnOfKind[name]));
  const sums = names.map(() => ({ told: 0, true: 0 }));
  const order = [...concern.keys()].filter((at) => !Number.isNaN(concern[at]));
  order.sort((a, b) => concern[b] - concern[a]);
  const top = new Set(order.slice(0, Math.ceil(order.length / 20)));
  let [right, judged] = [0, 0];
  const leading = { count: 0, said: 0, right: 0 };
  for (let row = 0; row < table.rows; row++) {
    const { pupil, subject } = place(row);
    const series = subject * pupils + pupil;
    if (Number.isNaN(concern[series])) continue;
    const name = trueName(world, series);
    const chances = told.map((chance) => chance(row));
    names.forEach((one, at) => {
      sums[at].told += chances[at];
      sums[at].true += Number(one === name);
    });
    const any = chances.reduce((sum, chance) => sum + chance, 0);
    const most = Math.max(...chances);
    const isRight = Number(names[chances.indexOf(most)] === name);
    if (name !== null && any >= likely) {
      leading.count++;
      leading.said += most / any;
      leading.right += isRight;
    }
    if (name === null || !top.has(series)) continue;
    judged++;
    right += isRight;
  }
  names.forEach((name, at) => addFigure(tally.figures, `${name}: told ÷ true`, sums[at].told / sums[at].true));
  addFigure(tally.figures, 'likeliest kind of the slowed, any .3 or more: said', leading.said / leading.count);
  addFigure(tally.figures, 'likeliest kind of the slowed, any .3 or more: right', leading.right / leading.count);
  if (slowed.includes(1)) addFigure(tally.figures, 'slowed in the top 5 %, named rightly', right / judged);
  if (columns['shortfall'] === undefined) return;
  const expected = numbers(table, 'shortfall');
  let [taken, truly, count] = [0, 0, 0];
  for (let row = 0; row < table.rows; row++) {
    const { pupil, subject } = place(row);
    const series = subject * pupils + pupil;
    if (!top.has(series)) continue;
    taken += expected(row);
    truly += shortfall[series * times + times - 2];
    count++;
  }
  addFigure(tally.figures, 'shortfall now, top 5 %: told', taken / count);
  addFigure(tally.figures, 'shortfall now, top 5 %: true', truly / count);
}
