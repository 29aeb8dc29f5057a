import type { SchoolRecord } from '../open-record.ts';
import type { ProvisionPupilRow, ProvisionRow } from '../plans/plan-tables.ts';
import { ofSchool, type WithinSchool } from '../pupils/school-pupil.ts';

/** A pupil's time in a provision. */
export interface ProvisionOfPupil {
  readonly pupilId: string;
  readonly provision: ProvisionRow;
  /** Days between which the pupil has it, ISO, both included: no longer than the provision goes on. */
  readonly from: string;
  readonly to: string;
  /** The row it was made of: who added and who ended it. */
  readonly row: ProvisionPupilRow;
}

/** Who of a school had or has which provision from when until when, or one pupil of it; earliest first. */
export async function provisionOfPupils(record: SchoolRecord, within: WithinSchool): Promise<ProvisionOfPupil[]> {
  const [own, all] = await Promise.all([
    record.db
      .selectFrom('provision_pupil')
      .selectAll()
      .where(ofSchool('provision_pupil', within))
      .orderBy('from_on')
      .orderBy('provision_id')
      .orderBy('pupil_id')
      .execute(),
    record.db.selectFrom('provision').selectAll().where('school', '=', within.school).execute(),
  ]);
  const byId = new Map(all.map((row) => [row.provision_id, row]));
  return own.flatMap((row) => {
    const provision = byId.get(row.provision_id);
    if (!provision) return [];
    const from = later(row.from_on, provision.from_on);
    const to = row.until_on === null ? provision.to_on : earlier(row.until_on, provision.to_on);
    return from <= to ? [{ pupilId: row.pupil_id, provision, from, to, row }] : [];
  });
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
