import type { AccessArrangement, Agency, WhatWorks } from '../../../records/higher/support-entries.ts';
import type { PlanOutcomeRow } from '../../../records/plans/plan-tables.ts';
import type { ProvisionOfPupil } from '../../../records/provision/provision-of-pupils.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { SupportOf } from '../../../runs/pupils/register-of.ts';

/** All that the transition sheet tells. */
export interface TransitionSheet {
  readonly pupil: ListedPupil;
  readonly support: SupportOf;
  /** ISO date. */
  readonly today: string;
  readonly madeBy: string;
  /** ISO date; '' where it is not known. */
  readonly bornOn: string;
  readonly strongest: string;
  /** “below in reading; middle in maths”. */
  readonly levels: string;
  readonly works: WhatWorks | undefined;
  /** Those in place now. */
  readonly access: readonly AccessArrangement[];
  /** Of the running plan. */
  readonly outcomes: readonly PlanOutcomeRow[];
  /** What the pupil has now. */
  readonly provision: readonly ProvisionOfPupil[];
  /** Those involved about which the family has agreed. */
  readonly agencies: readonly Agency[];
  /** Of the EHC plan. */
  readonly planOutcomes: readonly string[];
}
