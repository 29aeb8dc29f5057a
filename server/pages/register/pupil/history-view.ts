import type { EntryVersion } from '../../../records/register/entry-versions.ts';
import type { RegisterEntryRow } from '../../../records/register/register.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import type { RegisterPupilPage } from './facts.ts';
import { needLine, orNotKnown, sinceWords } from '../../../html/register-words.ts';
import { senWords } from '../../../html/words.ts';

/** When a pupil came, left, was watched, and what their needs were before; newest first. */
export function registerHistoryView({
  entries,
  versions,
  needsEver,
  watchedEver,
  people,
}: Pick<RegisterPupilPage, 'entries' | 'versions' | 'needsEver' | 'watchedEver' | 'people'>): Html {
  const past = [
    ...entries.flatMap((one) => [
      {
        on: one.from_on,
        words: `${senWords[one.status] ?? one.status}, decided by ${orNotKnown(one, 'decided', one.decided_by)}; parents told ${orNotKnown(one, 'told', dateWords(one.told_on))}.`,
      },
      ...(one.left_on ? [{ on: one.left_on, words: leftWords(one) }] : []),
    ]),
    ...versions
      .filter(({ entry }) => isPutRight(entry, entries))
      .map((one) => ({ on: one.changedAt.slice(0, 10), words: putRightWords(one, people) })),
    ...needsEver
      .filter((one) => one.until_on !== null)
      .map((one) => ({ on: one.from_on, words: `Need, until ${dateWords(one.until_on ?? '')}: ${needLine(one)}.` })),
    ...watchedEver.flatMap((one) => [
      { on: one.from_on, words: `Monitoring list: ${one.because}.` },
      ...(one.ended_on ? [{ on: one.ended_on, words: `Monitoring ended: ${one.ended_because ?? ''}.` }] : []),
    ]),
  ].toSorted((a, b) => b.on.localeCompare(a.on));
  if (past.length === 0) return html``;
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">History</h2>
    <ul class="govuk-list lead">
      ${past.map(({ on, words }) => html`<li>${dateWords(on)}: ${words}</li>`)}
    </ul>
  </section>`;
}

function leftWords(one: RegisterEntryRow): string {
  const because =
    one.moved_to !== null ? `moved to ${senWords[one.moved_to] ?? one.moved_to}` : `left: ${one.left_because ?? ''}`;
  return `${senWords[one.status] ?? one.status} ended, ${because}${one.left_told_on ? `; parents told ${dateWords(one.left_told_on)}` : ''}.`;
}

/** A version that became another one by a correction or was taken back; not one that only ended. */
function isPutRight(before: RegisterEntryRow, entries: readonly RegisterEntryRow[]): boolean {
  const now = entries.find(({ entry_id }) => entry_id === before.entry_id);
  return now === undefined || before.left_on !== null || now.left_on === null || now.version > before.version + 1;
}

function putRightWords({ entry, changedBy }: EntryVersion, people: ReadonlyMap<string, string>): string {
  const stood = `${senWords[entry.status] ?? entry.status} ${sinceWords(entry)}${entry.left_on ? `, left ${dateWords(entry.left_on)}` : ''}`;
  const told = orNotKnown(entry, 'told', dateWords(entry.told_on));
  return `Put right by ${people.get(changedBy) ?? 'someone who has left'}. Before, it said: ${stood}, decided by ${orNotKnown(entry, 'decided', entry.decided_by)}; parents told ${told}.`;
}
