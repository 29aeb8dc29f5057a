import { analyse, criterionNames, defaultPolicy, type RunContent } from '../../../../engine/index.ts';
import type { UnlikeWorld } from '../generators/unlike-world.ts';
import { addKinds } from './add-kinds.ts';
import { addTargets } from './add-targets.ts';
import { fittedComponents } from './fitted-components.ts';
import { knowingReader } from './knowing-reader.ts';
import { rankQuality } from './rank-quality.ts';
import { realisedReliability } from './realised-reliability.ts';
import { rivalRankings } from './rival-rankings.ts';
import { numbers, placeOf, text } from './run-columns.ts';
import { trueCriteria } from './true-criteria.ts';
import { addFigure, tenths, type UnlikeTally } from './unlike-tally.ts';

/** Analyses one world as a school would and adds what was said, beside the truth, to the tally. Only a run's tables are read. */
export async function measureUnlikeWorld(
  world: UnlikeWorld,
  tally: UnlikeTally,
  { detection = true } = {},
): Promise<RunContent> {
  const started = performance.now();
  const run = await analyse(world.data, defaultPolicy, { threads: 1 });
  addFigure(tally.figures, 'seconds', (performance.now() - started) / 1000);
  tally.runs++;
  const concern = addConcern(world, run, tally);
  if (detection && world.truth.slowed.includes(1)) addRankings(world, concern, tally);
  addKinds(world, run, concern, tally);
  addCriteria(world, run, tally);
  addPositions(world, run, tally);
  addTargets(world, run, tally);
  addFit(world, run, tally);
  addDips(world, run, tally);
  const counts = run.manifest.counts;
  addFigure(tally.figures, 'pupils listed of 100', (100 * counts['pupils listed']) / world.truth.pupils);
  for (const { code } of run.manifest.warnings) tally.warnings[code] = (tally.warnings[code] ?? 0) + 1;
  addFigure(
    tally.figures,
    'notes about marking',
    run.manifest.warnings.filter(({ code }) => code.startsWith('school-')).length,
  );
  return run;
}

function addConcern(world: UnlikeWorld, { tables }: RunContent, tally: UnlikeTally): Float64Array {
  const { pupils, slowed } = world.truth;
  const concern = new Float64Array(slowed.length).fill(NaN);
  const [place, value] = [placeOf(tables.concern), numbers(tables.concern, 'concern')];
  for (let row = 0; row < tables.concern.rows; row++) {
    const { pupil, subject } = place(row);
    const at = subject * pupils + pupil;
    concern[at] = value(row);
    if (Number.isNaN(concern[at])) continue;
    const chance = 1 / (1 + Math.exp(-concern[at]));
    const bin = Math.min(tenths - 1, Math.floor(tenths * chance));
    tally.statedSlowed[bin] += chance;
    tally.happenedSlowed[bin] += slowed[at];
    tally.countSlowed[bin]++;
  }
  return concern;
}

function addRankings(world: UnlikeWorld, concern: Float64Array, tally: UnlikeTally): void {
  const { slowed, pupils, times, shortfall, kind } = world.truth;
  const known = knowingReader(world);
  const all = { concern, 'knows the model': known.concern, ...rivalRankings(world) };
  for (const [name, score] of Object.entries(all)) {
    const { auc, averagePrecision } = rankQuality(score, slowed, concern);
    addFigure(tally.auc, name, auc);
    addFigure(tally.precision, name, averagePrecision);
  }
  const yearOn = (series: number) => (kind[series % pupils] === null ? 0 : shortfall[series * times + times - 1]);
  for (const [name, score] of [
    ['concern', concern],
    ['knows the model', known.shortfallYearOn],
  ] as const) {
    const order = [...score.keys()].filter((at) => !Number.isNaN(concern[at]) && !Number.isNaN(score[at]));
    order.sort((a, b) => score[b] - score[a]);
    const top = order.slice(0, Math.ceil(order.length / 20));
    const mean = top.reduce((sum, series) => sum + yearOn(series), 0) / top.length;
    addFigure(tally.figures, `shortfall a year on, top 5 % by ${name}`, mean);
  }
}

function addCriteria(world: UnlikeWorld, { tables }: RunContent, tally: UnlikeTally): void {
  const table = tables.criteria;
  const truth = trueCriteria(world);
  const [place, criterion, probability] = [placeOf(table), text(table, 'criterion'), numbers(table, 'probability')];
  const windows = ['earlier_window', 'baseline_window', 'window'].map((name) => text(table, name));
  const verdict = text(table, 'verdict');
  const [low, high] = [numbers(table, 'effect_low'), numbers(table, 'effect_high')];
  let [inside, looked, met, asked, ownRate] = [0, 0, 0, 0, 0];
  for (let row = 0; row < table.rows; row++) {
    const { pupil, subject } = place(row);
    const [first, baseline, now] = windows.map((name) => world.calendar.names.indexOf(name(row) ?? ''));
    if (now < 0) continue;
    const c = criterionNames.indexOf(criterion(row) as (typeof criterionNames)[number]);
    asked++;
    if (verdict(row) === 'met') met++;
    if (criterion(row) === 'below-own-rate' && verdict(row) !== 'cannot-say') ownRate++;
    const stated = probability(row);
    const happened = baseline < 0 ? NaN : truth(subject, pupil, first, baseline, now)[c];
    if (!Number.isNaN(stated) && !Number.isNaN(happened)) {
      const bin = c * tenths + Math.min(tenths - 1, Math.floor(tenths * stated));
      tally.stated[bin] += stated;
      tally.happened[bin] += happened;
      tally.count[bin]++;
    }
    if (criterion(row) !== 'gap-widening' || baseline < 0 || Number.isNaN(low(row))) continue;
    const at = (window: number) =>
      world.truth.position[(subject * world.truth.pupils + pupil) * world.truth.times + window];
    const widened = at(baseline) - at(now);
    looked++;
    if (widened > low(row) && widened < high(row)) inside++;
  }
  addFigure(tally.figures, '90 % interval, change', inside / looked);
  addFigure(tally.figures, 'questions answered “met” of 100', (100 * met) / asked);
  addFigure(tally.figures, 'own-rate questions answered of 100', (400 * ownRate) / asked);
}

function addPositions(world: UnlikeWorld, { tables }: RunContent, tally: UnlikeTally): void {
  const { pupils, times, position, school, eventSchool, eventWindow } = world.truth;
  const table = tables.growth;
  const [place, window] = [placeOf(table), text(table, 'window')];
  const [mean, low, high] = ['position', 'position_low', 'position_high'].map((name) => numbers(table, name));
  const [observed, corrected] = [numbers(table, 'growth_percentile'), numbers(table, 'growth_percentile_true')];
  let [inside, looked, off, there] = [0, 0, 0, 0];
  const [seen, told]: [number[], number[]] = [[], []];
  for (let row = 0; row < table.rows; row++) {
    const { pupil, subject } = place(row);
    const now = world.calendar.names.indexOf(window(row) ?? '');
    if (now < 0 || Number.isNaN(low(row))) continue;
    const truth = position[(subject * pupils + pupil) * times + now];
    looked++;
    if (truth > low(row) && truth < high(row)) inside++;
    const lasts = world.settings.schoolEvent?.lasts;
    if (school[pupil] !== eventSchool || eventWindow < 0 || (!lasts && subject > 0)) continue;
    off += mean(row) - truth;
    there++;
    if (!Number.isNaN(observed(row))) seen.push(observed(row));
    if (!Number.isNaN(corrected(row))) told.push(corrected(row));
  }
  addFigure(tally.figures, '90 % interval, position', inside / looked);
  if (there === 0) return;
  addFigure(tally.figures, 'touched school: position told less true', off / there);
  addFigure(tally.figures, 'touched school: median growth percentile', median(seen));
  addFigure(tally.figures, 'touched school: mean corrected percentile', told.reduce((a, b) => a + b, 0) / told.length);
}

/** How many times as often pupils with a dip are listed as the others, in worlds where nobody slows down. */
function addDips({ truth, settings }: UnlikeWorld, { tables }: RunContent, tally: UnlikeTally): void {
  if (settings.slowedShare > 0 || settings.dipShare === 0) return;
  const [pupil, section] = [text(tables.agenda, 'pupil_id'), text(tables.agenda, 'section')];
  const [listed, all] = [
    [0, 0],
    [0, 0],
  ];
  for (let row = 0; row < tables.agenda.rows; row++) {
    const dipped = truth.kind[Number(pupil(row)!.slice(1)) - 1] === null ? 0 : 1;
    all[dipped]++;
    if (section(row)!.startsWith('discuss')) listed[dipped]++;
  }
  addFigure(tally.figures, 'listed after a dip ÷ listed without', (listed[1] / all[1]) * (all[0] / listed[0]));
}

function addFit(world: UnlikeWorld, run: RunContent, tally: UnlikeTally): void {
  const { reliability, atLimit } = fittedComponents(run);
  if (atLimit.length > 0) tally.limits.push(atLimit.join(', '));
  addFigure(tally.figures, 'runs with a component at a limit', Number(atLimit.length > 0));
  if (world.settings.statedError || world.settings.bandShares.length > 0) return;
  const truth = realisedReliability(world);
  addFigure(tally.figures, 'reliability fitted', reliability);
  addFigure(tally.figures, 'reliability true', truth);
  addFigure(tally.figures, 'reliability off by', Math.abs(reliability - truth));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
