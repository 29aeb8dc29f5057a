import { SameStartError } from '../../../engine/index.ts';
import { withRecord } from '../../records/keeping/with-record.ts';
import { withoutRemains } from '../../records/keeping/without-remains.ts';
import { erasePupil, erasureOf, type Erasure } from '../../records/life/erase-pupil.ts';
import type { Retentions } from '../../records/life/retention-settings.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import { everythingAbout, isAnything } from '../pupils/everything-about.ts';
import { libraryOfCommand } from './library-of-command.ts';
import type { Doing, Done } from './pupil-task.ts';
import { withPagesStopped } from './with-pages-stopped.ts';

/**
 * Shows what erasing a pupil removes and what stays and why, or does it.
 * @throws SameStartError pupil-unknown, record-held
 */
export async function erase({ task, settings, retentions, now }: Doing): Promise<Done> {
  const pupil = { school: task.school!, pupilId: task.pupil! };
  const look = (record: SchoolRecord) =>
    libraryOfCommand(record, task.runs).then((runs) => everythingAbout({ record, runs, retentions, on: now }, pupil));
  const work = async (record: SchoolRecord) => {
    const about = await look(record);
    if (!isAnything(about)) throw new SameStartError('pupil-unknown', { ...pupil });
    const erasure = task.doIt ? await erasePupil(record, pupil) : await erasureOf(record, pupil);
    if (task.doIt) await withoutRemains(record);
    const runs = about.runs.map(({ run }) => run);
    const text = [
      ...Object.entries(erasure.removed).map(
        ([table, rows]) => `${task.doIt ? 'Erased' : 'To be erased'}: ${table}, ${rows} rows`,
      ),
      ...stays(erasure, runs, retentions),
      task.doIt
        ? 'The record was written anew without them: their bytes are in neither the file nor its log.'
        : 'Nothing was removed. Say --do to erase.',
    ];
    return { text: text.join('\n'), json: { done: task.doIt ?? false, ...erasure, runs } };
  };
  return task.doIt ? withPagesStopped(settings, () => withRecord(settings, work)) : withRecord(settings, work);
}

/** What an erasure leaves, why, and until when. */
function stays(
  { auditEntries, movesOfOthers, present }: Erasure,
  runs: readonly string[],
  retentions: Retentions,
): string[] {
  const { period } = retentions.runs;
  return [
    'Ask the data protection officer first: what a school holds because the law or its public task asks for it need not be erased (UK GDPR, article 17(3)(b)), and a register entry, a plan and its reviews are part of the educational record.',
    `Stays: ${auditEntries} entries of the audit, by identifier, as long as the record; they show what was done, this erasure included.`,
    ...(runs.length === 0
      ? []
      : [
          `Stays: identifier and numbers in ${runs.length} runs (${runs.join(', ')}), which never change; they are pruned ${'years' in period ? period.years : ''} years after their school year. To be rid of them before, remove these folders, which hold the other pupils' results too, and analyse files without the pupil.`,
        ]),
    ...(movesOfOthers === 0 ? [] : [`Stays: ${movesOfOthers} moves, which another school has noted too.`]),
    'Stays: copies of the record made before, until they are removed; a copy that is put back brings the pupil back.',
    ...(present ? ['The pupil is on the roll: the next files that are released bring names and context again.'] : []),
  ];
}
