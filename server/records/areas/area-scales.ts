import { areaSources, knownAreaScales, type AreaScale } from '../../../engine/index.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { AreaScaleRow } from './area-tables.ts';

export type { AreaScaleRow } from './area-tables.ts';

/** A scale of a school's own, as a person stated it. */
export interface OwnScale {
  readonly name: string;
  readonly higher: AreaScale['higher'];
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** Null where it is not stated: then no change of it can be said to be one. */
  readonly reliability: number | null;
  readonly standardDeviation: number | null;
  /** Where that is stated. */
  readonly source: string;
}

/** Every version of the scales of a school, newest first. */
export function areaScalesEver({ db }: SchoolRecord, school: string): Promise<AreaScaleRow[]> {
  return db
    .selectFrom('area_scale')
    .selectAll()
    .where('school', '=', school)
    .orderBy('version', 'desc')
    .orderBy('scale')
    .execute();
}

/** The scales of a school: those that are known to everybody, then its own. */
export async function areaScalesOf(record: SchoolRecord, school: string): Promise<readonly AreaScale[]> {
  const own = new Map<string, AreaScale>();
  for (const row of await areaScalesEver(record, school))
    if (!own.has(row.scale)) own.set(row.scale, asScale(row.scale, JSON.parse(row.content) as OwnScale));
  return [...knownAreaScales, ...own.values()];
}

function asScale(scale: string, own: OwnScale): AreaScale {
  const norm = {
    bands: [],
    reliability: own.reliability ?? Number.NaN,
    standardDeviation: own.standardDeviation ?? Number.NaN,
  };
  const { name, higher, min, max, whole, source } = own;
  return {
    scale,
    name,
    higher,
    min,
    max,
    whole,
    counted: false,
    norms: areaSources.filter((one) => one !== 'school').map((one) => ({ ...norm, source: one })),
    source: source || 'The school’s own.',
  };
}

/**
 * Keeps a scale of a school's own as a new version.
 *
 * @param seen version the writer saw; 0 for a new scale
 * @returns the row, or null where somebody else has written since, or there is one already
 */
export async function setAreaScale(
  { db }: SchoolRecord,
  { school, scale, own, seen }: { school: string; scale: string; own: OwnScale; seen: number },
  { personId, at }: { personId: string; at: Date },
): Promise<AreaScaleRow | null> {
  const row = await db
    .insertInto('area_scale')
    .values({
      school,
      scale,
      version: seen + 1,
      content: JSON.stringify(own),
      set_at: at.toISOString(),
      set_by: personId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}
