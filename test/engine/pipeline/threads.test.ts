import { expect, test } from 'vitest';
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
