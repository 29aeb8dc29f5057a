import type { Agreement } from '../../../runs/meetings/agreement-of.ts';
import { agreeForm } from '../../../html/pupils/agreement-form.ts';
import { reasonFields } from '../../../html/pupils/reason-fields.ts';
import { html, type Html } from '../../../html/html.ts';
import type { PupilPage } from './facts.ts';

/** Says that the pupil before was saved. */
export function savedPart({ saved }: Pick<PupilPage, 'saved'>): Html {
  if (!saved) return html``;
  return html`<div class="doubts" role="status">
    <p>
      Saved for <a class="govuk-link" href="/pupils/${saved.key}#agree">${saved.name}</a>. It can be taken back there
      for ten minutes.
    </p>
  </div>`;
}

/** The form for what is agreed; saving goes on to the next pupil of the list, where there is one, or stays. */
export function agreePart({ pupil, runId, agreement, people, steps }: PupilPage): Html {
  const action = `/pupils/${pupil.key}/discussion`;
  const next = steps.next !== null;
  return html`<section aria-labelledby="agree">
    <h2 class="govuk-heading-m" id="agree">Agree</h2>
    ${agreeForm({ action, key: pupil.key, runId, agreement, people, button: next ? 'Save and next' : 'Save', go: next ? 'next' : 'stay', mayStay: next })}
  </section>`;
}

/** Nobody listed this pupil yet, neither the numbers nor a person. */
export function mayBeAdded({ row }: PupilPage['pupil'], { added }: Agreement): boolean {
  return row.section === 'not-listed' && added === undefined;
}

/** Brings a pupil to the meeting whom the numbers did not list. */
export function addPart({ pupil, runId, agreement }: PupilPage): Html {
  if (!mayBeAdded(pupil, agreement)) return html``;
  const name = pupil.name.forename || 'this pupil';
  return html`<form class="agree no-print" method="post" action="/pupils/${pupil.key}/add" autocomplete="off">
    <h3 class="govuk-heading-s" id="add">Add ${name} to the meeting</h3>
    <input type="hidden" name="token" value="${agreement.token}" /><input type="hidden" name="run" value="${runId}" />
    <div class="fields">${reasonFields()}</div>
    <button class="govuk-button govuk-button--secondary">Add to the list</button>
  </form>`;
}
