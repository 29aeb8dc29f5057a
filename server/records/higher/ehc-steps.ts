import { randomUUID } from 'node:crypto';
import type { SchoolRecord } from '../open-record.ts';
import { ofSchool, type SchoolPupil, type WithinSchool } from '../pupils/school-pupil.ts';
import type { EhcStepRow } from './ehc-rows.ts';

export type { EhcStepRow } from './ehc-rows.ts';

/** What can happen on the way to an EHC plan and while there is one. */
export const stepKinds = [
  'requested',
  'withdrawn',
  'assess',
  'no-assess',
  'no-plan',
  'draft',
  'final',
  'review-meeting',
  'review-report',
  'review-maintain',
  'review-amend',
  'review-cease',
  'amended',
  'ceased',
] as const;
export type StepKind = (typeof stepKinds)[number];

export interface EhcStep {
  readonly kind: StepKind;
  readonly on_day: string;
  readonly by_whom: string;
  readonly detail: string;
  readonly outcomes: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
  /** How many rows of the pupil the writer had before them. */
  readonly seen: number;
}

/** Adds a step. @returns false where somebody wrote meanwhile */
export function addEhcStep(record: SchoolRecord, pupil: SchoolPupil, step: EhcStep, deed: Deed): Promise<boolean> {
  return addRow(record, pupil, { ...step, undoes: null }, deed);
}

/** Takes a step back; it stays in the history. @returns false where somebody wrote meanwhile */
export function undoEhcStep(record: SchoolRecord, pupil: SchoolPupil, stepId: string, deed: Deed): Promise<boolean> {
  const on_day = deed.at.toISOString().slice(0, 10);
  return addRow(record, pupil, { kind: 'undone', on_day, by_whom: '', detail: '', outcomes: '', undoes: stepId }, deed);
}

async function addRow(
  { db }: SchoolRecord,
  { school, pupilId }: SchoolPupil,
  row: Pick<EhcStepRow, 'kind' | 'on_day' | 'by_whom' | 'detail' | 'outcomes' | 'undoes'>,
  { personId, at, seen }: Deed,
): Promise<boolean> {
  const added = await db
    .insertInto('ehc_step')
    .values({
      step_id: randomUUID(),
      school,
      pupil_id: pupilId,
      place: seen + 1,
      ...row,
      written_at: at.toISOString(),
      written_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Every row of a school, or of one of its pupils, in the order in which they were written. */
export function ehcRows({ db }: SchoolRecord, within: WithinSchool): Promise<EhcStepRow[]> {
  return db.selectFrom('ehc_step').selectAll().where(ofSchool('ehc_step', within)).orderBy('place').execute();
}
