import type { LetterBlock } from '../../../engine/index.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import { select } from '../select.ts';
import { html, type Html } from '../html.ts';
import { letterBlocksView } from '../letters/letter-blocks-view.ts';

export interface FamilySheetPage {
  readonly pupil: ListedPupil;
  readonly subjects: readonly (readonly [string, string])[];
  readonly subject: string;
  /** The words of the sheet, as the school has them. */
  readonly blocks: readonly LetterBlock[];
  /** Why the school’s words cannot be used; empty where they can. */
  readonly problems: readonly string[];
  /** Who has seen it and how long it is kept. */
  readonly facts: string;
  /** “What we know of this time: …”; '' for nothing. */
  readonly known: string;
  /** Day on which the sheet is made, as people write it. */
  readonly day: string;
  /** Who makes it, and can be asked. */
  readonly from: string;
}

/**
 * The sheet for a pupil and family about one subject, to print, with who sends it, when, and whom to ask; under a prompt where
 * nothing is written there are lines to write on.
 */
export function familySheetView(page: FamilySheetPage): Html {
  const { pupil, subjects, subject } = page;
  return letter(
    page,
    html`<form
      class="filters no-print"
      method="get"
      action="/pupils/${pupil.key}/family-sheet"
      aria-label="Choose the subject"
    >
      ${select('subject', 'Subject', subjects, subject)}
      <button class="govuk-button govuk-button--secondary">Show</button>
      <a class="govuk-link" href="/pupils/${pupil.key}">Back to the page of ${pupil.name.forename || 'the pupil'}</a>
    </form>`,
  );
}

/** Several sheets, each on a page of its own; `back` leads to where they were chosen. */
export function familySheetsView(pages: readonly FamilySheetPage[], back: Html): Html {
  return html`<div class="no-print">${back}</div>
    ${pages.map((page) => html`<section class="letter__sheet">${letter(page, html``)}</section>`)}`;
}

function letter(page: FamilySheetPage, choice: Html): Html {
  const { pupil, blocks, known, problems } = page;
  const opening = blocks.findIndex(({ kind }) => kind !== 'paragraph');
  const first = opening < 0 ? blocks.length : opening;
  return html`<p class="letter__head"><strong>${pupil.row.school}</strong> <span>${page.day}</span></p>
    <h1 class="govuk-heading-l">For ${pupil.name.full} and family</h1>
    ${choice}
    ${problems.map((problem) => html`<p class="govuk-body no-print"><strong>The words of this sheet need mending.</strong> ${problem}</p>`)}
    ${letterBlocksView(blocks.slice(0, first))} ${known ? html`<p class="letter__text">${known}</p>` : ''}
    ${letterBlocksView(blocks.slice(first))}
    <p class="letter__text">${page.facts}</p>
    <p class="letter__text letter__contact">
      Questions? Please ask ${page.from}, ${pupil.row.school}. Telephone or e-mail:
      <span class="line line--long"></span>
    </p>
    <p class="govuk-body no-print">
      <a class="govuk-link" href="/method">How we look at progress</a>: a page to print for families who ask.
    </p>`;
}
