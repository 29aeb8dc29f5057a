import { faultSummary } from '../../../html/fault-summary.ts';
import { formField } from '../../../html/form-field.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import type { ChosenPupils } from './chosen-pupils.ts';
import type { SeveralPupilsForm, SeveralPupilsStep } from './forms.ts';

export interface SeveralPupilsPage extends ChosenPupils {
  readonly form: SeveralPupilsForm;
  readonly faults: Readonly<Record<string, string>>;
  /** The list it was chosen on. */
  readonly back: string;
  readonly token: string;
}

const words: Readonly<Record<SeveralPupilsStep, { asks: string; means: string; does: string }>> = {
  // Sheets are printed without a question: only where there is none to print is anything said.
  sheets: { asks: 'Print sheets for', means: '', does: 'Print sheets for' },
  add: {
    asks: 'Add to the meeting:',
    means: 'They stand under “Added by staff” on the list, each with this reason. Write it so that it is true of each.',
    does: 'Add',
  },
  aside: {
    asks: 'Put aside:',
    means: 'They come at the end of the meeting that is going on. If time runs out, the next meeting opens with them.',
    does: 'Put aside',
  },
};

/** Asks, with the number and the names of the pupils, before anything is done. */
export function severalPupilsView(page: SeveralPupilsPage): Html {
  const { pupils, form } = page;
  const count = pupils.length === 1 ? '1 pupil' : `${pupils.length} pupils`;
  const { asks, means, does } = words[form.step];
  const none = pupils.length === 0;
  const hidden = Object.entries({ run: form.run, school: form.school, class: form.class, step: form.step });
  return html`${faultSummary(page.faults)}
    <h1 class="govuk-heading-l">${none ? 'This can be done for none of them' : [asks, count].join(' ')}</h1>
    ${none ? '' : html`<p class="govuk-body lead">${means}</p>`}
    <form method="post" action="/agenda/several" class="narrow" novalidate>
      <input type="hidden" name="token" value="${page.token}" /><input type="hidden" name="confirmed" value="yes" />
      ${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${pupils.map(({ pupil }) => html`<input type="hidden" name="pupil" value="${pupil.key}" />`)}
      <ul class="govuk-list govuk-list--bullet">
        ${pupils.map(({ pupil }) => html`<li>${pupil.name.full}, ${pupil.row.class ?? 'no class'}</li>`)}
      </ul>
      ${leftOut(page)} ${none || form.step !== 'add' ? '' : reasonPart(page)}
      <div class="buttons">
        ${none ? '' : html`<button class="govuk-button">${does} ${count}</button>`}
        <a class="govuk-link" href="${page.back}">Back to the list</a>
      </div>
    </form>`;
}

function leftOut({ left }: SeveralPupilsPage): Html {
  if (left.length === 0) return html``;
  return html`<p class="govuk-body">Not for:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${left.map(({ pupil, because }) => html`<li>${pupil.name.full}: ${because}</li>`)}
    </ul>`;
}

function reasonPart({ form, faults }: SeveralPupilsPage): Html {
  const by = [
    ['teacher', 'class teacher'],
    ['senco', 'SENCO'],
    ['parent', 'parent'],
  ];
  return html`${formField({ name: 'reason', label: 'Why, in one line', value: form.reason ?? '', fault: faults.reason, longest: 300 })}
    <div class="govuk-form-group">
      <label class="govuk-label" for="source">Brought by</label>
      <select class="govuk-select" id="source" name="source">
        ${by.map(([value, text]) => html`<option value="${value}" ${value === form.source ? trusted('selected') : ''}>${text}</option>`)}
      </select>
    </div>`;
}
