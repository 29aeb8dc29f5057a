import type { Generated } from 'kysely';

/**
 * The transactional record, table by table: what people know and decide, never what the engine computed. Times are ISO 8601
 * in UTC, dates ISO 8601, booleans 0/1. Pupils are named by the identifier of the data folder.
 */
export interface RecordTables {
  pupil_name: PupilNameRow;
  person: PersonRow;
  person_class: PersonClassRow;
  session: SessionRow;
  sign_in_token: SignInTokenRow;
  secret: SecretRow;
  audit: AuditTable;
  agreement_done: AgreementDoneRow;
  added_pupil: AddedPupilRow;
  discussion: DiscussionRow;
  discussion_version: DiscussionVersionRow;
}

export interface PupilNameRow {
  pupil_id: string;
  forename: string;
  surname: string;
}

export interface PersonRow {
  person_id: string;
  display_name: string;
  role: string;
  /** The one school the role reaches; null = every school of the run. */
  school: string | null;
  sign_in_name: string | null;
  password_hash: string | null;
  oidc_subject: string | null;
  created_at: string;
  disabled_at: string | null;
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
  /** Milliseconds since 1970. */
  expires_at: number;
}

export interface SignInTokenRow {
  token_hash: string;
  person_id: string;
  expires_at: number;
  used_at: string | null;
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
}

/** A pupil the numbers did not list, brought by a person with one line of reason. */
export interface AddedPupilRow {
  run_id: string;
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
  updated_at: string;
  updated_by: string;
}

export interface DiscussionContent {
  outcome: string | null;
  can_do: string;
  tried: string;
  agreed: string;
  who: string;
  /** ISO date or ''. */
  by_when: string;
  will_see: string;
  /** yes, no, not known. */
  considered: string;
  /** Health, family, language: seen by those who may see notes. */
  note: string;
  pupil_says: string;
  home_says: string;
  /** Where a voice is missing: who asks, by when. */
  asks: string;
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
