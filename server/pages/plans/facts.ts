import type { PlanVersion } from '../../records/plans/plan-versions.ts';
import type { PlanTemplate } from '../../records/plans/plan-templates.ts';
import type { PlanOutcomeRow } from '../../records/plans/plan-tables.ts';
import type { ProvisionOfPupil } from '../../records/provision/provision-of-pupils.ts';
import type { SupportPlanRow } from '../../records/record-tables.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import type { PlanGrowth } from '../../runs/pupils/plan-growth.ts';
import type { Entered } from './forms.ts';
import type { Faults } from './faults.ts';

/** One plan with what hangs on it. */
export interface ShownPlan {
  readonly plan: SupportPlanRow;
  readonly cycle: number;
  readonly outcomes: readonly PlanOutcomeRow[];
  /** What the pupil was provided with in its time. */
  readonly provided: readonly ProvisionOfPupil[];
  readonly growth: readonly PlanGrowth[];
}

/** All that the page of a pupil’s plans shows. */
export interface PlansPage {
  readonly pupil: ListedPupil;
  readonly running: ShownPlan | undefined;
  /** Newest first. */
  readonly reviewed: readonly ShownPlan[];
  /** Provision of now and of later, whether or not a plan runs. */
  readonly provided: readonly ProvisionOfPupil[];
  readonly versions: readonly PlanVersion[];
  readonly people: ReadonlyMap<string, string>;
  readonly templates: readonly PlanTemplate[];
  /** The template a new plan begins with. */
  readonly template: PlanTemplate | undefined;
  /** What a form held that was not saved, which one it was, and why. */
  readonly unsaved: UnsavedPlan | undefined;
  readonly today: string;
  readonly mayPlan: boolean;
  readonly mayWrite: boolean;
  /** The last save of this plan may be taken back. */
  readonly undoes: SupportPlanRow | undefined;
  readonly token: string;
}

export interface UnsavedPlan {
  readonly form: 'plan' | 'strategies' | 'review' | 'undo';
  readonly entered: Entered;
  readonly faults: Faults;
  /** Why nothing was saved, where it is no field’s fault; '' otherwise. */
  readonly problem: string;
}
