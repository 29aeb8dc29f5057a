import { criterionNames, growthPercentileSentences, slowDownKindSentence } from '../../../../engine/index.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { criterionCell } from '../../../runs/pupils/criterion-cell.ts';
import { html, type Html } from '../../../html/html.ts';
import { term } from '../../../html/term.ts';
import { keptPart } from '../../../html/kept-part.ts';
import { listedFirst, listedSubjects } from '../../../runs/pupils/listed-subjects.ts';
import type { PupilPage } from './facts.ts';
import { questionWords } from '../../../html/words.ts';

type Questions = Pick<PupilPage, 'pupil' | 'labels' | 'words'>;

/** The four questions by subject, each answer opening to its sentence and numbers, and the growth percentile in words. */
export function questionsPart(page: Questions): Html {
  return keptPart(page.pupil, 'questions', () => questionsOf(page));
}

function questionsOf({ pupil, labels, words }: Questions): Html {
  if (pupil.evidence.length === 0) return html``;
  const inTurn = listedFirst(pupil, pupil.evidence);
  return html`<section aria-labelledby="questions">
    <div class="questions__top">
      <h2 class="govuk-heading-s" id="questions">The four questions</h2>
      <p class="govuk-body-s quiet no-print">
        Open an answer: its numbers, ${term('who-is-compared', 'who is compared')}, ${term('baseline', 'since when')},
        ${term('how-sure', 'how sure')}.
      </p>
    </div>
    <div class="wide">
      <table class="govuk-table questions">
        <caption class="govuk-visually-hidden">
          The four questions by subject
        </caption>
        <thead>
          <tr>
            <td class="govuk-table__header"></td>
            ${inTurn.map(({ subject }) => html`<th scope="col" class="govuk-table__header">${labels.get(subject)?.label ?? subject}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${criterionNames.map(
            (criterion) =>
              html`<tr>
                <th scope="row" class="govuk-table__header">${term(criterion, questionWords[criterion])}</th>
                ${inTurn.map((evidence) => questionCellView(criterionCell(criterion, evidence, words(evidence))))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${percentilesPart(pupil, labels)}
  </section>`;
}

function questionCellView(cell: ReturnType<typeof criterionCell>): Html {
  if (!cell) return html`<td class="govuk-table__cell">–</td>`;
  return html`<td class="govuk-table__cell">
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text"
          >${cell.met ? html`<strong>${cell.answer}</strong>` : cell.answer}</span
        >
      </summary>
      <div class="govuk-details__text">${cell.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
    </details>
  </td>`;
}

/** The growth percentile as a band in a sentence under the table, of the subjects the pupil is listed for; the cells open to the others. */
function percentilesPart(pupil: ListedPupil, labels: PupilPage['labels']): Html {
  const banded = pupil.evidence.filter(({ growth }) => !Number.isNaN(growth?.growth_percentile_true ?? Number.NaN));
  const listed = listedSubjects(pupil);
  return html`${banded
    .filter(({ subject }) => listed.has(subject))
    .map(({ subject, growth, concern, criteria }) => {
      const sentences = growthPercentileSentences({
        percentile: growth?.growth_percentile_true ?? Number.NaN,
        low: growth?.growth_percentile_true_low ?? Number.NaN,
        high: growth?.growth_percentile_true_high ?? Number.NaN,
        verdict: criteria['slower-than-peers']?.verdict ?? 'cannot-say',
      });
      return html`<p class="govuk-body lead">
        <strong>${labels.get(subject)?.label ?? subject}:</strong>
        ${[...sentences, concern ? slowDownKindSentence(concern) : ''].filter(Boolean).join(' ')}
      </p>`;
    })}`;
}
