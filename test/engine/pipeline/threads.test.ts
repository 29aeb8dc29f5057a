import { expect, test } from 'vitest';
import { forecastAgainTask } from '../../../engine/growth/forecasts/forecast-again.ts';
import { madeUpFit, madeUpScores } from '../growth/trajectory/model/made-up-scores.ts';
import { analyse } from '../../../engine/pipeline/analyse.ts';
import { startThreads } from '../../../engine/pipeline/threads.ts';
import { defaultPolicy } from '../../../engine/policy.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';

const asText = (content: unknown) =>
  JSON.stringify(content, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );

test('an analysis comes out the same to the bit on one thread, on two and on three', async () => {
  const data = worldAsAssessmentData(simulateWorld({ ...worlds['mixed-scales'].settings, pupils: 1100, seed: 3 }));
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map(async (threads) => {
      const { tables, reference } = await analyse(data, defaultPolicy, { threads });
      return asText({ tables, reference });
    }),
  );
  expect(one.length).toBeGreaterThan(100_000);
  expect(two === one).toBe(true);
  expect(three === one).toBe(true);
}, 120_000);

test('what goes wrong in a task is an error here too, and the threads can be closed', async () => {
  for (const count of [1, 2]) {
    const threads = startThreads(1000, count);
    const broken = { stage: 'fit', task: { kind: 'numbers' } } as never;
    await expect(threads.run<'fit'>(2, () => broken)).rejects.toThrow(/undefined/);
    // Where a thread cannot start its tasks are done here, without a word: only the trace tells where this one was done.
    const trace = await threads
      .run<'fit'>(1, () => broken)
      .then(
        () => 'none',
        (error: Error) => error.message,
      );
    expect(trace.includes('/worker.ts')).toBe(count > 1);
    await threads.close();
  }
});

test('two calls at once take turns and get their own results, on one thread and on two', async () => {
  for (const count of [1, 2]) {
    const threads = startThreads(1000, count);
    const again = (pupils: number) => {
      const years = [0, 1, 2, 3];
      const rows = Array.from({ length: pupils }, (_, pupil) =>
        years.map((year) => ({ pupil, subject: 0, year, observed: Math.sin(pupil + year) })),
      ).flat();
      return { stage: 'again' as const, task: forecastAgainTask(madeUpFit(), madeUpScores(rows, 1)) };
    };
    const [forecasts, more] = await Promise.all([
      threads.run(3, (at) => again(at + 1)),
      threads.run(4, (at) => again(at + 4)),
    ]);
    expect(forecasts.map((found) => found.count)).toEqual([1, 2, 3]);
    expect(more.map((found) => found.count)).toEqual([4, 5, 6, 7]);
    await threads.close();
  }
});
