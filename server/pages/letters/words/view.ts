import {
  familyReasonSentence,
  fillLetter,
  letterKindWords,
  readLetter,
  slotsOfLetter,
  type LetterKind,
} from '../../../../engine/index.ts';
import type { LetterWordsRow } from '../../../records/letters/letter-words.ts';
import { address } from '../../../html/address.ts';
import { dateWords, timeWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { html, type Html } from '../../../html/html.ts';
import { letterBlocksView } from '../../../html/letters/letter-blocks-view.ts';

export interface WordsPage {
  readonly kind: LetterKind;
  readonly school: string;
  readonly schools: readonly string[];
  /** Whose words are changed; '' = the trust's. */
  readonly whose: string;
  readonly mayTrust: boolean;
  readonly words: string;
  /** Words that stand where these are given up. */
  readonly above: string;
  /** Everything these words were, newest first. */
  readonly versions: readonly LetterWordsRow[];
  readonly problems: readonly string[];
  readonly people: ReadonlyMap<string, string>;
  readonly token: string;
}

/** The words of a letter to be changed, what each slot is, how it reads, and who changed it when. */
export function wordsView(page: WordsPage): Html {
  const { kind, school, whose, mayTrust, words, problems, versions } = page;
  const path = `/letters/words/${kind}`;
  return html`<h1 class="govuk-heading-l">
      ${letterKindWords[kind].title}: words of ${whose === '' ? 'the trust' : whose}
    </h1>
    ${faultSummary(Object.fromEntries(problems.map((problem, place) => [place === 0 ? 'words' : `words-${place}`, problem])))}
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/letters', { school })}">All letters</a></li>
      ${
        mayTrust
          ? html`<li>
              <a class="govuk-link" href="${address(path, { school, whose: whose === '' ? '' : 'trust' })}"
                >${whose === '' ? `Words of ${school}` : 'Words of the trust'}</a
              >
            </li>`
          : ''
      }
    </ul>
    <p class="govuk-body lead">
      ${
        whose === ''
          ? 'These words stand in every school that has none of its own.'
          : versions[0]?.words
            ? 'These are the school’s own words.'
            : 'The school has no words of its own yet: these come from above. Change them, and they are the school’s.'
      }
      Write plainly, as you would say it. Say first what the pupil can do.
    </p>
    ${formPart(page)}
    <section aria-labelledby="slots">
      <h2 class="govuk-heading-m" id="slots">What may stand in curly brackets</h2>
      <dl class="govuk-summary-list lead">
        ${slotsOfLetter(kind).map(
          ({ name, meaning }) =>
            html`<div class="govuk-summary-list__row">
              <dt class="govuk-summary-list__key">{${name}}</dt>
              <dd class="govuk-summary-list__value">${meaning}</dd>
            </div>`,
        )}
      </dl>
    </section>
    ${previewPart(kind, school, words)} ${historyPart(page)}`;
}

function formPart({ kind, school, whose, words, versions, problems, token }: WordsPage): Html {
  const seen = versions[0]?.version ?? 0;
  const own = versions[0]?.words !== null && versions.length > 0;
  const hidden = html`<input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="school" value="${school}" />
    <input type="hidden" name="whose" value="${whose === '' ? 'trust' : ''}" />
    <input type="hidden" name="seen" value="${seen}" />`;
  return html`<form method="post" action="/letters/words/${kind}" autocomplete="off">
    ${hidden}
    <div class="govuk-form-group ${problems.length > 0 ? 'govuk-form-group--error' : ''}">
      <label class="govuk-label" for="words">Words of the letter</label>
      <div class="govuk-hint" id="words-hint">
        An empty line begins a new paragraph. A line that begins with # is a heading. {pupil} and the like are filled in
        for each pupil.
      </div>
      ${problems.map((problem, place) => html`<p class="govuk-error-message" id="words-${place}">${problem}</p>`)}
      <textarea
        class="govuk-textarea"
        id="words"
        name="words"
        rows="22"
        aria-describedby="words-hint ${problems.map((_, place) => `words-${place}`).join(' ')}"
      >
${words}</textarea>
    </div>
    <button class="govuk-button" name="do" value="save">Save the words</button>
    ${versions.length > 0 ? html`<button class="govuk-button govuk-button--secondary" name="do" value="undo">Undo the last change</button>` : ''}
    ${own ? html`<button class="govuk-button govuk-button--secondary" name="do" value="give-up">Go back to the words above</button>` : ''}
  </form>`;
}

/** With made-up values: the page of making a letter shows it with a real pupil. */
function previewPart(kind: LetterKind, school: string, words: string): Html {
  const { blocks, faults } = readLetter(kind, words);
  if (faults.length > 0) return html``;
  return html`<section aria-labelledby="preview">
    <h2 class="govuk-heading-m" id="preview">How it reads, for a made-up pupil</h2>
    <div class="doubts">${letterBlocksView(fillLetter(blocks, madeUp).blocks)}</div>
    ${kind === 'family' ? '' : html`<p class="govuk-body"><a class="govuk-link" href="${address(`/letters/${kind}`, { school })}">With a pupil of the school</a></p>`}
  </section>`;
}

const madeUp: Readonly<Record<string, string>> = {
  pupil: 'Robin',
  'full-name': 'Robin Example',
  class: '4K',
  school: 'our school',
  'can-do': 'explains ideas aloud, and helps others.',
  needs: 'speech, language and communication',
  'support-from': '12 January 2027',
  provision: 'a small group for talking about stories, three times a week.',
  'hoped-for': 'Robin tells a story in five sentences.',
  'review-on': '23 March 2027',
  'left-on': '23 March 2027',
  'left-because': 'Robin now reads with the class, without the group.',
  'meeting-on': '23 March 2027',
  'meeting-at': '3.30 pm, in the classroom.',
  contact: 'the SENCO, at the school office.',
  from: 'The SENCO',
  subject: 'reading',
  because: familyReasonSentence(['slower-than-peers']),
};

function historyPart({ versions, people }: WordsPage): Html {
  if (versions.length === 0) return html``;
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">History</h2>
    ${versions.map(
      ({ version, words, set_at, set_by }) =>
        html`<details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text"
              >${dateWords(set_at.slice(0, 10))}, ${timeWords(set_at)}:
              ${people.get(set_by) ?? 'someone who has left'}${words === null ? ' went back to the words above' : ''}
              (${version})</span
            >
          </summary>
          <div class="govuk-details__text">${(words ?? '').split('\n').map((line) => html`<p>${line}</p>`)}</div>
        </details>`,
    )}
  </section>`;
}
