import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SameStartError } from '../engine/index.ts';
import { everythingPage } from './html/everything-page.ts';
import { audit } from './records/audit.ts';
import type { RecordSettings } from './records/keeping/encrypted-database.ts';
import { withRecord } from './records/keeping/with-record.ts';
import { retentionSettings } from './records/life/retention-settings.ts';
import { pupilNames } from './records/pupils/pupil-names.ts';
import { pupilKey } from './records/pupils/school-pupil.ts';
import { erase } from './runs/life/erase.ts';
import { libraryOfCommand } from './runs/life/library-of-command.ts';
import { prune } from './runs/life/prune.ts';
import type { Doing, Done, PupilTask } from './runs/life/pupil-task.ts';
import { everythingAbout, isAnything } from './runs/pupils/everything-about.ts';

/**
 * Prunes, tells or erases, and says what was done in lines for people and as data; names stand in neither.
 *
 * @throws SameStartError pupil-unknown, setting-invalid, record-held; those of opening the record and the runs
 */
export function lookAfterPupils(
  task: PupilTask,
  { key = process.env['SAME_START_KEY'], now = new Date() }: { key?: string | undefined; now?: Date } = {},
): Promise<Done> {
  const settings: RecordSettings = { path: join(task.records, 'record.db'), key: key === '' ? undefined : key };
  const retentions = retentionSettings(join(task.records, 'retention.json'));
  const doing: Doing = { task, settings, retentions, now };
  if (task.task === 'prune') return prune(doing);
  return task.task === 'about' ? tell(doing) : erase(doing);
}

async function tell({ task, settings, retentions, now }: Doing): Promise<Done> {
  const pupil = { school: task.school!, pupilId: task.pupil! };
  const out = task.out!;
  return withRecord(settings, async (record) => {
    const about = await everythingAbout(
      { record, runs: await libraryOfCommand(record, task.runs), retentions, on: now },
      pupil,
    );
    if (!isAnything(about)) throw new SameStartError('pupil-unknown', { ...pupil });
    const name = (await pupilNames(record)).get(pupilKey(pupil));
    const files = [join(out, 'everything.html'), join(out, 'everything.json')];
    mkdirSync(out, { recursive: true, mode: 0o700 });
    const full = name ? `${name.forename} ${name.surname}`.trim() : pupil.pupilId;
    writeFileSync(files[0], everythingPage(about, full), { mode: 0o600 });
    writeFileSync(files[1], `${JSON.stringify(about, null, 1)}\n`, { mode: 0o600 });
    for (const file of files) chmodSync(file, 0o600);
    await audit(record, {
      personId: null,
      action: 'pupil-told',
      object: pupil.pupilId,
      school: pupil.school,
      detail: { by: 'command' },
    });
    const rows = Object.values(about.record).reduce((sum, own) => sum + own.length, 0);
    const text = [
      `${files[0]} to read, ${files[1]} for a program: ${rows} rows of the record, ${about.runs.length} runs.`,
      ...about.unreadable.map((id) => `Run ${id} cannot be read: what it holds is not in them.`),
      'They are not encrypted. Read them before they are handed over; remove them after.',
    ];
    return { text: text.join('\n'), json: { files, rows, runs: about.runs.length, unreadable: about.unreadable } };
  });
}
