import { discussionsOfPupil } from '../../../records/discussions/discussions.ts';
import { meetingsOfPupil } from '../../../records/discussions/meetings.ts';
import { monitoredEntries } from '../../../records/register/monitored.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { needsOfPupil } from '../../../records/register/pupil-needs.ts';
import { registerEntries } from '../../../records/register/register.ts';
import { supportPlans } from '../../../records/register/support-plans.ts';
import type { StoryEvent, StoryWords } from './story.ts';
import { consideredWords, effectWords } from '../../../html/words.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

/** What people decided and did for one pupil: meetings, outcomes, register, plans. In no order. */
export async function decidedEvents(record: SchoolRecord, pupilId: string, words: StoryWords): Promise<StoryEvent[]> {
  return [...(await meetingEvents(record, pupilId, words)), ...(await registerEvents(record, pupilId, words))];
}

async function meetingEvents(record: SchoolRecord, pupilId: string, words: StoryWords): Promise<StoryEvent[]> {
  const [discussions, meetings, added, done] = await Promise.all([
    discussionsOfPupil(record, pupilId),
    meetingsOfPupil(record, pupilId),
    record.db.selectFrom('added_pupil').selectAll().where('pupil_id', '=', pupilId).execute(),
    record.db
      .selectFrom('agreement_done')
      .innerJoin('discussion', 'discussion.discussion_id', 'agreement_done.discussion_id')
      .select(['agreement_done.done_at', 'agreement_done.done_by', 'discussion.agreed'])
      .where('discussion.pupil_id', '=', pupilId)
      .execute(),
  ]);
  return [
    ...added.map((row) => ({
      on: row.added_at.slice(0, 10),
      kind: 'meeting' as const,
      lines: [`Added to the meeting by ${words.person(row.added_by)} (${row.source}): “${row.reason}”.`],
    })),
    ...meetings.map((row) => ({
      on: row.started_at.slice(0, 10),
      kind: 'meeting' as const,
      lines: [`Class meeting: ${row.state === 'parked' ? 'put aside' : 'not reached'}, carried over.`],
    })),
    ...discussions.flatMap((row) =>
      row.outcome === null
        ? []
        : [
            {
              on: row.updated_at.slice(0, 10),
              kind: 'agreed' as const,
              lines: [
                `Outcome: ${outcomeWords(row.outcome)}, written by ${words.person(row.updated_by)}.`,
                line('Agreed', [row.agreed, row.who, row.by_when && `by ${words.date(row.by_when)}`]),
                line('We will see', [row.will_see]),
                line('Tried so far', [row.tried]),
                line('Can do', [row.can_do]),
                line('The pupil said', [row.pupil_says]),
                line('Home said', [row.home_says]),
                line('Still to ask', [row.asks, row.asks_by && `by ${words.date(row.asks_by)}`]),
                line('Parents told', [row.parent_told]),
                line('Noted', [row.note]),
                `Context considered: ${consideredWords[row.considered]}.`,
              ].filter(Boolean),
            },
          ],
    ),
    ...done.map((row) => ({
      on: row.done_at.slice(0, 10),
      kind: 'done' as const,
      lines: [`Done: ${row.agreed}, said by ${words.person(row.done_by)}.`],
    })),
  ];
}

async function registerEvents(record: SchoolRecord, pupilId: string, words: StoryWords): Promise<StoryEvent[]> {
  const [entries, needs, plans, watched] = await Promise.all([
    registerEntries(record, pupilId),
    needsOfPupil(record, pupilId),
    supportPlans(record, pupilId),
    monitoredEntries(record, pupilId),
  ]);
  const event = (on: string, kind: 'register' | 'plan', ...lines: string[]): StoryEvent => ({
    on,
    kind,
    lines: lines.filter(Boolean),
  });
  return [
    ...entries.flatMap((one) => [
      event(
        one.from_on,
        'register',
        `${words.status(one.status)} starts, decided by ${one.decided_by}, entered by ${words.person(one.entered_by)}.`,
        line('What makes learning hard', [one.difficulty]),
        line('Different or additional', [one.provision]),
        line('Parents told', [words.date(one.told_on), `by ${one.told_by}`, one.told_how]),
      ),
      ...(one.left_on
        ? [
            event(
              one.left_on,
              'register',
              `${words.status(one.status)} ends, entered by ${words.person(one.left_by)}.`,
              one.moved_to !== null
                ? `Moved to ${words.status(one.moved_to)}.`
                : line('What shows it', [one.left_because ?? '']),
              line('Parents told', [words.date(one.left_told_on ?? ''), `by ${one.left_told_by ?? ''}`]),
            ),
          ]
        : []),
    ]),
    ...needs.map((one) => event(one.from_on, 'register', `Need ${one.place}: ${words.need(one.need, one.note)}.`)),
    ...plans.flatMap((one) => [
      event(
        one.start_on,
        'plan',
        `Plan starts, review ${words.date(one.review_on)}, made by ${words.person(one.made_by)}.`,
        line('Hoped for', [one.hoped_for.replaceAll('\n', '; ')]),
        line('Provision', [one.provision.replaceAll('\n', '; ')]),
      ),
      ...(one.reviewed_on
        ? [
            event(
              one.reviewed_on,
              'plan',
              `Plan reviewed by ${words.person(one.review_by)}: effect ${effectWords[one.effect ?? ''] ?? ''}. ${one.came_of_it ?? ''}`,
              line('The pupil said', [one.pupil_says ?? '']),
              line('Home said', [one.home_says ?? '']),
            ),
          ]
        : []),
    ]),
    ...watched.flatMap((one) => [
      event(
        one.from_on,
        'register',
        `On the monitoring list: ${one.because}. Look again ${words.date(one.look_again_on)}.`,
      ),
      ...(one.ended_on
        ? [event(one.ended_on, 'register', `Off the monitoring list: ${one.ended_because ?? ''}.`)]
        : []),
    ]),
  ];
}

/** “Agreed: reading partner, Ms Khan, by 12 January 2027.”; '' where nothing is written. */
function line(name: string, parts: readonly (string | false)[]): string {
  const text = parts.filter(Boolean).join(', ');
  return text === '' ? '' : `${name}: ${text}${/[.!?]$/.test(text) ? '' : '.'}`;
}
