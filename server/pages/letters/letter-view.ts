import { letterKindWords, type LetterSlot } from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { dateWords } from '../../html/date-words.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { letterBlocksView } from '../../html/letters/letter-blocks-view.ts';
import type { LetterPage, LetterPupil, PupilFault } from './facts.ts';

const whoseWords = {
  school: 'The words are the school’s own.',
  trust: 'The words are the trust’s.',
  usual: 'The words are the usual ones.',
} as const;

/** Whom the letter goes to, what is typed for all, what is still missing for whom, and how one of them reads. */
export function letterView(page: LetterPage): Html {
  const { kind, school, only, pupils, problems, problem, token } = page;
  return html`<h1 class="govuk-heading-l">${letterKindWords[kind].title} · ${school}</h1>
    ${faultSummary(summaryOf(page))}
    <p class="govuk-body lead">${letterKindWords[kind].when} ${whoseWords[page.whose]}</p>
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/letters', { school })}">All letters</a></li>
      <li><a class="govuk-link" href="${address(`/letters/words/${kind}`, { school })}">Change the words</a></li>
      ${only ? html`<li><a class="govuk-link" href="/register/${only}">Register and plans</a></li>` : ''}
    </ul>
    ${problems.map((one) => html`<p class="govuk-body"><strong>${one}</strong></p>`)}
    ${
      pupils.length === 0
        ? html`<p class="govuk-body">${nobodyWords[kind]}</p>`
        : html`<form method="post" action="/letters/${kind}" autocomplete="off">
            <input type="hidden" name="token" value="${token}" />
            <input type="hidden" name="school" value="${school}" />
            ${only ? html`<input type="hidden" name="only" value="${only}" />` : ''}
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Whom it is about</legend>
              ${problem ? html`<p class="govuk-error-message" id="pupils">${problem}</p>` : ''}
              ${pupils.map((pupil) => pupilPart(page, pupil))}
            </fieldset>
            <fieldset class="govuk-fieldset">
              <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">The same in every letter</legend>
              ${page.all.map(({ slot, value, fault }) => allField(slot, value, fault))}
            </fieldset>
            <button class="govuk-button govuk-button--secondary" name="do" value="preview">
              Look at the first one
            </button>
            <button class="govuk-button" name="do" value="make">Make the letters</button>
          </form>`
    }
    ${previewPart(page)}`;
}

const nobodyWords = {
  support: 'Nobody has been entered on this school’s register as on SEN Support. That is done on the page “Register”.',
  leaving: 'Nobody has left the register here.',
  review: 'No plan is running here. A plan is written on a pupil’s page “Plans”.',
} as const;

function summaryOf({ all, faults, pupils, problem }: LetterPage): Record<string, string | undefined> {
  return {
    pupils: problem,
    ...Object.fromEntries(all.map(({ slot, fault }) => [`all.${slot.name}`, fault])),
    ...Object.fromEntries(
      pupils.map(({ one: { pupil } }) => [
        faults[pupil.key]?.some(({ here }) => here) ? `one.${pupil.key}` : `pupil.${pupil.key}`,
        faults[pupil.key] && `${pupil.name.short}: ${faults[pupil.key].map(({ sentence }) => sentence).join(' ')}`,
      ]),
    ),
  };
}

function pupilPart(page: LetterPage, { one: { pupil }, why, made, values }: LetterPupil): Html {
  const { chosen, faults, typed, people } = page;
  const own: readonly PupilFault[] = faults[pupil.key] ?? [];
  const { key } = pupil;
  const asks = own.some(({ here }) => here) || typed[key] !== '' || values['can-do'] === '';
  return html`<div class="govuk-form-group ${own.length > 0 ? 'govuk-form-group--error' : ''}">
    <div class="choice">
      <input
        id="pupil.${key}"
        name="pupil.${key}"
        type="checkbox"
        value="yes"
        ${chosen.has(key) ? trusted('checked') : ''}
      /><label for="pupil.${key}"
        >${pupil.name.full}${pupil.row.class ? `, ${pupil.row.class}` : ''} <span class="quiet">${why}</span></label
      >
    </div>
    <input type="hidden" name="made.${key}" value="${made.length}" />
    ${made.map(
      (letter) =>
        html`<p class="govuk-hint">
          <a class="govuk-link" href="/letters/made/${letter.batch_id}"
            >Letter made on ${dateWords(letter.made_at.slice(0, 10))}</a
          >
          by ${people.get(letter.made_by) ?? 'someone who has left'}.
        </p>`,
    )}
    ${own.map(
      ({ sentence, here }) =>
        html`<p class="govuk-error-message" ${here ? html`id="one.${key}-fault"` : ''}>
          ${sentence} ${here ? '' : html`<a class="govuk-link" href="/register/${key}">Register and plans</a>`}
        </p>`,
    )}
    ${
      asks
        ? html`<label class="govuk-label" for="one.${key}"
              >What does ${pupil.name.forename || 'the pupil'} do well? (for this letter)</label
            >
            <textarea class="govuk-textarea" id="one.${key}" name="one.${key}" rows="2" maxlength="600">
${typed[key]}</textarea>`
        : ''
    }
  </div>`;
}

function allField({ name, meaning }: LetterSlot, value: string, fault: string | undefined): Html {
  return formField({
    name: `all.${name}`,
    label: meaning,
    value,
    fault,
    type: name === 'meeting-on' ? 'date' : 'text',
    longest: 300,
  });
}

function previewPart({ preview }: LetterPage): Html | '' {
  if (!preview) return '';
  return html`<section aria-labelledby="preview">
    <h2 class="govuk-heading-m" id="preview">How it reads for ${preview.name}</h2>
    <div class="doubts">${letterBlocksView(preview.letter.blocks)}</div>
    <p class="govuk-body quiet">Nothing was made yet.</p>
  </section>`;
}
