import { outcomes } from '../../engine/index.ts';
import type { Unsaved } from '../plugins/pupil-page.ts';
import type { DiscussionContent, DiscussionRow } from '../records/discussions.ts';
import type { AddedPupilRow } from '../records/record-tables.ts';
import { dateWords } from './date-words.ts';
import { html, trusted, type Html } from './html.ts';
import type { PupilPage } from './pupil-view.ts';

/** What the part “Agree” of a pupil’s page shows. */
export interface Agreement {
  /** As saved; undefined where nothing is. */
  readonly own: DiscussionRow | undefined;
  /** What the fields hold. */
  readonly form: DiscussionContent;
  readonly unsaved: Unsaved | undefined;
  /** Version the form builds on; 0 where there is none. */
  readonly seen: number;
  readonly mayUndo: boolean;
  /** Brought by a person, with a reason. */
  readonly added: AddedPupilRow | undefined;
  readonly token: string;
}

/** Says that the pupil before was saved. */
export function savedPart({ saved }: PupilPage): Html {
  if (!saved) return html``;
  return html`<div class="doubts" role="status">
    <p>
      Saved for <a class="govuk-link" href="/pupils/${saved.key}#agree">${saved.name}</a>. It can be taken back there
      for ten minutes.
    </p>
  </div>`;
}

export function agreePart({ pupil, runId, agreement, people, steps }: PupilPage): Html {
  const { form, own, seen, token, unsaved } = agreement;
  return html`<section aria-labelledby="agree">
    <h2 class="govuk-heading-m" id="agree">Agree</h2>
    ${own ? standing(own, people) : ''} ${agreement.mayUndo ? undo(pupil.key, runId, token) : ''}
    ${unsaved ? problem(unsaved, people) : ''}
    <form class="agree no-print" method="post" action="/pupils/${pupil.key}/discussion" autocomplete="off">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="run" value="${runId}" />
      <input type="hidden" name="version" value="${String(seen)}" />
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
          Outcome (one; arrow keys move between them)
        </legend>
        <div class="outcomes">
          ${outcomes.map((outcome, place) => radio('outcome', outcome, { id: `outcome-${place}`, chosen: form.outcome === outcome, required: true }))}
        </div>
      </fieldset>
      <div class="fields">
        ${field('agreed', 'What we do', form.agreed)} ${field('who', 'Who', form.who)}
        ${field('by_when', 'By when', form.by_when, 'date')} ${field('will_see', 'We will see', form.will_see)}
        ${field('parent_told', 'Parents told: yes, or who tells them and by when', form.parent_told)}
      </div>
      <details
        class="govuk-details"
        ${form.can_do || form.tried || form.note || form.pupil_says || form.home_says || form.asks ? trusted(' open') : ''}
      >
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">What the pupil can do, what was tried, context, voices</span>
        </summary>
        <div class="govuk-details__text">
          <div class="fields">
            ${field('can_do', 'Can do', form.can_do)} ${field('tried', 'Tried so far', form.tried)}
            ${field('note', 'Health, family, language, hearing or sight', form.note)}
            ${field('pupil_says', 'The pupil says', form.pupil_says)} ${field('home_says', 'Home says', form.home_says)}
            ${field('asks', 'Not asked yet: who asks, by when', form.asks)}
          </div>
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend">Has context been considered?</legend>
            <div class="outcomes">
              ${['yes', 'no', 'not known'].map((answer) => radio('considered', answer, { id: `considered-${answer.replace(' ', '-')}`, chosen: form.considered === answer, required: false }))}
            </div>
          </fieldset>
          <div class="choice">
            <input
              id="safeguarding"
              name="safeguarding"
              type="checkbox"
              value="1"
              ${form.safeguarding === 1 ? trusted(' checked') : ''}
            />
            <label for="safeguarding">See the safeguarding lead (nothing is written here)</label>
          </div>
        </div>
      </details>
      <div class="govuk-button-group">
        <button class="govuk-button" name="go" value="${steps.next ? 'next' : 'stay'}">
          ${steps.next ? 'Save and next' : 'Save'}
        </button>
        ${steps.next ? html`<button class="govuk-button govuk-button--secondary" name="go" value="stay">Save and stay</button>` : ''}
      </div>
    </form>
  </section>`;
}

function standing(own: DiscussionRow, people: PupilPage['people']): Html {
  return html`<p class="govuk-body lead">
    <strong>${own.outcome ?? 'No outcome yet'}</strong
    >${own.agreed ? `: ${own.agreed}` : ''}${own.who ? ` · ${own.who}` : ''}${own.by_when ? ` · by ${dateWords(own.by_when)}` : ''}${own.will_see ? ` · we will see: ${own.will_see}` : ''}
    <span class="quiet"
      >(written by ${people.get(own.updated_by) ?? 'someone who has left'},
      ${dateWords(own.updated_at.slice(0, 10))})</span
    >
  </p>`;
}

function undo(key: string, runId: string, token: string): Html {
  return html`<form class="no-print" method="post" action="/pupils/${key}/undo">
    <input type="hidden" name="token" value="${token}" /><input type="hidden" name="run" value="${runId}" />
    <button class="govuk-button govuk-button--secondary">Take the last save back</button>
  </form>`;
}

function problem({ problem: why, theirs }: Unsaved, people: PupilPage['people']): Html {
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1">
    <h3 class="govuk-error-summary__title">Not saved yet</h3>
    <p>
      ${why ?? `${people.get(theirs?.updated_by ?? '') ?? 'Someone else'} saved this pupil while you were writing: “${theirs?.outcome ?? ''}” ${theirs?.agreed ?? ''}. Nothing is lost: theirs stands above, yours is below. Put the two together and save again.`}
    </p>
  </div>`;
}

/** Brings a pupil to the meeting whom the numbers did not list. */
export function addPart({ pupil, runId, agreement }: PupilPage): Html {
  if (pupil.row['section'] !== 'not-listed' || agreement.added) return html``;
  const name = pupil.name.forename || 'this pupil';
  return html`<form class="agree no-print" method="post" action="/pupils/${pupil.key}/add" autocomplete="off">
    <h3 class="govuk-heading-s">Add ${name} to the meeting</h3>
    <input type="hidden" name="token" value="${agreement.token}" /><input type="hidden" name="run" value="${runId}" />
    <div class="fields">
      <div class="govuk-form-group">
        <label class="govuk-label" for="reason">Why, in one line</label>
        <input class="govuk-input" id="reason" name="reason" maxlength="300" required />
      </div>
      <div class="govuk-form-group">
        <label class="govuk-label" for="source">Brought by</label>
        <select class="govuk-select" id="source" name="source">
          <option value="teacher">class teacher</option>
          <option value="senco">SENCO</option>
          <option value="parent">parent</option>
        </select>
      </div>
    </div>
    <button class="govuk-button govuk-button--secondary">Add to the list</button>
  </form>`;
}

function field(name: string, label: string, value: string, type = 'text'): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <input class="govuk-input" id="${name}" name="${name}" type="${type}" value="${value}" />
  </div>`;
}

function radio(
  name: string,
  value: string,
  { id, chosen, required }: { id: string; chosen: boolean; required: boolean },
): Html {
  return html`<div class="choice">
    <input
      id="${id}"
      name="${name}"
      type="radio"
      value="${value}"
      ${chosen ? trusted(' checked') : ''}
      ${required ? trusted(' required') : ''}
    />
    <label for="${id}">${value}</label>
  </div>`;
}
