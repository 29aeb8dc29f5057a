import type { FamilySheet } from '../../../../engine/index.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { select } from '../../../html/select.ts';
import { html, type Html } from '../../../html/html.ts';

export interface FamilySheetPage {
  readonly pupil: ListedPupil;
  readonly subjects: readonly (readonly [string, string])[];
  readonly subject: string;
  readonly sheet: FamilySheet;
  /** “What we know of this time: …”; '' for nothing. */
  readonly known: string;
  /** What is written already under each prompt; '' leaves lines to write on. */
  readonly written: readonly string[];
}

/**
 * The sheet for a pupil and family about one subject, to print; under a prompt where nothing is written there are lines to
 * write on.
 */
export function familySheetView({ pupil, subjects, subject, sheet, known, written }: FamilySheetPage): Html {
  return html`<h1 class="govuk-heading-l">For ${pupil.name.full} and family</h1>
    <form
      class="filters no-print"
      method="get"
      action="/pupils/${pupil.key}/family-sheet"
      aria-label="Choose the subject"
    >
      ${select('subject', 'Subject', subjects, subject)}
      <button class="govuk-button govuk-button--secondary">Show</button>
      <a class="govuk-link" href="/pupils/${pupil.key}">Back to the page of ${pupil.name.forename || 'the pupil'}</a>
    </form>
    <p class="letter__text">${sheet.opening.join(' ')}</p>
    ${known ? html`<p class="letter__text">${known}</p>` : ''}
    ${sheet.prompts.map(
      (prompt, place) =>
        html`<h2 class="govuk-heading-s">${prompt}</h2>
          ${written[place] ? html`<p class="letter__text">${written[place]}</p>` : html`<p class="letter__lines"></p>`}`,
    )}
    <p class="letter__text">${sheet.closing.join(' ')}</p>`;
}
