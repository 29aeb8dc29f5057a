// Longer than the house limit: the tables of one record are read together, and each is a list of its columns.
import type { Generated, Selectable } from 'kysely';
import type { OutcomeCode } from '../../engine/index.ts';
import type { PlanTables } from './plans/plan-tables.ts';
import type { EhcStepRow, SupportEntryRow } from './higher/ehc-rows.ts';
import type { RegisterEntryVersionRow, SavedChoiceRow } from './register/register-rows.ts';
import type { AreaTables } from './areas/area-tables.ts';
import type { LetterTables } from './letters/letter-tables.ts';
import type { PolicySettingRow, ReviewDateRow } from './settings/setting-rows.ts';
import type { PupilTargetRow } from './targets/target-row.ts';

/**
 * The transactional record, table by table: what people know and decide, never what the engine computed. Times are ISO 8601
 * in UTC, dates ISO 8601, booleans 0/1. A pupil is a school and the identifier of the data folder: the same identifier in another
 * school is somebody else.
 */
export interface RecordTables extends PlanTables, LetterTables, AreaTables {
  pupil_name: PupilNameRow;
  pupil_context: PupilContextRow;
  pupil_fact: PupilFactRow;
  person: PersonRow;
  person_class: PersonClassRow;
  session: SessionRow;
  sign_in_token: SignInTokenRow;
  sign_in_failure: SignInFailureRow;
  secret: SecretRow;
  audit: AuditTable;
  agreement_done: AgreementDoneRow;
  added_pupil: AddedPupilRow;
  discussion: DiscussionRow;
  discussion_version: DiscussionVersionRow;
  run_draft: RunDraftRow;
  run_release: RunReleaseTable;
  data_import: DataImportRow;
  saved_mapping: SavedMappingRow;
  pending_pupils: PendingPupilsRow;
  inbox_drop: InboxDropRow;
  meeting: MeetingRow;
  meeting_pupil: MeetingPupilRow;
  preparation: PreparationRow;
  register_entry: RegisterEntryTable;
  register_entry_version: RegisterEntryVersionRow;
  saved_choice: SavedChoiceRow;
  pupil_need: PupilNeedRow;
  support_plan: SupportPlanRow;
  monitored: MonitoredRow;
  ehc_step: EhcStepRow;
  support_entry: SupportEntryRow;
  school_roll: SchoolRollRow;
  transfer: TransferRow;
  pupil_target: PupilTargetRow;
  policy_setting: PolicySettingRow;
  review_date: ReviewDateRow;
}

export interface PupilNameRow {
  school: string;
  pupil_id: string;
  forename: string;
  surname: string;
}

/** What the data folder says of a pupil beside the results, as it was last taken in. */
export interface PupilContextRow {
  school: string;
  pupil_id: string;
  date_of_birth: string | null;
  sen_status: string;
  sen_since: string | null;
  primary_need: string;
  joined_on: string | null;
  attendance_percent: number | null;
  english_additional: number | null;
  sex: string;
  pupil_premium: number | null;
}

/** A move, a time of much absence …: dated, without any text. */
export interface PupilFactRow {
  school: string;
  pupil_id: string;
  kind: string;
  from_on: string;
  to_on: string | null;
}

export interface PersonRow {
  person_id: string;
  display_name: string;
  role: string;
  /** The one school the role reaches; null = every school of the run. */
  school: string | null;
  /** In small letters. */
  sign_in_name: string | null;
  /** argon2id, as a PHC string. */
  password_hash: string | null;
  /** Issuer and subject of the school's own sign-in, once bound. */
  oidc_subject: string | null;
  created_at: string;
  disabled_at: string | null;
  /** E-mail address of the school's own sign-in, in small letters: binds the first time. */
  address: string | null;
  /** Counts the changes: whoever changes states the version they saw. */
  version: Generated<number>;
  last_sign_in_at: string | null;
}

/** Who teaches which class from when until when (both days included): cover and job shares are rows of their own. */
export interface PersonClassRow {
  person_id: string;
  school: string;
  class: string;
  from_on: string;
  until_on: string | null;
}

export interface SessionRow {
  /** SHA-256 of the session's identifier: a copy of the record signs nobody in. */
  session_hash: string;
  person_id: string | null;
  content: string;
  created_at: string;
  /** Milliseconds since 1970: the end whatever happens. */
  expires_at: number;
  /** Milliseconds since 1970, to the minute: when it was last used. */
  seen_at: number;
}

export interface SignInTokenRow {
  token_hash: string;
  person_id: string;
  expires_at: number;
  used_at: string | null;
  /** `enter` signs in; `passphrase` lets its person choose one, and then signs in. */
  purpose: 'enter' | 'passphrase';
}

/** How often signing in has failed of late, by name (hashed) or network address. */
export interface SignInFailureRow {
  subject: string;
  failures: number;
  /** Milliseconds since 1970. */
  last_at: number;
}

export interface SecretRow {
  name: string;
  value: string;
}

/** Append-only (triggers refuse changes). `object` names a thing by identifier, never by a pupil's name. */
export interface AuditTable {
  entry: Generated<number>;
  at: string;
  person_id: string | null;
  action: string;
  object: string;
  detail: string;
  /** School the entry is about; null = of no one school. */
  school: string | null;
  /** Of this entry and all before it (`keeping/audit-chain.ts`); written by the record itself. */
  hash: Generated<string>;
}

/** A pupil the numbers did not list, brought by a person with one line of reason. */
export interface AddedPupilRow {
  run_id: string;
  school: string;
  pupil_id: string;
  reason: string;
  source: string;
  added_by: string;
  added_at: string;
}

/** What is known and agreed about one pupil in one run; `outcome` is null until the meeting has agreed. */
export interface DiscussionRow extends DiscussionContent {
  discussion_id: string;
  run_id: string;
  pupil_id: string;
  school: string;
  class: string;
  /** Counts the saves: whoever saves states the version they saw. */
  version: number;
  /** The version in which what is agreed last changed: done before it is done for something else. */
  agreed_version: number;
  /** The meeting it was last written in; null outside a meeting. */
  meeting_id: string | null;
  updated_at: string;
  updated_by: string;
}

export interface DiscussionContent {
  outcome: OutcomeCode | null;
  can_do: string;
  tried: string;
  agreed: string;
  who: string;
  /** ISO date or ''. */
  by_when: string;
  will_see: string;
  /** A code: yes, no, not known. Its words are the page's. */
  considered: string;
  /** Health, family, language: seen by those who may see notes. */
  note: string;
  pupil_says: string;
  home_says: string;
  /** Where a voice is missing: who asks. */
  asks: string;
  /** … and by when: ISO date or ''. */
  asks_by: string;
  /** yes, or who tells and by when. */
  parent_told: string;
  /** 1: see the safeguarding lead; never any text. */
  safeguarding: number;
  /** Verdicts as they stood, JSON. */
  evidence: string;
}

/** An agreement that has been carried out. */
export interface AgreementDoneRow {
  discussion_id: string;
  /** Version of the discussion that was done. */
  version: number;
  done_at: string;
  done_by: string;
}

/** Every version ever saved, as JSON: nothing agreed is lost by an undo or a correction. */
export interface DiscussionVersionRow {
  discussion_id: string;
  version: number;
  content: string;
  saved_at: string;
  saved_by: string;
}

/** A class's meeting, pinned to the run it began with: later runs do not change it. One is open for a class at a time. */
export interface MeetingRow {
  meeting_id: string;
  school: string;
  class: string;
  run_id: string;
  minutes: number;
  started_at: string;
  started_by: string;
  ended_at: string | null;
  ended_by: string | null;
}

/** Put aside for the end of the meeting, or not reached when it ended. */
export interface MeetingPupilRow {
  meeting_id: string;
  school: string;
  pupil_id: string;
  state: 'parked' | 'not reached';
  at: string;
  by_person: string;
}

/** What is written about a pupil before the meeting; it opens the meeting's form. */
export interface PreparationRow extends PreparationContent {
  run_id: string;
  school: string;
  pupil_id: string;
  version: number;
  updated_at: string;
  updated_by: string;
}

export interface PreparationContent {
  can_do: string;
  pupil_says: string;
  home_says: string;
  note: string;
}

/** A named person's decision that a pupil needs SEN support, with both limbs of the definition, until a person ends it. */
export interface RegisterEntryTable {
  entry_id: string;
  pupil_id: string;
  school: string;
  /** `K`, `E`; data, not a fixed list: the law is moving. */
  status: string;
  from_on: string;
  /** What makes learning hard: the first limb. */
  difficulty: string;
  /** What is different from or additional to what every pupil gets: the second limb. */
  provision: string;
  /** Whose decision it is; the person at the keyboard is `entered_by`. */
  decided_by: string;
  told_on: string;
  told_by: string;
  told_how: string;
  entered_at: string;
  entered_by: string;
  left_on: string | null;
  /** What shows that support is no longer needed, as a person wrote it; null while it is, and for a move within the register. */
  left_because: string | null;
  /** The status of the entry that took its place; null where none did. */
  moved_to: string | null;
  left_told_on: string | null;
  left_told_by: string | null;
  left_at: string | null;
  left_by: string | null;
  /** Codes (`register/not-known.ts`), a blank between them: what nobody knows of a decision from before this record. */
  not_known: Generated<string>;
  /** Counts the changes: whoever changes states the version they saw. */
  version: Generated<number>;
}

export type RegisterEntryRow = Selectable<RegisterEntryTable>;

/** An area of need, first ones first. Replaced needs stay with the day until which they held. */
export interface PupilNeedRow {
  school: string;
  pupil_id: string;
  place: number;
  /** Code of `needTypes`. */
  need: string;
  note: string;
  from_on: string;
  until_on: string | null;
  set_at: string;
  set_by: string;
}

/** A plan for a fixed time, and its review. Independent of any status: support without SEN is a legitimate state. */
export interface SupportPlanRow {
  plan_id: string;
  pupil_id: string;
  school: string;
  start_on: string;
  review_on: string;
  /** What its outcomes say (`plan_outcome`), one a line. */
  hoped_for: string;
  /** Provision in words; what has minutes and days is in `provision`. */
  provision: string;
  /** What is done in the classroom, one a line. */
  strategies: string;
  /** What pupil and home say when the plan is made, or why they did not. */
  pupil_view: string;
  pupil_view_absent: string;
  home_view: string;
  home_view_absent: string;
  school_view: string;
  made_at: string;
  made_by: string;
  reviewed_on: string | null;
  /** A code, whose words are the page's. */
  effect: 'as hoped' | 'partly' | 'not yet' | null;
  came_of_it: string | null;
  pupil_says: string | null;
  home_says: string | null;
  /** Why there is no view at the review; '' where there is one. */
  pupil_says_absent: string;
  home_says_absent: string;
  review_at: string | null;
  review_by: string | null;
  /** Counts the saves: whoever saves states the version they saw. */
  version: number;
  updated_at: string;
  updated_by: string;
}

/** The separate monitoring list: the four questions keep running for these pupils. */
export interface MonitoredRow {
  monitored_id: string;
  pupil_id: string;
  school: string;
  from_on: string;
  because: string;
  look_again_on: string;
  added_at: string;
  added_by: string;
  ended_on: string | null;
  ended_because: string | null;
  ended_by: string | null;
}

/** A run made on the data page: nobody but those who see drafts sees it until it is released. */
export interface RunDraftRow {
  run_id: string;
  import_id: string | null;
  made_at: string;
  made_by: string;
}

/** One release of a run, and where it was taken back by whom and why. The newest row of a run stands. */
export interface RunReleaseTable {
  release_id: Generated<number>;
  run_id: string;
  released_at: string;
  released_by: string;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  reason: string;
}

/** A school's files on their way to a run. Mapping, proposal and report are JSON. */
export interface DataImportRow {
  import_id: string;
  /** School of whoever brought them; null = every school. */
  school: string | null;
  /** Data folder on this machine that is read in place; null for uploaded files. */
  folder: string | null;
  state: 'files' | 'reading' | 'questions' | 'checked' | 'analysing' | 'done';
  /** JSON: name and size of each file. */
  files: string;
  mapping: string | null;
  proposal: string | null;
  report: string | null;
  /** What went wrong last, in a sentence; '' where nothing did. */
  problem: string;
  run_id: string | null;
  made_at: string;
  made_by: string;
  changed_at: string;
}

/** How a school's files were understood last time: asked once, used every term. */
export interface SavedMappingRow {
  /** '' = files of every school. */
  school: string;
  mapping: string;
  saved_at: string;
  saved_by: string;
}

/** Files found in the folder that is watched, by the hash of what they hold. */
export interface InboxDropRow {
  drop_hash: string;
  /** The import they became; it may have been removed since. */
  import_id: string;
  found_at: string;
  /** What was last said of them to whoever looks after the inbox. */
  told: '' | 'asks' | 'refused' | 'drafted';
}

/** What the files of an analysed import say of their pupils, as JSON, until it is released. */
export interface PendingPupilsRow {
  import_id: string;
  pupils: string;
  kept_at: string;
}

/** Who is on the roll of a school, by its newest released run. */
export interface SchoolRollRow {
  school: string;
  pupil_id: string;
  /** The run it was taken from. */
  run_id: string;
  /** Date of the newest window in which the pupil was on the roll. */
  seen_on: string;
  /** Date of the first window in which they were not any more; null while they are. */
  left_on: string | null;
}

/** A pupil who moves from one school of the record to another: both agree, or whoever looks after all schools. */
export interface TransferRow {
  transfer_id: string;
  pupil_id: string;
  from_school: string;
  to_school: string;
  proposed_at: string;
  /** Null where the files showed it. */
  proposed_by: string | null;
  from_agreed_at: string | null;
  from_agreed_by: string | null;
  to_agreed_at: string | null;
  to_agreed_by: string | null;
  refused_at: string | null;
  refused_by: string | null;
  refused_because: string | null;
  carried_out_at: string | null;
  /** JSON: how many rows of each kind were handed over, and which stayed. */
  handed_over: string | null;
}
