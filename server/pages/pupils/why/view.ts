import { criterionNames, fillForename } from '../../../../engine/index.ts';
import type { ListedPupil, SubjectLabel } from '../../../runs/pupils/listed-pupils.ts';
import { answerOf } from '../../../runs/pupils/criterion-cell.ts';
import { html, type Html } from '../../../html/html.ts';
import { listedFirst } from '../../../runs/pupils/listed-subjects.ts';
import { questionWords } from '../../../html/words.ts';

/** Why a pupil is listed, or not: the answers to the four questions in every subject, those that listed the pupil first. */
export function whyView({
  pupil,
  labels,
  where,
  mayAdd,
}: {
  pupil: ListedPupil;
  labels: ReadonlyMap<string, SubjectLabel>;
  where: string;
  /** Whether the reader may bring a pupil to the list. */
  mayAdd: boolean;
}): Html {
  const { name, key } = pupil;
  const who = name.forename || name.full;
  return html`<h1 class="govuk-heading-l">${name.full}: why on the list, or not</h1>
    <p class="govuk-body lead">${where}</p>
    <p class="govuk-body lead">
      A pupil is listed when one of four questions comes out “likely” or “very likely” in any subject. Here is each
      answer.
    </p>
    ${listedFirst(pupil, pupil.evidence).map(
      ({ subject, criteria }) =>
        html`<h2 class="govuk-heading-m">${labels.get(subject)?.label ?? subject}</h2>
          <dl class="govuk-summary-list">
            ${criterionNames.flatMap((criterion) => {
              const row = criteria[criterion];
              return row
                ? [
                    html`<div class="govuk-summary-list__row">
                      <dt class="govuk-summary-list__key">
                        ${questionWords[criterion]} ${answerOf(row, labels.get(subject) ?? { isRating: false })}
                      </dt>
                      <dd class="govuk-summary-list__value">${fillForename(row.sentence, name.forename)}</dd>
                    </div>`,
                  ]
                : [];
            })}
          </dl>`,
    )}
    ${pupil.evidence.length === 0 ? html`<p class="govuk-body">There is no result for this pupil in these windows.</p>` : ''}
    <p class="govuk-body">The numbers are not the last word: anyone can be added to a meeting.</p>
    <ul class="actions govuk-body no-print">
      ${mayAdd && pupil.row.section === 'not-listed' ? html`<li><a class="govuk-link" href="/pupils/${key}#add">Add ${who} to the list</a></li>` : ''}
      <li><a class="govuk-link" href="/pupils/${key}">Open the page of ${who}</a></li>
    </ul>`;
}
