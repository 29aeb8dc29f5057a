import type { FastifyRequest } from 'fastify';
import { listOf } from '../access/run-lists.ts';
import type { ScopedRun } from '../access/scoped-run.ts';
import { numberOf } from '../views/words.ts';

/** Counts of one school over several years, of the same term. */
export interface PooledCount {
  readonly years: number;
  readonly tested: number;
  readonly untested: number;
  readonly listed: number;
}

const dayLength = 86_400_000;
const year = 365.25;
/** A run this far from the same day of an earlier year is of the same term. */
const sameTermDays = 45;

/** One school’s pupils tested and listed in this run and in those of the same term one and two years before. */
export async function pooledYears(request: FastifyRequest, { run }: ScopedRun, school: string): Promise<PooledCount> {
  const { runs } = request.server;
  const day = (date: string) => Date.parse(date) / dayLength;
  const known = (await runs.visible(request.person!)).filter(({ state }) => state === 'complete');
  const earlier = [1, 2].flatMap((ago) => {
    const off = ({ windowDate }: { windowDate: string }) =>
      Math.abs(day(run.manifest.windowDate) - day(windowDate) - ago * year);
    const nearest = known.toSorted((a, b) => off(a) - off(b))[0];
    return nearest !== undefined && off(nearest) <= sameTermDays ? [nearest.id] : [];
  });
  const pooled = { years: 0, tested: 0, untested: 0, listed: 0 };
  for (const id of [run.id, ...earlier]) {
    const list = listOf(id === run.id ? run : await runs.open(id), 'school', school);
    const [listed, tested, onRoll] = ['listed', 'measured', 'on_roll'].map((column) => numberOf(list, column));
    if (Number.isNaN(listed + tested + onRoll)) continue;
    pooled.years += 1;
    pooled.listed += listed;
    pooled.tested += tested;
    pooled.untested += onRoll - tested;
  }
  return pooled;
}
