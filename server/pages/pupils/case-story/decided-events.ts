import { discussionsOfPupil } from '../../../records/discussions/discussions.ts';
import { meetingsOfPupil } from '../../../records/discussions/meetings.ts';
import { timesAdded } from '../../../records/discussions/added-pupils.ts';
import { agreementsDone } from '../../../records/discussions/agreed-before.ts';
import type { SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import { monitoredEntries } from '../../../records/register/monitored.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { needsOfPupil } from '../../../records/register/pupil-needs.ts';
import { registerEntries } from '../../../records/register/register.ts';
import { notKnownOf } from '../../../records/register/not-known.ts';
import { orNotKnown, toldWords } from '../../../html/register-words.ts';
import { storyLine as line } from './story-line.ts';
import type { StoryEvent, StoryWords } from './story.ts';
import { supportEvents } from './support-events.ts';
import { consideredWords } from '../../../html/words.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

/** What people decided and did for one pupil: meetings, outcomes, register, plans, provision, letters. In no order. */
export async function decidedEvents(
  record: SchoolRecord,
  pupil: SchoolPupil,
  words: StoryWords,
): Promise<StoryEvent[]> {
  return [
    ...(await meetingEvents(record, pupil, words)),
    ...(await registerEvents(record, pupil, words)),
    ...(await supportEvents(record, pupil, words)),
  ];
}

async function meetingEvents(record: SchoolRecord, pupil: SchoolPupil, words: StoryWords): Promise<StoryEvent[]> {
  const [discussions, meetings, added, done] = await Promise.all([
    discussionsOfPupil(record, pupil),
    meetingsOfPupil(record, pupil),
    timesAdded(record, pupil),
    agreementsDone(record, pupil),
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

async function registerEvents(record: SchoolRecord, pupil: SchoolPupil, words: StoryWords): Promise<StoryEvent[]> {
  const [entries, needs, watched] = await Promise.all([
    registerEntries(record, pupil),
    needsOfPupil(record, pupil),
    monitoredEntries(record, pupil),
  ]);
  const event = (on: string, kind: 'register', ...lines: string[]): StoryEvent => ({
    on,
    kind,
    lines: lines.filter(Boolean),
  });
  return [
    ...entries.flatMap((one) => [
      event(
        one.from_on,
        'register',
        `${words.status(one.status)} ${notKnownOf(one).has('from') ? 'had started by this day' : 'starts'}, decided by ${orNotKnown(one, 'decided', one.decided_by)}, entered by ${words.person(one.entered_by)}.`,
        line('What makes learning hard', [orNotKnown(one, 'difficulty', one.difficulty)]),
        line('Different or additional', [orNotKnown(one, 'provision', one.provision)]),
        line('Parents told', [toldWords(one)]),
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
              line('Parents told', [
                one.left_told_on ? `${words.date(one.left_told_on)}, by ${one.left_told_by ?? ''}` : '',
              ]),
            ),
          ]
        : []),
    ]),
    // What was taken back on the day on which it was written never held.
    ...needs
      .filter((one) => one.from_on !== one.until_on)
      .map((one) => event(one.from_on, 'register', `Need ${one.place}: ${words.need(one.need, one.note)}.`)),
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
