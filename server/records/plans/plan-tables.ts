/** The tables of plans and provision; pupils as everywhere by school and identifier. */
export interface PlanTables {
  plan_outcome: PlanOutcomeRow;
  support_plan_version: SupportPlanVersionRow;
  provision: ProvisionRow;
  provision_pupil: ProvisionPupilRow;
  provision_version: ProvisionVersionRow;
  plan_template: PlanTemplateRow;
  plan_template_version: PlanTemplateVersionRow;
}

/** What came of a plan or of one of its outcomes: codes, whose words are the page's. */
export type EffectCode = 'as hoped' | 'partly' | 'not yet';

/** What a plan works towards; a text that nobody has written is ''. */
export interface PlanOutcomeRow {
  plan_id: string;
  school: string;
  pupil_id: string;
  /** From 1. */
  place: number;
  outcome: string;
  /** How it is seen: a test, a count, a book level. */
  measure: string;
  /** Where the pupil stands by that measure when the plan starts, and where they are to be at its review. */
  baseline: string;
  aim: string;
  /** By the same measure, at the review. */
  result: string;
  effect: EffectCode | null;
}

/** Every version of a plan as JSON; `null` as JSON where the plan was taken back. */
export interface SupportPlanVersionRow {
  plan_id: string;
  school: string;
  pupil_id: string;
  version: number;
  content: string;
  saved_at: string;
  saved_by: string;
}

/** What a school provides at one time for one pupil or for several: changed here, it is changed for all who are in it. */
export interface ProvisionRow {
  provision_id: string;
  school: string;
  name: string;
  /** Code of `needTypes` it is meant for; '' for none. */
  need: string;
  by_whom: string;
  /** Of one session. */
  minutes: number;
  /** Sessions; 0.5 is once a fortnight. */
  times_a_week: number;
  /** Pupils it is meant for at once. */
  group_size: number;
  from_on: string;
  /** The last day. */
  to_on: string;
  /** What an hour of it costs the school; null where nobody said. */
  pounds_an_hour: number | null;
  /** When in the week, as `weeklyTimes` writes it; '' where it is not known. */
  times: string;
  note: string;
  version: number;
  made_at: string;
  made_by: string;
  updated_at: string;
  updated_by: string;
}

/** A pupil in a provision, from a day until another (both included); `until_on` is null until somebody ends it. */
export interface ProvisionPupilRow {
  provision_id: string;
  school: string;
  pupil_id: string;
  from_on: string;
  until_on: string | null;
  added_at: string;
  added_by: string;
  ended_at: string | null;
  ended_by: string | null;
}

export interface ProvisionVersionRow {
  provision_id: string;
  version: number;
  content: string;
  saved_at: string;
  saved_by: string;
}

/** A named set of outcomes, strategies and provision (JSON) that a plan may begin with. */
export interface PlanTemplateRow {
  template_id: string;
  school: string;
  name: string;
  need: string;
  content: string;
  version: number;
  updated_at: string;
  updated_by: string;
  /** Since when it is offered no more. */
  retired_at: string | null;
}

export interface PlanTemplateVersionRow {
  template_id: string;
  version: number;
  content: string;
  saved_at: string;
  saved_by: string;
}
