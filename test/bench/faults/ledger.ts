import { existingDatabase, type RecordSettings } from '../../../server/records/keeping/encrypted-database.ts';

/** What servers have answered as saved: the text that was written and the version it must stand in. */
export type Ledger = Map<string, number>;

export interface Found {
  /** Writes of the ledger that are not there, or stand in another version. */
  readonly lost: number;
  /** Versions the audit says nothing about. */
  readonly unaudited: number;
  /** Newest version by the pupil’s key, which each text begins with. */
  readonly versions: ReadonlyMap<string, number>;
}

/** Holds a record, which no server has open, against what was confirmed. */
export function compareRecord(record: RecordSettings, ledger: Ledger): Found {
  const database = existingDatabase(record);
  try {
    const all = (sql: string) => database.prepare(sql).all([]) as Record<string, unknown>[];
    const there = new Map<string, number>();
    for (const { content, version } of all('select content, version from discussion_version'))
      there.set((JSON.parse(String(content)) as { agreed: string }).agreed, Number(version));
    const lost = [...ledger].filter(([text, version]) => there.get(text) !== version).length;
    const [{ missing }] =
      all(`select count(*) as missing from discussion_version v join discussion d using (discussion_id)
      where not exists (select 1 from audit a where a.object = d.pupil_id
        and json_extract(a.detail, '$.run') = d.run_id and json_extract(a.detail, '$.version') = v.version)`);
    const versions = new Map<string, number>();
    for (const [text, version] of there) {
      const key = text.split(' ')[0];
      versions.set(key, Math.max(version, versions.get(key) ?? 0));
    }
    return { lost, unaudited: Number(missing), versions };
  } finally {
    database.close();
  }
}
