import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { PolicySettingRow } from './setting-rows.ts';

export type { PolicySettingRow } from './setting-rows.ts';

/** What stands for the trust in the place of a school. */
export const trust = '';

/** A change of settings by somebody who saw a version; 0 where there was none. */
export interface SettingsChange {
  readonly school: string;
  readonly seen: number;
  /** As a policy file states them. */
  readonly settings: unknown;
  readonly because: string;
}

/** Saves settings as the next version. @returns it, or null where another is the newest than the one seen: nothing is written */
export function saveSettings(
  record: SchoolRecord,
  { school, seen, settings, because }: SettingsChange,
  { personId, at }: { readonly personId: string; readonly at: Date },
): Promise<PolicySettingRow | null> {
  return inOneChange(record, async (within) => {
    const [newest] = await settingVersions(within, school);
    if ((newest?.version ?? 0) !== seen) return null;
    return within.db
      .insertInto('policy_setting')
      .values({
        school,
        version: seen + 1,
        settings: JSON.stringify(settings),
        because,
        set_at: at.toISOString(),
        set_by: personId,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** All versions of a school’s settings, or of the trust’s, newest first. */
export function settingVersions(record: SchoolRecord, school: string): Promise<PolicySettingRow[]> {
  return record.db
    .selectFrom('policy_setting')
    .selectAll()
    .where('school', '=', school)
    .orderBy('version', 'desc')
    .execute();
}

/** The newest settings of the trust and of every school that has any, by school. */
export async function newestSettings(record: SchoolRecord): Promise<ReadonlyMap<string, unknown>> {
  const rows = await record.db
    .selectFrom('policy_setting')
    .select(['school', 'settings'])
    .orderBy('school')
    .orderBy('version')
    .execute();
  return new Map(rows.map(({ school, settings }) => [school, JSON.parse(settings) as unknown]));
}
