import type { BirthTerm, Chart, PupilContext } from '../../../../engine/index.ts';
import type { EhcStanding } from '../../../records/higher/ehc-standing.ts';
import type { AccessArrangement, Agency, WhatWorks } from '../../../records/higher/support-entries.ts';
import type { PlanOutcomeRow } from '../../../records/plans/plan-tables.ts';
import type { ProvisionOfPupil } from '../../../records/provision/provision-of-pupils.ts';
import type { DiscussionRow, RegisterEntryRow, SupportPlanRow } from '../../../records/record-tables.ts';
import type { CellWords } from '../../../runs/pupils/criterion-cell.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { SubjectEvidence } from '../../../runs/pupils/pupil-evidence.ts';
import type { SupportOf } from '../../../runs/pupils/register-of.ts';

/** All that the evidence pack tells. */
export interface EvidencePack {
  /** “Autumn results, December 2026”. */
  readonly heading: string;
  readonly runId: string;
  /** Version of the engine that made the results. */
  readonly engine: string;
  /** ISO date. */
  readonly today: string;
  readonly madeBy: string;
  /** The agency it is for; null for the local authority and the family. */
  readonly forAgency: string | null;
  readonly pupil: ListedPupil;
  readonly support: SupportOf;
  /** Of the register, oldest first; those that have ended too. */
  readonly entries: readonly RegisterEntryRow[];
  /** What the school's files say beside the results. */
  readonly context: PupilContext | undefined;
  /** A sentence a subject. */
  readonly inShort: readonly string[];
  readonly subjects: readonly SubjectEvidenceTold[];
  /** What came of it beside the usual rebound, a sentence a subject. */
  readonly rebounds: readonly string[];
  /** Oldest first. */
  readonly plans: readonly { readonly plan: SupportPlanRow; readonly outcomes: readonly PlanOutcomeRow[] }[];
  readonly provision: readonly ProvisionOfPupil[];
  /** Those in which pupil or home said something. */
  readonly discussions: readonly DiscussionRow[];
  readonly agencies: readonly Agency[];
  readonly access: readonly AccessArrangement[];
  readonly works: WhatWorks | undefined;
  readonly standing: EhcStanding;
  readonly person: (personId: string | null) => string;
}

export interface SubjectEvidenceTold {
  readonly evidence: SubjectEvidence;
  readonly label: string;
  readonly words: CellWords;
  readonly chart: Pick<Chart, 'table' | 'description'>;
  /** The chart drawn; null where there is no result. */
  readonly svg: string | null;
  /** Null where it is not known, or withheld. */
  readonly birthTerm: BirthTermPeers | null;
}

/** Growth percentiles (0–100) of pupils born in the same third of the school year. */
export interface BirthTermPeers {
  readonly term: BirthTerm;
  readonly pupils: number;
  /** Of the middle pupil, with its 90 % range. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly allSchools: boolean;
}
