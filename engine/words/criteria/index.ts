import type { Criterion } from '../../tables/run-schema.ts';
import { belowOwnRateWords } from './below-own-rate.ts';
import type { CriterionWords } from './criterion-words.ts';
import { gapNotClosingWords } from './gap-not-closing.ts';
import { gapWideningWords } from './gap-widening.ts';
import { slowerThanPeersWords } from './slower-than-peers.ts';

/** What is said about each criterion. */
export const criterionWords: Readonly<Record<Criterion, CriterionWords>> = {
  'slower-than-peers': slowerThanPeersWords,
  'below-own-rate': belowOwnRateWords,
  'gap-not-closing': gapNotClosingWords,
  'gap-widening': gapWideningWords,
};
