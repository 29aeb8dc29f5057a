import { ehcStanding } from '../../../records/higher/ehc-standing.ts';
import { ehcRows } from '../../../records/higher/ehc-steps.ts';
import { entryVersions, standingEntries } from '../../../records/higher/support-entries.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import type { SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import { stepWords } from '../../../html/ehc-words.ts';
import type { StoryEvent, StoryWords } from './story.ts';

/**
 * Steps to an EHC plan, agencies and access arrangements, as they stand. `whole`: for those who keep the register; others are told
 * what serves teaching only. Consents are told to nobody here.
 */
export async function higherEvents(
  record: SchoolRecord,
  pupil: SchoolPupil,
  { words, whole }: { readonly words: StoryWords; readonly whole: boolean },
): Promise<StoryEvent[]> {
  const versions = await entryVersions(record, pupil);
  const arrangements = standingEntries(versions, 'access').flatMap(({ content: one }) => [
    event(one.since_on, `Access arrangement: ${one.arrangement}. It rests on: ${one.basis.replaceAll('\n', '; ')}.`),
    ...(one.ended_on ? [event(one.ended_on, `Access arrangement ends: ${one.arrangement}.`)] : []),
  ]);
  if (!whole) return arrangements;
  const { steps } = ehcStanding(await ehcRows(record, pupil));
  return [
    ...arrangements,
    ...standingEntries(versions, 'agency').flatMap(({ content: one }) => [
      event(one.since_on, `${one.name} is involved.`),
      ...(one.ended_on ? [event(one.ended_on, `${one.name} is not involved any more.`)] : []),
    ]),
    ...steps.map((step) =>
      event(
        step.on_day,
        `${stepWords[step.kind]}: ${step.by_whom}, written by ${words.person(step.written_by)}.`,
        step.detail,
        step.outcomes && `Outcomes: ${step.outcomes.replaceAll('\n', '; ')}.`,
      ),
    ),
  ];
}

function event(on: string, ...lines: string[]): StoryEvent {
  return { on, kind: 'register', lines: lines.filter(Boolean) };
}
