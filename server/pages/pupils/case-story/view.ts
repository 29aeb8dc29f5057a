import { yearGroupWords } from '../../../../engine/index.ts';
import type { StoryEvent } from './story.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { roleNames, type Role } from '../../../people/permissions.ts';
import type { Seer } from '../../../records/pupils/who-sees-pupil.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';

export interface CaseStory {
  readonly pupil: ListedPupil;
  readonly events: readonly StoryEvent[];
  readonly seers: readonly Seer[];
  /** Who has opened a page about the pupil, with the day of the last time. */
  readonly opened: readonly { name: string; on: string }[];
  readonly printedFor: string;
  readonly printedOn: string;
  /** Whether the reader may take everything that is held. */
  readonly tellsEverything: boolean;
}

const kindWords: Readonly<Record<StoryEvent['kind'], string>> = {
  results: 'Results',
  listed: 'The list',
  meeting: 'Meeting',
  agreed: 'Agreed',
  done: 'Done',
  register: 'Register',
  plan: 'Plan',
  context: 'Context',
};

/** One pupil in date order, for an inspector or a hearing: what was known when, who decided what, and who has read it. */
export function caseStoryView({
  pupil,
  events,
  seers,
  opened,
  printedFor,
  printedOn,
  tellsEverything,
}: CaseStory): Html {
  const { row, name, key } = pupil;
  return html`<h1 class="govuk-heading-l">Case story: ${name.full}</h1>
    <p class="govuk-body">
      ${[row.class ?? '', yearGroupWords(row.year_group), row.school].filter(Boolean).join(' · ')}.
      ${printedFor ? `For ${printedFor}, ` : ''}${dateWords(printedOn)}. Opening this page is noted in the audit.
    </p>
    <p class="govuk-body no-print">
      <a class="govuk-link" href="/pupils/${key}">Back to the page of ${name.forename || 'the pupil'}</a>
    </p>
    ${
      tellsEverything
        ? html`<p class="govuk-body no-print">
            Where the family asks for all that is held of ${name.forename || 'the pupil'}:
            <a class="govuk-link" href="/pupils/${key}/everything.html" download>everything, to read</a>, and
            <a class="govuk-link" href="/pupils/${key}/everything.json" download>the same for a program</a>. Taking it
            is noted in the audit.
          </p>`
        : ''
    }
    ${events.length === 0 ? html`<p class="govuk-body">Nothing is recorded yet.</p>` : ''}
    <ol class="story">
      ${[...Map.groupBy(events, ({ on }) => on)].map(
        ([on, ofDay]) =>
          html`<li class="story__day">
            <h2 class="story__date">${dateWords(on)}</h2>
            <div>
              ${ofDay.map(
                ({ kind, lines }) =>
                  html`<p class="story__event">
                    <strong>${kindWords[kind]}${kind === 'results' ? ':' : '.'}</strong>
                    ${kind === 'results' ? `${lines.join(', ').replace(':, ', ': ')}.` : lines.join(' ')}
                  </p>`,
              )}
            </div>
          </li>`,
      )}
    </ol>
    <section aria-labelledby="seen">
      <h2 class="govuk-heading-m" id="seen">Who may see this</h2>
      <p class="govuk-body lead">
        ${seers.length === 0 ? 'Nobody but the reader.' : `By role and class: ${seers.map(({ name: person, role }) => `${person} (${roleNames[role as Role]})`).join(', ')}.`}
      </p>
      <p class="govuk-body lead">
        Opened so far by: ${opened.map(({ name: person, on }) => `${person} (last ${dateWords(on)})`).join(', ')}.
      </p>
      <p class="govuk-body lead">
        Results stand as they stood in each released run. A list only asks; every decision on this page is a person’s.
      </p>
    </section>`;
}
