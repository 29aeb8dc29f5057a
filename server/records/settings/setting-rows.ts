/** Settings as a policy file states them, whole: each change is a version of its own. School '' is the trust. */
export interface PolicySettingRow {
  school: string;
  version: number;
  /** JSON: what differs from the defaults, or from the trust’s settings. */
  settings: string;
  because: string;
  set_at: string;
  set_by: string;
}

/** When a document is to be looked at again. School '' is the trust. */
export interface ReviewDateRow {
  school: string;
  document: ReviewedDocument;
  version: number;
  /** ISO 8601. */
  review_on: string;
  set_at: string;
  set_by: string;
}

export type ReviewedDocument = 'sen-policy' | 'information-report';
