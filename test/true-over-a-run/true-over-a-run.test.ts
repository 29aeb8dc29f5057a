import { beforeAll, describe } from 'vitest';
import { bestEndIsTrue } from './best-end.ts';
import { listDoubtsAreTrue } from './list-doubts.ts';
import { ownRateIsTrue } from './own-rate.ts';
import { peerGroupIsTrue } from './peer-group.ts';
import { sizesAreTrue } from './sizes.ts';
import { sampleRun, type SampleRun } from './sample-run.ts';

// Both samples are analysed once for all that is compared: the made-up trust has every kind of scale, the other is real.
const runs: SampleRun[] = [];
beforeAll(async () => {
  runs.push(await sampleRun('oakfield-trust'), await sampleRun('sustaining-effects'));
}, 120_000);

describe('every sentence said about a pupil, a list or a school is held against its numbers', () => {
  ownRateIsTrue(() => runs);
  peerGroupIsTrue(() => runs);
  bestEndIsTrue(() => runs);
  listDoubtsAreTrue(() => runs);
  sizesAreTrue(() => runs);
});
