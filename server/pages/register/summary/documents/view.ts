import { schoolChoice } from '../../../../html/school-choice.ts';
import { address } from '../../../../html/address.ts';
import { dateWords } from '../../../../html/date-words.ts';
import { documentWords } from '../../../../html/documents/document-words.ts';
import { faultSummary } from '../../../../html/fault-summary.ts';
import { formField } from '../../../../html/form-field.ts';
import { html, type Html } from '../../../../html/html.ts';
import { reviewedDocuments, type ReviewedDocument } from '../../../../records/settings/review-dates.ts';
import { hoursWords } from '../../hours-words.ts';
import type { DocumentsPage } from './facts.ts';

/** The two documents with the day of their next review, its history, and a draft of the report’s numbers. */
export function documentsView(page: DocumentsPage): Html {
  const { school, schools, unsaved } = page;
  return html`${unsaved ? faultSummary({ [`${unsaved.document}-review_on`]: unsaved.problem }) : ''}
    <h1 class="govuk-heading-l">SEN policy and SEN information report · ${school}</h1>
    ${schoolChoice('/register/documents', { school, schools })}
    ${reviewedDocuments.map((document) => documentPart(document, page))} ${draftPart(page)}`;
}

const hints: Readonly<Record<ReviewedDocument, string>> = {
  'sen-policy': 'As the governing body has decided.',
  'information-report': 'The report is updated at least once a year (SEND Code of Practice, 6.79).',
};

function documentPart(
  document: ReviewedDocument,
  { school, days, people, today, unsaved, token }: DocumentsPage,
): Html {
  const set = days.filter((row) => row.document === document);
  const newest = set.at(0);
  const own = unsaved?.document === document ? unsaved : undefined;
  const overdue = newest !== undefined && newest.review_on < today;
  return html`<h2 class="govuk-heading-m">${documentWords[document]}</h2>
    <p class="govuk-body">
      ${newest === undefined ? 'No day of review is set.' : `Next review: ${dateWords(newest.review_on)}.`}
      ${overdue ? html`<span class="state">past its date</span>` : ''}
    </p>
    <form method="post" action="/register/documents" class="no-print">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="school" value="${school}" />
      <input type="hidden" name="document" value="${document}" />
      <input type="hidden" name="seen" value="${newest?.version ?? 0}" />
      ${formField({
        name: 'review_on',
        of: document,
        label: `Next review of the ${documentWords[document]}`,
        hint: hints[document],
        value: own?.typed ?? '',
        fault: own?.problem,
        width: 10,
        longest: 40,
      })}
      <button class="govuk-button govuk-button--secondary">
        Save<span class="govuk-visually-hidden"> the day of the ${documentWords[document]}</span>
      </button>
    </form>
    ${
      set.length === 0
        ? ''
        : html`<ul class="govuk-list quiet" aria-label="History of the ${documentWords[document]}">
            ${set.map(
              ({ review_on, set_at, set_by }) =>
                html`<li>
                  ${dateWords(review_on)}: set on ${dateWords(set_at.slice(0, 10))} by
                  ${people.get(set_by) ?? 'someone who has left'}
                </li>`,
            )}
          </ul>`
    }`;
}

/** Sentences to take into the report; what is withheld from governors is left out of them. */
function draftPart({ school, draft, term, today }: DocumentsPage): Html {
  const { summary, minimum } = draft;
  const { atEnd, provided, hoursAWeek, plansDue, reviewedInTime, joined, left } = summary;
  const day = term.to < today ? term.to : today;
  const known = (count: number) => !Number.isNaN(count);
  const lines = [
    ...(known(atEnd) ? [`${pupils(atEnd)} on the SEN register on ${dateWords(day)}.`] : []),
    ...(known(joined) && known(left) ? [`${joined} came onto it in the ${term.name}, ${left} left it.`] : []),
    ...(known(provided) && known(hoursAWeek)
      ? [`${provided} had provision beside lessons, ${hoursWords(hoursAWeek)} a week together.`]
      : []),
    ...(known(plansDue) && known(reviewedInTime)
      ? [`Of ${plansDue} plans to be reviewed, ${reviewedInTime} were reviewed by their day.`]
      : []),
  ];
  return html`<h2 class="govuk-heading-m">A draft of the report’s numbers</h2>
    ${
      lines.length === 0
        ? html`<p class="govuk-body">
            None can be told: each is of fewer than ${minimum} pupils, or would lead to such a number.
          </p>`
        : html`<ul class="govuk-list govuk-list--bullet">
              ${lines.map((line) => html`<li>${line}</li>`)}
            </ul>
            <p class="govuk-body quiet">
              Numbers of fewer than ${minimum} pupils, and what would lead to them, are left out: the report is
              published.
            </p>`
    }
    <p class="govuk-body no-print">
      <a
        class="govuk-link"
        href="${address('/register/summary', { school, from: term.from, to: term.to, for: 'governors' })}"
        >The whole page of the ${term.name}, to print</a
      >
    </p>`;
}

function pupils(count: number): string {
  return count === 1 ? '1 pupil is' : `${count} pupils are`;
}
