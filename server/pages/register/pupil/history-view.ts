import type { RegisterEntryRow } from '../../../records/register/register.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import type { RegisterPupilPage } from './facts.ts';
import { needLine } from '../../../html/register-words.ts';
import { senWords } from '../../../html/words.ts';

/** When a pupil came, left, was watched, and what their needs were before; newest first. */
export function registerHistoryView({
  entries,
  needsEver,
  watchedEver,
}: Pick<RegisterPupilPage, 'entries' | 'needsEver' | 'watchedEver'>): Html {
  const past = [
    ...entries.flatMap((one) => [
      {
        on: one.from_on,
        words: `${senWords[one.status] ?? one.status}, decided by ${one.decided_by}; parents told ${dateWords(one.told_on)}.`,
      },
      ...(one.left_on ? [{ on: one.left_on, words: leftWords(one) }] : []),
    ]),
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
  return `${senWords[one.status] ?? one.status} ended, ${because}; parents told ${dateWords(one.left_told_on ?? '')}.`;
}
