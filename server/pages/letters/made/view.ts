import { dateWords } from '../../../html/date-words.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { letterBlocksView } from '../../../html/letters/letter-blocks-view.ts';
import { letterTitle } from '../../../html/letters/letter-title.ts';
import type { LetterMadeRow } from '../../../records/letters/letters-made.ts';
import type { LetterBlock } from '../../../../engine/index.ts';

export interface MadeLetter {
  readonly row: LetterMadeRow;
  /** “Amira H”. */
  readonly name: string;
  readonly key: string | undefined;
  readonly blocks: readonly LetterBlock[];
}

export interface MadePage {
  readonly batch: string;
  readonly letters: readonly MadeLetter[];
  readonly people: ReadonlyMap<string, string>;
  readonly problem: string | undefined;
  /** What a form held that was not saved. */
  readonly entered: Readonly<Record<string, string | undefined>>;
  readonly token: string;
}

/** Letters as they were made, a page each on paper; and, when they have been given, that parents were told. */
export function madeView(page: MadePage): Html {
  const { batch, letters, problem } = page;
  const standing = letters.filter(({ row }) => row.taken_back_at === null);
  return html`<div class="no-print">
      <h1 class="govuk-heading-l">
        ${letters.length === 1 ? 'Letter' : `${letters.length} letters`}: ${letterTitle(letters[0].row.kind)}
      </h1>
      ${
        problem
          ? html`<div class="govuk-error-summary" role="alert" tabindex="-1">
              <h2 class="govuk-error-summary__title">Not saved yet</h2>
              <p>${problem}</p>
            </div>`
          : ''
      }
      <p class="govuk-body lead">
        Print this page: each letter has a page of its own.
        <a class="govuk-link" href="/letters/made/${batch}/letters.docx">Open in Word (DOCX)</a>
      </p>
      ${standing.length > 0 ? toldForm(page, standing) : ''}
    </div>
    ${letters.map((letter) => letterPart(page, letter))}`;
}

function toldForm({ batch, people, entered, token }: MadePage, standing: readonly MadeLetter[]): Html {
  const field = (name: string, label: string, type = 'text') =>
    html`<div class="govuk-form-group">
      <label class="govuk-label" for="${name}">${label}</label>
      <input
        class="govuk-input"
        id="${name}"
        name="${name}"
        type="${type}"
        value="${entered[name] ?? ''}"
        maxlength="300"
      />
    </div>`;
  return html`<section aria-labelledby="told">
    <h2 class="govuk-heading-m" id="told">Were parents told?</h2>
    <p class="govuk-body">A letter that was made is not a letter that was read. When parents know, write it here.</p>
    <form class="agree" method="post" action="/letters/made/${batch}" autocomplete="off">
      <input type="hidden" name="token" value="${token}" />
      ${standing.map(
        ({ row, name }) =>
          html`<div class="choice">
            <input id="letter.${row.letter_id}" name="letter.${row.letter_id}" type="checkbox" value="${row.version}" />
            <label for="letter.${row.letter_id}">${name} <span class="quiet">${toldWords(row, people)}</span></label>
          </div>`,
      )}
      <div class="fields">
        ${field('told_on', 'Told on', 'date')} ${field('told_by', 'Told by')}
        ${field('told_how', 'How: in a talk, by this letter')}
      </div>
      <button class="govuk-button" name="do" value="told">Parents were told</button>
      ${standing.some(({ row }) => row.told_on !== null) ? html`<button class="govuk-button govuk-button--secondary" name="do" value="untold">Take “told” back</button>` : ''}
      <button class="govuk-button govuk-button--secondary" name="do" value="take-back">Made by mistake</button>
    </form>
  </section>`;
}

function toldWords(row: LetterMadeRow, people: ReadonlyMap<string, string>): string {
  if (row.told_on === null) return 'not recorded that parents were told';
  const how = row.told_how ? `, ${row.told_how}` : '';
  return `parents told ${dateWords(row.told_on)} by ${row.told_by ?? ''}${how}; written by ${people.get(row.told_recorded_by ?? '') ?? 'someone who has left'}`;
}

function letterPart({ people }: MadePage, { row, name, key, blocks }: MadeLetter): Html {
  return html`<article class="letter__page" aria-label="Letter about ${name}">
    <p class="govuk-body-s quiet no-print">
      ${key ? html`<a class="govuk-link" href="/register/${key}">${name}</a>` : name}: made
      ${dateWords(row.made_at.slice(0, 10))} by ${people.get(row.made_by) ?? 'someone who has left'}.
      ${row.taken_back_at ? html`<strong>Taken back ${dateWords(row.taken_back_at.slice(0, 10))}.</strong>` : ''}
    </p>
    <p class="letter__head"><strong>${row.school}</strong> <span>${dateWords(row.made_at.slice(0, 10))}</span></p>
    ${row.taken_back_at ? trusted('<p class="letter__text"><strong>Taken back: not to be given.</strong></p>') : ''}
    ${letterBlocksView(blocks)}
  </article>`;
}
