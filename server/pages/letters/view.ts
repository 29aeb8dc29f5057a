import { letterKindWords, type LetterKind } from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { letterTitle } from '../../html/letters/letter-title.ts';
import { select } from '../../html/select.ts';
import { pupilOfRow } from '../../records/pupils/school-pupil.ts';
import type { LetterMadeRow } from '../../records/letters/letters-made.ts';
import type { DisplayNames } from '../../runs/pupils/display-names.ts';
import type { MadeKind } from './forms.ts';

export interface LettersPage {
  readonly school: string;
  readonly schools: readonly string[];
  readonly kinds: readonly { readonly kind: MadeKind; readonly due: number }[];
  /** The newest letters, newest first. */
  readonly made: readonly LetterMadeRow[];
  readonly names: DisplayNames;
  readonly people: ReadonlyMap<string, string>;
}

/** Which letters there are, how many are still to be made by what is recorded, and which were made last. */
export function lettersView({ school, schools, kinds, made, names, people }: LettersPage): Html {
  return html`<h1 class="govuk-heading-l">Letters · ${school}</h1>
    <p class="govuk-body lead">
      A letter says what is recorded, and nothing is left open in it. Making one does not say that parents were told: a
      person does.
    </p>
    ${schoolChoice(school, schools)}
    <ul class="govuk-list lead">
      ${kinds.map(({ kind, due }) => kindLine(kind, school, due))}
      <li>
        <strong>${letterKindWords.family.title}</strong>: ${letterKindWords.family.when} It is made on the page of a
        pupil. ${wordsLink('family', school)}
      </li>
    </ul>
    <section aria-labelledby="made">
      <h2 class="govuk-heading-m" id="made">Made last</h2>
      ${made.length === 0 ? html`<p class="govuk-body quiet">No letter was made here yet.</p>` : ''}
      <ul class="govuk-list lead">
        ${made.map(
          (letter) =>
            html`<li>
              <a class="govuk-link" href="/letters/made/${letter.batch_id}"
                >${letterTitle(letter.kind)}, ${names.of(pupilOfRow(letter)).full}</a
              >: made ${dateWords(letter.made_at.slice(0, 10))} by
              ${people.get(letter.made_by) ?? 'someone who has left'}${
                letter.taken_back_at
                  ? '; taken back'
                  : letter.told_on
                    ? `; parents told ${dateWords(letter.told_on)}`
                    : ''
              }
            </li>`,
        )}
      </ul>
    </section>`;
}

function schoolChoice(school: string, schools: readonly string[]): Html | '' {
  if (schools.length < 2) return '';
  return html`<form class="filters no-print" method="get" action="/letters" aria-label="Choose the school">
    ${select(
      'school',
      'School',
      schools.map((one) => [one, one]),
      school,
    )}
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

function kindLine(kind: MadeKind, school: string, due: number): Html {
  return html`<li>
    <a class="govuk-link" href="${address(`/letters/${kind}`, { school })}">${letterKindWords[kind].title}</a>:
    ${letterKindWords[kind].when}
    <strong>${due === 0 ? 'None to make.' : due === 1 ? '1 to make.' : `${due} to make.`}</strong>
    ${wordsLink(kind, school)}
  </li>`;
}

function wordsLink(kind: LetterKind, school: string): Html {
  return html`<a class="govuk-link no-print" href="${address(`/letters/words/${kind}`, { school })}"
    >Change the words<span class="govuk-visually-hidden"> of ${letterKindWords[kind].title}</span></a
  >`;
}
