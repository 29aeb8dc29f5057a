import { randomUUID } from 'node:crypto';
import { inOneChange } from '../in-one-change.ts';
import type { SchoolRecord } from '../open-record.ts';
import type { PlanTemplateRow } from './plan-tables.ts';

/** What a plan may begin with. */
export interface TemplateContent {
  readonly name: string;
  /** Code of `needTypes`; '' for any. */
  readonly need: string;
  readonly outcomes: readonly { readonly outcome: string; readonly measure: string; readonly aim: string }[];
  readonly strategies: string;
  readonly provision: string;
  /** Offered no more. */
  readonly retired: boolean;
}

export interface PlanTemplate extends TemplateContent {
  readonly templateId: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

interface Deed {
  readonly personId: string;
  readonly at: Date;
}

/** A school's templates by name, those offered no more last. */
export async function planTemplates({ db }: SchoolRecord, school: string): Promise<PlanTemplate[]> {
  const rows = await db
    .selectFrom('plan_template')
    .selectAll()
    .where('school', '=', school)
    .orderBy('name')
    .orderBy('template_id')
    .execute();
  return rows.map(templateOf).toSorted((a, b) => Number(a.retired) - Number(b.retired));
}

export async function addTemplate(
  record: SchoolRecord,
  school: string,
  content: TemplateContent,
  deed: Deed,
): Promise<PlanTemplate> {
  return inOneChange(record, async (within) => {
    const row = await within.db
      .insertInto('plan_template')
      .values({ template_id: randomUUID(), school, version: 1, ...columnsOf(content, deed) })
      .returningAll()
      .executeTakeFirstOrThrow();
    await keepVersion(within, row);
    return templateOf(row);
  });
}

/** Changes a template, if nobody did since the writer looked. @returns null where somebody was faster (nothing is changed then) */
export async function changeTemplate(
  record: SchoolRecord,
  place: { readonly school: string; readonly templateId: string; readonly seen: number },
  content: TemplateContent,
  deed: Deed,
): Promise<PlanTemplate | null> {
  return inOneChange(record, async (within) => {
    const row = await within.db
      .updateTable('plan_template')
      .set({ version: place.seen + 1, ...columnsOf(content, deed) })
      .where('template_id', '=', place.templateId)
      .where('school', '=', place.school)
      .where('version', '=', place.seen)
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    await keepVersion(within, row);
    return templateOf(row);
  });
}

/** What a version of a template held; null where it is not kept. */
export async function templateVersion(
  { db }: SchoolRecord,
  templateId: string,
  version: number,
): Promise<TemplateContent | null> {
  const row = await db
    .selectFrom('plan_template_version')
    .select('content')
    .where('template_id', '=', templateId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? (JSON.parse(row.content) as TemplateContent) : null;
}

function columnsOf({ name, need, retired, ...content }: TemplateContent, { personId, at }: Deed) {
  const stamp = at.toISOString();
  return {
    name,
    need,
    content: JSON.stringify(content),
    updated_at: stamp,
    updated_by: personId,
    retired_at: retired ? stamp : null,
  };
}

function templateOf(row: PlanTemplateRow): PlanTemplate {
  return {
    ...(JSON.parse(row.content) as Pick<TemplateContent, 'outcomes' | 'strategies' | 'provision'>),
    name: row.name,
    need: row.need,
    retired: row.retired_at !== null,
    templateId: row.template_id,
    version: row.version,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

async function keepVersion({ db }: SchoolRecord, row: PlanTemplateRow): Promise<void> {
  const { templateId: _id, version: _version, updatedAt: _at, updatedBy: _by, ...content } = templateOf(row);
  await db
    .insertInto('plan_template_version')
    .values({
      template_id: row.template_id,
      version: row.version,
      content: JSON.stringify(content),
      saved_at: row.updated_at,
      saved_by: row.updated_by,
    })
    .execute();
}
