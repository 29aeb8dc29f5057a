import type { OpenAgreementRow } from '../../records/discussions/open-agreements.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { sortableHead, sortedRows, type Column } from '../../html/sortable-head.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

export interface OpenAgreement {
  readonly row: OpenAgreementRow;
  readonly key: string;
  readonly name: string;
}

export interface ActionsPage {
  readonly open: readonly OpenAgreement[];
  /** Voices that a meeting left to be asked, with who asks and by when. */
  readonly voices: readonly { key: string; name: string; missing: string; who: string; by: string }[];
  /** Plans whose review is due, earliest first. */
  readonly reviews: readonly { key: string; name: string; on: string }[];
  /** Name of the reader: what carries it stands first. */
  readonly reader: string;
  /** ISO date. */
  readonly today: string;
  readonly token: string;
  /** Order of the tables; '' for due first. */
  readonly sort: string;
}

/**
 * What was agreed and is not done: the reader's own first, then what is late, then the rest; below, voices to ask and plans
 * to review.
 */
export function actionsView({ open: all, voices, reviews, reader, today, token, sort }: ActionsPage): Html {
  const open = sorted(all, sort);
  const form = { token, sort };
  const mine = open.filter(({ row }) => isFor(row.who, reader));
  const rest = open.filter((one) => !mine.includes(one));
  const late = rest.filter(({ row }) => row.by_when !== '' && row.by_when < today);
  const others = rest.filter((one) => !late.includes(one));
  return html`<h1 class="govuk-heading-l">What we agreed</h1>
    ${
      open.length === 0
        ? html`<p class="govuk-body lead">
            Nothing is open. What a meeting agrees for a pupil, with who does it and by when, stands here until it is
            done.
          </p>`
        : ''
    }
    <div data-table>
      ${mine.length > 0 ? part('With your name', 'mine', mine, form) : ''}
      ${late.length > 0 ? part('Past its date', 'late', late, form) : ''}
      ${others.length > 0 ? part('To do', 'open', others, form) : ''}
    </div>
    ${voicesPart(voices)} ${reviewsPart(reviews, today)}`;
}

/** “Ms Khan” and “S. Khan” are taken for the same: a wrong guess only moves a line up. */
function isFor(who: string, reader: string): boolean {
  const surname = reader.split(/\s+/).at(-1)?.toLowerCase() ?? '';
  return (
    surname.length > 2 &&
    who
      .toLowerCase()
      .split(/[^\p{L}’'-]+/u)
      .includes(surname)
  );
}

function voicesPart(voices: ActionsPage['voices']): Html {
  if (voices.length === 0) return html``;
  return html`<section aria-labelledby="voices">
    <h2 class="govuk-heading-m" id="voices">Voices still to ask <span class="quiet">(${voices.length})</span></h2>
    <ul class="govuk-list">
      ${voices.map(
        ({ key, name, missing, who, by }) =>
          html`<li>
            <a class="govuk-link" href="/pupils/${key}">${name}</a>: ${missing},
            ${who ? `${who} asks` : 'nobody named to ask'}${by ? `, by ${dateWords(by)}` : ''}
          </li>`,
      )}
    </ul>
  </section>`;
}

function reviewsPart(reviews: ActionsPage['reviews'], today: string): Html {
  if (reviews.length === 0) return html``;
  return html`<section aria-labelledby="reviews">
    <h2 class="govuk-heading-m" id="reviews">Plans to review <span class="quiet">(${reviews.length})</span></h2>
    <ul class="govuk-list">
      ${reviews.map(
        ({ key, name, on }) =>
          html`<li>
            <a class="govuk-link" href="/register/${key}">${name}</a>:
            ${dateWords(on)}${on <= today ? html` <strong>due</strong>` : ''}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** One form a table: whatever is chosen is done at once. */
function part(title: string, id: string, agreements: readonly OpenAgreement[], { token, sort }: Form): Html {
  return html`<section aria-labelledby="${id}">
    <h2 class="govuk-heading-m" id="${id}">${title} <span class="quiet">(${agreements.length})</span></h2>
    <form method="post" action="/actions">
      <input type="hidden" name="token" value="${token}" />
      <div class="wide">
        <table class="govuk-table listing small-rows">
          <caption class="govuk-visually-hidden">
            ${title}
          </caption>
          ${sortableHead(columns, { path: '/actions', query: {}, sort })}
          <tbody>
            ${agreements.map(line)}
          </tbody>
        </table>
      </div>
      <div class="buttons no-print">
        <label class="choice" hidden><input type="checkbox" data-choose-all /> Choose all</label>
        <button class="govuk-button govuk-button--secondary">Mark the chosen as done</button>
      </div>
    </form>
  </section>`;
}

type Form = Pick<ActionsPage, 'token' | 'sort'>;

const columns: readonly Column[] = [
  { text: 'Pupil', sort: 'name' },
  { text: 'What' },
  { text: 'Who', sort: 'who' },
  { text: 'By when', sort: 'by' },
  { text: 'We will see' },
  { text: 'Done' },
];

/** In the order asked for. */
function sorted(open: readonly OpenAgreement[], sort: string): readonly OpenAgreement[] {
  return sortedRows(open, sort, {
    name: ({ name }) => name,
    who: ({ row }) => row.who,
    by: ({ row }) => row.by_when,
  });
}

function line({ row, key, name }: OpenAgreement): Html {
  const id = `done-${row.discussion_id}`;
  return html`<tr>
    <th scope="row" class="govuk-table__header"><a class="govuk-link" href="/pupils/${key}">${name}</a></th>
    <td class="govuk-table__cell">
      <p>${row.agreed}</p>
      <p class="quiet">${outcomeWords(row.outcome)}</p>
    </td>
    <td class="govuk-table__cell">${row.who || '–'}</td>
    <td class="govuk-table__cell">${dateWords(row.by_when) || '–'}</td>
    <td class="govuk-table__cell">${row.will_see || '–'}</td>
    <td class="govuk-table__cell no-print">
      <div class="choice">
        <input type="checkbox" id="${id}" name="discussion" value="${row.discussion_id}" />
        <label for="${id}">Done<span class="govuk-visually-hidden"> for ${name}: ${row.agreed}</span></label>
      </div>
    </td>
  </tr>`;
}
