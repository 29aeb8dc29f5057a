import type { criterionNames } from '../tables/run-schema.ts';
import { belowOwnRate } from './below-own-rate.ts';
import type { CriterionRule } from './criterion.ts';
import { gapNotClosing } from './gap-not-closing.ts';
import { gapWidening } from './gap-widening.ts';
import { slowerThanPeers } from './slower-than-peers.ts';

const listed = [slowerThanPeers, belowOwnRate, gapNotClosing, gapWidening] as const;

/** The criteria, in the order of `criterionNames`, the contract’s list; the compiler holds both together. */
export const criteria: readonly CriterionRule<CriteriaSettings>[] = listed satisfies InOrder<typeof criterionNames>;

/** The policy’s thresholds: of each criterion its own, and those of every verdict. */
export type CriteriaSettings = VerdictSettings & Every<(typeof listed)[number]['usual']>;

export interface VerdictSettings {
  /** Probability from which a criterion is met, 0–1. */
  readonly met: number;
  /** Probability up to which it is not met, where the information suffices, 0–1. */
  readonly notMet: number;
  /** Information without which not-met becomes cannot-say, 0–1. */
  readonly minimumInformation: number;
  /** Pupils needed in the reference to compare with peers. */
  readonly minimumPeers: number;
  /** Months until the next window, for the chance that it settles a verdict. */
  readonly monthsToNextWindow: number;
}

export const defaultCriteriaSettings: CriteriaSettings = Object.assign(
  { met: 0.75, notMet: 0.2, minimumInformation: 0.25, minimumPeers: 11, monthsToNextWindow: 4 },
  ...listed.map(({ usual }) => usual),
) as CriteriaSettings;

type InOrder<Names extends readonly string[]> = {
  readonly [Place in keyof Names]: CriterionRule<CriteriaSettings> & { readonly name: Names[Place] };
};

/** What has all that each part of a union has. */
type Every<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
