import { outcomes } from '../../../engine/index.ts';
import type { DiscussionContent, DiscussionRow } from '../../records/discussions/discussions.ts';
import { dateWords } from '../date-words.ts';
import { html, trusted, type Html } from '../html.ts';
import { fieldWords, unsavedAgreement } from './unsaved-agreement.ts';
import { agreedLine } from './agreed-line.ts';
import type { Agreement } from '../../runs/meetings/agreement-of.ts';
import { consideredWords } from '../words.ts';

/** Where the form goes and what its button promises. */
export interface AgreementForm {
  readonly action: string;
  readonly key: string;
  readonly runId: string;
  readonly agreement: Agreement;
  readonly people: ReadonlyMap<string, string>;
  /** What saving leads to: “Save and next”, “Save”. */
  readonly button: string;
  readonly go: 'next' | 'stay';
  /** Whether there is a second button that stays on the page. */
  readonly mayStay: boolean;
  /** The meeting to come back to after an undo. */
  readonly meetingId?: string;
}

/** The form of a pupil, with what stands, what stood in the way, and the way back. */
export function agreeForm(page: AgreementForm): Html {
  const { action, runId, agreement, people } = page;
  const { form, own, seen, token, unsaved } = agreement;
  return html`${own?.outcome ? standing(own, people) : ''} ${agreement.mayUndo ? undo(page) : ''}
    ${unsaved ? unsavedAgreement(unsaved, people) : ''}
    ${agreement.prepared ? html`<p class="govuk-body lead">Noted before the meeting: “${agreement.prepared}”</p>` : ''}
    <form
      class="agree no-print"
      method="post"
      action="${action}"
      autocomplete="off"
      id="agree-form"
      ${unsaved ? trusted(' data-unsaved') : ''}
    >
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="run" value="${runId}" />
      <input type="hidden" name="version" value="${String(seen)}" />
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">
          Outcome (one; arrow keys move between them)
        </legend>
        <div class="outcomes">
          ${outcomes.map(({ code, words }, place) => radio('outcome', [code, words], { id: `outcome-${place}`, chosen: form.outcome === code, required: true }))}
        </div>
      </fieldset>
      <div class="fields">
        ${field('agreed', form.agreed)} ${field('who', form.who, { list: 'staff' })}
        ${field('by_when', form.by_when, { type: 'date' })} ${field('will_see', form.will_see)}
        ${field('parent_told', form.parent_told)}
      </div>
      <datalist id="staff">${agreement.staff.map((name) => html`<option value="${name}"></option>`)}</datalist>
      ${morePart(form)}
      <div class="govuk-button-group">
        <button class="govuk-button" name="go" value="${page.go}">${page.button}</button>
        ${page.mayStay ? html`<button class="govuk-button govuk-button--secondary" name="go" value="stay">Save and stay</button>` : ''}
      </div>
    </form>`;
}

/** Can do, tried, voices, context: open where anything is written, else one click away. */
function morePart(form: DiscussionContent): Html {
  const texts = [form.can_do, form.tried, form.note, form.pupil_says, form.home_says, form.asks];
  return html`<details class="govuk-details" ${texts.some(Boolean) ? trusted(' open') : ''}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">What the pupil can do, what was tried, voices, context</span>
    </summary>
    <div class="govuk-details__text">
      <div class="fields">${field('can_do', form.can_do)} ${field('tried', form.tried)}</div>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend">Voices: what was said, or who asks and by when</legend>
        <div class="fields">
          ${field('pupil_says', form.pupil_says)} ${field('home_says', form.home_says)}
          ${field('asks', form.asks, { list: 'staff' })} ${field('asks_by', form.asks_by, { type: 'date' })}
        </div>
      </fieldset>
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend">Has context been considered?</legend>
        <div class="outcomes">
          ${Object.entries(consideredWords).map(([answer, words]) => radio('considered', [answer, words], { id: `considered-${answer.replace(' ', '-')}`, chosen: form.considered === answer, required: false }))}
        </div>
        <div class="fields">${field('note', form.note)}</div>
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
  </details>`;
}

function standing(own: DiscussionRow, people: AgreementForm['people']): Html {
  return html`<p class="govuk-body lead">
    ${agreedLine(own)}
    <span class="quiet"
      >(written by ${people.get(own.updated_by) ?? 'someone who has left'},
      ${dateWords(own.updated_at.slice(0, 10))})</span
    >
  </p>`;
}

function undo({ key, runId, agreement, meetingId }: AgreementForm): Html {
  return html`<form class="no-print" method="post" action="/pupils/${key}/undo">
    <input type="hidden" name="token" value="${agreement.token}" /><input type="hidden" name="run" value="${runId}" />
    ${meetingId === undefined ? '' : html`<input type="hidden" name="meeting" value="${meetingId}" />`}
    <button class="govuk-button govuk-button--secondary">Take the last save back</button>
  </form>`;
}

function field(name: string, value: string, { type = 'text', list = '' } = {}): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${fieldWords[name]}</label>
    <input
      class="govuk-input"
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      ${list ? trusted(` list="${list}"`) : ''}
    />
  </div>`;
}

function radio(
  name: string,
  [value, words]: readonly [value: string, words: string],
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
    <label for="${id}">${words}</label>
  </div>`;
}
