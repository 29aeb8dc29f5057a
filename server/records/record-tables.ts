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
