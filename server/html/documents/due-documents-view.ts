import type { ReviewDateRow } from '../../records/settings/review-dates.ts';
import { address } from '../address.ts';
import { dateWords } from '../date-words.ts';
import { documentWords } from './document-words.ts';
import { html, type Html } from '../html.ts';

/** Documents whose day of review has come, as lines of a list that lead to where the next day is set. */
export function dueDocumentsView(due: readonly ReviewDateRow[], today: string): readonly Html[] {
  return due.map(
    ({ school, document, review_on }) =>
      html`<li>
        <a class="govuk-link" href="${address('/register/documents', { school })}"
          >${documentWords[document]}: review
          ${review_on < today ? `was due on ${dateWords(review_on)}` : 'is due today'}</a
        >
      </li>`,
  );
}
