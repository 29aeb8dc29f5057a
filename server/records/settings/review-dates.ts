import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { ReviewDateRow, ReviewedDocument } from './setting-rows.ts';

export type { ReviewDateRow, ReviewedDocument } from './setting-rows.ts';

export const reviewedDocuments: readonly ReviewedDocument[] = ['sen-policy', 'information-report'];

/** A day set by somebody who saw a version; 0 where there was none. */
export interface ReviewDateChange {
  readonly school: string;
  readonly document: ReviewedDocument;
  readonly seen: number;
  /** ISO. */
  readonly reviewOn: string;
}

/**
 * Saves a day of review as the next version.
 *
 * @returns it; `same` where that day stands already, null where another is the newest than the one seen: nothing is written
 */
export function setReviewDate(
  record: SchoolRecord,
  { school, document, seen, reviewOn }: ReviewDateChange,
  { personId, at }: { readonly personId: string; readonly at: Date },
): Promise<ReviewDateRow | 'same' | null> {
  return inOneChange(record, async (within) => {
    const newest = (await reviewDates(within, [school])).find((row) => row.document === document);
    if (newest?.review_on === reviewOn) return 'same';
    if ((newest?.version ?? 0) !== seen) return null;
    return within.db
      .insertInto('review_date')
      .values({
        school,
        document,
        version: seen + 1,
        review_on: reviewOn,
        set_at: at.toISOString(),
        set_by: personId,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** All days that were set for these schools, the newest of each document first. */
export async function reviewDates(record: SchoolRecord, schools: readonly string[]): Promise<ReviewDateRow[]> {
  if (schools.length === 0) return [];
  return record.db
    .selectFrom('review_date')
    .selectAll()
    .where('school', 'in', [...schools])
    .orderBy('school')
    .orderBy('document', 'desc')
    .orderBy('version', 'desc')
    .execute();
}

/** The documents of these schools whose day of review has come. @param today ISO */
export async function dueDocuments(
  record: SchoolRecord,
  schools: readonly string[],
  today: string,
): Promise<ReviewDateRow[]> {
  const seen = new Set<string>();
  return (await reviewDates(record, schools)).filter(({ school, document, review_on }) => {
    const key = JSON.stringify([school, document]);
    if (seen.has(key)) return false;
    seen.add(key);
    return review_on <= today;
  });
}
