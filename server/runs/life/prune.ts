import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dateText, listRuns, SameStartError } from '../../../engine/index.ts';
import { copyRecord } from '../../records/keeping/copy-record.ts';
import { beforeUpgrade } from '../../records/keeping/copy-before-upgrade.ts';
import { withRecord } from '../../records/keeping/with-record.ts';
import { withoutRemains } from '../../records/keeping/without-remains.ts';
import { dueRows, pruneRecord, writtenBefore, type DueOfSchool } from '../../records/life/prune-record.ts';
import type { Doing, Done } from './pupil-task.ts';
import { withPagesStopped } from './with-pages-stopped.ts';

/**
 * Shows what has been kept for its time, by school and kind, or removes it: a copy of the record first, then its rows in one
 * change, then runs and older such copies.
 *
 * @throws SameStartError setting-invalid where more would be removed than is due today; record-held
 */
export async function prune({ task, settings, retentions, now }: Doing): Promise<Done> {
  const today = dateText(now);
  const on = task.until ?? today;
  if (task.doIt && on > today)
    throw new SameStartError('setting-invalid', {
      setting: '--until',
      value: on,
      why: 'with --do it cannot be later than today',
    });
  const runs = await oldRuns(task.runs, writtenBefore(retentions, 'runs', on));
  const copies = oldCopies(settings.path, writtenBefore(retentions, 'copies-before-pruning', on));
  const others = { runs: runs.map(({ id }) => id), copies };
  if (!task.doIt) {
    const due = await withRecord(settings, (record) => dueRows(record, retentions, on));
    const text = [
      ...lines(due, others),
      isNothing(due, others) ? `Nothing is due on ${on}.` : 'Nothing was removed. Say --do to remove it.',
    ];
    return { text: text.join('\n'), json: { on, done: false, due, ...others } };
  }
  return withPagesStopped(settings, async () => {
    const copy = `${settings.path}.before-prune-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`;
    copyRecord(settings, copy);
    const removed = await withRecord(settings, async (record) => {
      const pruned = await pruneRecord(record, retentions, on);
      await withoutRemains(record);
      return pruned;
    });
    for (const { folder } of runs) rmSync(folder, { recursive: true });
    for (const file of copies) rmSync(file);
    const text = [
      ...lines(removed, others),
      isNothing(removed, others) ? `Nothing was due on ${on}.` : 'Removed.',
      `A copy of before is ${copy}; pruning removes it once it is 30 days old. Copies made elsewhere still hold what was removed.`,
    ];
    return { text: text.join('\n'), json: { on, done: true, removed, ...others, copy } };
  });
}

function isNothing(
  due: readonly DueOfSchool[],
  { runs, copies }: { runs: readonly string[]; copies: readonly string[] },
) {
  return due.length + runs.length + copies.length === 0;
}

function lines(
  due: readonly DueOfSchool[],
  { runs, copies }: { runs: readonly string[]; copies: readonly string[] },
): string[] {
  return [
    ...due.map(
      ({ kind, school, pupils, rows }) =>
        `${school === '' ? 'No one school' : school}: ${kind}, ${pupils === 0 ? '' : `${pupils} pupils, `}${rows} rows`,
    ),
    ...runs.map((id) => `Run ${id}`),
    ...copies.map((file) => `Copy ${file}`),
  ];
}

/** Runs kept for their time, but for the newest of any school. */
async function oldRuns(folder: string, before: string): Promise<{ id: string; folder: string }[]> {
  const listed = (await listRuns(folder)).toSorted((a, b) =>
    b.manifest.windowDate.localeCompare(a.manifest.windowDate),
  );
  const seen = new Set<string>();
  return listed.flatMap(({ id, folder: own, manifest }) => {
    const isNewest = manifest.schools.some((school) => !seen.has(school));
    for (const school of manifest.schools) seen.add(school);
    return !isNewest && endOfSchoolYear(manifest.windowDate) < before ? [{ id, folder: own }] : [];
  });
}

function endOfSchoolYear(date: string): string {
  const [year, month] = date.split('-').map(Number);
  return `${month >= 9 ? year + 1 : year}-08-31`;
}

function oldCopies(path: string, before: string): string[] {
  const folder = join(path, '..');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.includes('.before-prune-') || name.includes(beforeUpgrade))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).mtime.toISOString() < before);
}
