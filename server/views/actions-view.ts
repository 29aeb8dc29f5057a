import type { DiscussionRow } from '../records/discussions.ts';
import { dateWords } from './date-words.ts';
import { html, type Html } from './html.ts';

export interface OpenAgreement {
  readonly row: DiscussionRow;
  readonly key: string;
  readonly name: string;
}

export interface ActionsPage {
  readonly open: readonly OpenAgreement[];
  /** ISO date. */
  readonly today: string;
  readonly token: string;
}

export function actionsView({ open, today, token }: ActionsPage): Html {
  const late = open.filter(({ row }) => row.by_when !== '' && row.by_when < today);
  const others = open.filter((one) => !late.includes(one));
  return html`<h1 class="govuk-heading-l">What we agreed</h1>
    ${
      open.length === 0
        ? html`<p class="govuk-body lead">
            Nothing is open. What a meeting agrees for a pupil, with who does it and by when, stands here until it is
            done.
          </p>`
        : ''
    }
    ${late.length > 0 ? part('Past its date', 'late', late, token) : ''}
    ${others.length > 0 ? part('To do', 'open', others, token) : ''}`;
}

function part(title: string, id: string, agreements: readonly OpenAgreement[], token: string): Html {
  return html`<section aria-labelledby="${id}">
    <h2 class="govuk-heading-m" id="${id}">${title} <span class="quiet">(${agreements.length})</span></h2>
    <div class="wide">
      <table class="govuk-table listing">
        <thead>
          <tr>
            ${['Pupil', 'What', 'Who', 'By when', 'We will see'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
            <th scope="col" class="govuk-table__header no-print">Done</th>
          </tr>
        </thead>
        <tbody>
          ${agreements.map((agreement) => line(agreement, token))}
        </tbody>
      </table>
    </div>
  </section>`;
}

function line({ row, key, name }: OpenAgreement, token: string): Html {
  return html`<tr>
    <th scope="row" class="govuk-table__header"><a class="govuk-link" href="/pupils/${key}">${name}</a></th>
    <td class="govuk-table__cell">
      <p>${row.agreed}</p>
      <p class="quiet">${row.outcome}</p>
    </td>
    <td class="govuk-table__cell">${row.who || '–'}</td>
    <td class="govuk-table__cell">${dateWords(row.by_when) || '–'}</td>
    <td class="govuk-table__cell">${row.will_see || '–'}</td>
    <td class="govuk-table__cell no-print">
      <form method="post" action="/actions">
        <input type="hidden" name="token" value="${token}" /><input
          type="hidden"
          name="discussion"
          value="${row.discussion_id}"
        />
        <button class="govuk-button govuk-button--secondary small">
          Done<span class="govuk-visually-hidden"> for ${name}: ${row.agreed}</span>
        </button>
      </form>
    </td>
  </tr>`;
}
