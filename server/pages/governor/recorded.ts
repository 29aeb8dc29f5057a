import { recordedSentence, type AgendaRow } from '../../../engine/index.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { fewestShown } from '../../runs/groups/withheld-counts.ts';
import { discussionsOfRun, type DiscussionRow } from '../../records/discussions/discussions.ts';
import { openAgreements } from '../../records/discussions/open-agreements.ts';
import type { SchoolRecord } from '../../records/open-record.ts';

/** What a governor may ask, and what the record of the school answers, in counts. */
export interface AskedAndRecorded {
  readonly asks: string;
  readonly answers: readonly string[];
}

/** The questions with what the record holds on this run. Counts by which a pupil could be found are not told. */
export async function askedAndRecorded(
  record: SchoolRecord,
  run: LoadedRun,
  school: string,
): Promise<AskedAndRecorded[]> {
  const rows = run.agenda.filter((row) => row.school === school);
  const discussions = await discussionsOfRun(record, run.id, { school });
  const open = new Set((await openAgreements(record, { schools: [school] })).map((row) => row.discussion_id));
  const decided = (among: readonly AgendaRow[]) =>
    among.flatMap(({ pupil_id }) => {
      const row = discussions.get(pupil_id);
      return row === undefined || row.outcome === null || row.outcome === 'carried-over' ? [] : [row];
    });
  const fewest = fewestShown(run);
  const say = (what: string, count: number, of: number) => recordedSentence(what, count, of, fewest);
  const listed = rows.filter(({ section }) => section === 'discuss-first' || section === 'discuss-if-time');
  // Whoever has no result this time, supported pupils too: the same number as stands over the questions.
  const untested = rows.filter(({ pupil_id }) => run.pupilRows('growth', pupil_id).length === 0);
  const outcomes = decided(listed);
  const agreed = outcomes.filter((row) => row.agreed !== '');
  const has = (text: (row: DiscussionRow) => string) => outcomes.filter((row) => text(row) !== '').length;
  const questions = [
    {
      asks: 'Was something agreed for every pupil to be discussed, and is it being done?',
      answers: [
        say('an outcome', outcomes.length, listed.length),
        ...(agreed.length === 0
          ? []
          : [say('that it is done', agreed.filter((row) => !open.has(row.discussion_id)).length, agreed.length)]),
      ],
    },
    {
      asks: 'Who was not tested, and how are they followed up?',
      answers: [say('an outcome', decided(untested).length, untested.length)],
    },
    {
      asks: 'Were parents told, and pupils asked, before anything changed?',
      answers:
        outcomes.length === 0
          ? ['The record holds no outcome yet.']
          : [
              say(
                'how parents are told',
                has((row) => row.parent_told),
                outcomes.length,
              ),
              say(
                'what the pupil says',
                has((row) => row.pupil_says),
                outcomes.length,
              ),
            ],
    },
  ];
  return questions.map(({ asks, answers }) => ({ asks, answers: answers.filter(Boolean) }));
}
