import type { ClassOfRun } from '../../runs/scoped-run.ts';
import type { MeetingRow } from '../../records/discussions/meetings.ts';
import { select } from '../../html/select.ts';
import { dateWords, timeWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { address } from '../../html/address.ts';

export interface MeetingsPage {
  readonly heading: string;
  readonly runId: string;
  /** Classes the reader may hold a meeting for. */
  readonly classes: readonly ClassOfRun[];
  readonly severalSchools: boolean;
  readonly chosen: string;
  /** Length that a meeting is given unless somebody says otherwise. */
  readonly minutes: number;
  readonly open: readonly MeetingRow[];
  readonly past: readonly MeetingRow[];
  readonly token: string;
}

/** Value of the class choice: school and class in one, since a form sends one value. */
export function classValue({ school, class: className }: Pick<ClassOfRun, 'school' | 'class'>): string {
  return JSON.stringify([school, className]);
}

/** Meetings that are going on, starting one, classes to prepare for, and the recaps of those held. */
export function meetingsView(page: MeetingsPage): Html {
  const { classes, heading, open, past, severalSchools, chosen, minutes, token } = page;
  return html`<h1 class="govuk-heading-l">Meetings <span class="govuk-caption-l">${heading}</span></h1>
    ${open.length > 0 ? listPart('Going on', 'open', open, (one) => html`<a class="govuk-link" href="/meetings/${one.meeting_id}">Go on with ${one.class}</a>`) : ''}
    <section aria-labelledby="start">
      <h2 class="govuk-heading-m" id="start">Start a meeting</h2>
      <p class="govuk-body lead">
        The meeting steps through the class’s list pupil by pupil and ends with who does what by when. It stays with
        these results, whatever comes in later.
      </p>
      ${
        classes.length === 0
          ? html`<p class="govuk-body">No class is linked to you today.</p>`
          : html`<form class="filters" method="post" action="/meetings" aria-label="Start a meeting">
              <input type="hidden" name="token" value="${token}" />
              ${select(
                'class',
                'Class',
                classes.map((one) => [
                  classValue(one),
                  `${one.class || 'no class given'}${severalSchools ? ` · ${one.school}` : ''}`,
                ]),
                chosen,
              )}
              <div class="govuk-form-group">
                <label class="govuk-label" for="minutes">Minutes</label>
                <input
                  class="govuk-input govuk-input--width-4"
                  id="minutes"
                  name="minutes"
                  type="number"
                  min="5"
                  max="240"
                  value="${minutes}"
                  required
                />
              </div>
              <button class="govuk-button">Start</button>
            </form>`
      }
    </section>
    ${
      classes.length > 0
        ? html`<section aria-labelledby="before">
            <h2 class="govuk-heading-m" id="before">The week before</h2>
            <p class="govuk-body lead">
              Write what each pupil can do and what they and their families say; it stands in the form in the meeting.
            </p>
            ${[...Map.groupBy(classes, ({ school }) => school)].map(([school, own]) => prepareLinks(school, own, severalSchools))}
          </section>`
        : ''
    }
    ${past.length > 0 ? listPart('Held', 'past', past, (one) => html`<a class="govuk-link" href="/meetings/${one.meeting_id}/recap">Recap of ${one.class}</a>`) : ''}`;
}

/** A line a school: the classes to prepare. */
function prepareLinks(school: string, classes: readonly ClassOfRun[], named: boolean): Html {
  return html`${named ? html`<h3 class="govuk-heading-s">${school}</h3>` : ''}
    <ul class="actions govuk-body">
      ${classes.map(
        (one) =>
          html`<li>
            <a class="govuk-link" href="${address('/prepare', { school, class: one.class })}"
              >Prepare
              ${one.class || 'no class given'}${named ? html`<span class="govuk-visually-hidden"> of ${school}</span>` : ''}</a
            >
          </li>`,
      )}
    </ul>`;
}

function listPart(title: string, id: string, rows: readonly MeetingRow[], link: (one: MeetingRow) => Html): Html {
  return html`<section aria-labelledby="${id}">
    <h2 class="govuk-heading-m" id="${id}">${title}</h2>
    <ul class="govuk-list">
      ${rows.map((one) => html`<li>${link(one)} · ${one.school} · ${dateWords(one.started_at.slice(0, 10))}, ${timeWords(one.started_at)}</li>`)}
    </ul>
  </section>`;
}
