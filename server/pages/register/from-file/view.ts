import { address } from '../../../html/address.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { senWords } from '../../../html/words.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';
import type { FileRow } from './rows.ts';

export interface FromFilePage {
  readonly school: string;
  readonly rows: readonly FileRow[];
  readonly decidedBy: string;
  readonly signedBy: string;
  readonly signed: boolean;
  /** By the id of the box. */
  readonly faults: Readonly<Record<string, string>>;
  /** Pupils of the form who cannot be entered any more, why, and what was typed of them. */
  readonly gone: readonly { readonly why: string; readonly typed: readonly string[] }[];
  readonly token: string;
}

/** Everyone whom the school's file has on SEN Support or with a plan and who is not on the register: one page, one signature. */
export function fromFileView(page: FromFilePage): Html {
  const { school, rows, token } = page;
  return html`<h1 class="govuk-heading-l">Enter from the school’s file · ${school}</h1>
    ${faultSummary(page.faults)} ${gonePart(page)}
    ${
      rows.length === 0
        ? html`<p class="govuk-body lead">
            Everyone who has SEN Support or an EHC plan in the school’s file is on the register.
            <a class="govuk-link" href="${address('/register', { school })}">Back to the register</a>
          </p>`
        : html`<p class="govuk-body lead">
              ${rows.length === 1 ? 'One pupil has' : `${rows.length} pupils have`} SEN Support or an EHC plan in the
              school’s file and ${rows.length === 1 ? 'is' : 'are'} not on this register. Status, day and need are the
              file’s: check each row, put right what is wrong, and take the tick away from whoever is not to be entered.
            </p>
            <p class="govuk-body lead">
              Leave empty what nobody knows any more. It is kept as not known (before this record), and the register
              lists what is still to be found out.
            </p>
            <form method="post" action="/register/from-file" autocomplete="off">
              <input type="hidden" name="token" value="${token}" /><input
                type="hidden"
                name="school"
                value="${school}"
              />
              ${table(page)} ${signature(page)}
            </form>`
    }`;
}

/** Typed for somebody who was entered by another person meanwhile, or has left: shown, to be copied. */
function gonePart({ gone }: FromFilePage): Html | '' {
  if (gone.length === 0) return '';
  return html`<div class="doubts">
    ${gone.map(
      ({ why, typed }) =>
        html`<p>${why}</p>
          ${typed.map((text) => html`<p>You typed: “${text}”</p>`)}`,
    )}
    <p>Nothing has been entered yet. The other rows stand below as you left them: sign again.</p>
  </div>`;
}

const heads = [
  'Enter',
  'Pupil',
  'Status',
  'Since',
  'First need',
  'What makes learning hard',
  'Different or additional',
  'Parents told on',
];

function table(page: FromFilePage): Html {
  return html`<div class="wide">
    <table class="govuk-table listing register small-rows from-file">
      <caption class="govuk-visually-hidden">
        Pupils of ${page.school} who are not on the register yet
      </caption>
      <thead>
        <tr>
          ${heads.map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${page.rows.map((one) => tableRow(one, page))}
      </tbody>
    </table>
  </div>`;
}

function tableRow(row: FileRow, { faults }: FromFilePage): Html {
  const { key, name } = row.one.pupil;
  const box = (field: string, label: string, input: (id: string) => Html) => {
    const id = `${field}.${key}`;
    const fault = faults[id];
    return html`<td class="govuk-table__cell" data-of="${label}">
      <label class="govuk-visually-hidden" for="${id}">${label}: ${name.short}</label>
      ${fault ? html`<p class="govuk-error-message" id="${id}.fault">${fault}</p>` : ''} ${input(id)}
    </td>`;
  };
  const input = (value: string, type: 'text' | 'date') => (id: string) =>
    html`<input
      class="govuk-input ${faults[id] ? 'govuk-input--error' : ''}"
      id="${id}"
      name="${id}"
      type="${type}"
      value="${value}"
      maxlength="${type === 'date' ? 20 : 4000}"
      ${faults[id] ? html`aria-describedby="${id}.fault"` : ''}
    />`;
  const chosen = (options: readonly (readonly [string, string])[], value: string) => (id: string) =>
    html`<select class="govuk-select" id="${id}" name="${id}">
      ${options.map(([code, words]) => html`<option value="${code}" ${code === value ? trusted(' selected') : ''}>${words}</option>`)}
    </select>`;
  return html`<tr>
    ${box('enter', 'Enter', (id) => html`<input type="hidden" name="listed.${key}" value="yes" /><input id="${id}" name="${id}" type="checkbox" value="yes" ${row.ticked ? trusted(' checked') : ''} />`)}
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/register/${key}">${name.short}</a> ${row.one.pupil.row.class ?? ''}
    </th>
    ${box('status', 'Status', chosen(Object.entries(senWords), row.status))}
    ${box('from', 'Since', input(row.from, 'date'))}
    ${box('need', 'First need', chosen([['', 'not known'], ...Object.entries(needTypes).map(([code, [words]]): [string, string] => [code, words])], row.need))}
    ${box('difficulty', 'What makes learning hard', input(row.difficulty, 'text'))}
    ${box('provision', 'Different or additional', input(row.provision, 'text'))}
    ${box('told', 'Parents told on', input(row.told, 'date'))}
  </tr>`;
}

function signature({ decidedBy, signedBy, signed, faults }: FromFilePage): Html {
  return html`<div class="fields">
      <div class="govuk-form-group">
        <label class="govuk-label" for="decided_by">Decided by, for all of them (empty: not known)</label>
        <input class="govuk-input" id="decided_by" name="decided_by" type="text" value="${decidedBy}" maxlength="300" />
      </div>
    </div>
    <div class="govuk-form-group">
      ${faults['signed'] ? html`<p class="govuk-error-message" id="signed-fault">${faults['signed']}</p>` : ''}
      <div class="choice">
        <input
          id="signed"
          name="signed"
          type="checkbox"
          value="yes"
          required
          ${signed ? trusted(' checked') : ''}
          ${faults['signed'] ? html`aria-describedby="signed-fault"` : ''}
        /><label for="signed"
          >I have checked these rows. Each ticked pupil has SEN Support or an EHC plan by a person’s decision. Signed:
          ${signedBy}</label
        >
      </div>
    </div>
    <button class="govuk-button">Enter the ticked pupils</button>`;
}
