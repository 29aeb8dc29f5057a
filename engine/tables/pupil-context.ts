import type { ContextFact } from './assessment-data.ts';

/**
 * What a school knows of a pupil beside the results, for the encrypted record alone: it stands beside a result at display,
 * is never added to or taken off one, and is in no run. Dates are ISO 8601.
 */
export interface PupilContext {
  readonly pupilId: string;
  readonly dateOfBirth: string | null;
  /** `N`, `K`, `E`; anything else as written; '' not known. */
  readonly senStatus: string;
  /** Day the present status began. */
  readonly senSince: string | null;
  /** DfE code of the primary need; '' where there is none. */
  readonly primaryNeed: string;
  /** Day the pupil came to the present school. */
  readonly joinedOn: string | null;
  /** Per cent of sessions, 0–100. */
  readonly attendancePercent: number | null;
  /** English as an additional language; null not known. */
  readonly englishAdditional: boolean | null;
  /** `F` or `M`; anything else as written; '' or left out: not known. */
  readonly sex?: string;
  /** Whether the school has pupil premium for the pupil; null or left out: not known. */
  readonly pupilPremium?: boolean | null;
  /** Oldest first. */
  readonly facts: readonly PupilFact[];
}

/** Something that happened: a move, a time of much absence, learning English from some day on. */
export interface PupilFact {
  readonly kind: ContextFact['kind'];
  readonly from: string;
  /** null where it has no end or is a single day. */
  readonly to: string | null;
}
