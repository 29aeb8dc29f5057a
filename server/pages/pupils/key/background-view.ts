import { pageTemplates } from '../../../../engine/index.ts';
import type { DiscussionRow } from '../../../records/discussions/discussions.ts';
import { addPart } from './agree-view.ts';
import { dateWords } from '../../../html/date-words.ts';
import { address } from '../../../html/address.ts';
import { targetLines } from '../../../html/pupils/target-lines.ts';
import { html, type Html } from '../../../html/html.ts';
import type { PupilPage } from './facts.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

/** What else is known of this time: circumstances, note, safeguarding tick, and whether the class shares the pattern. */
export function elsePart(page: PupilPage): Html {
  const { own } = page.agreement;
  return html`<section aria-labelledby="else">
    <h2 class="govuk-heading-m" id="else">What else</h2>
    <p class="govuk-body lead">${page.contextLine}</p>
    ${own?.note ? html`<p class="govuk-body lead">Noted: ${own.note}</p>` : ''}
    ${own?.safeguarding === 1 ? html`<p class="govuk-body"><strong>See the safeguarding lead.</strong></p>` : ''}
    ${classPart(page)}
  </section>`;
}

/** Whether the class shares the pattern, with its numbers behind. */
export function classPart({ classPattern, classLines }: Pick<PupilPage, 'classPattern' | 'classLines'>): Html {
  return html`${classPattern ? html`<p class="govuk-body lead">${classPattern}</p>` : ''}
  ${
    classLines.length === 0
      ? ''
      : html`<details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">The class in numbers</span>
          </summary>
          <div class="govuk-details__text">${classLines.map((line) => html`<p>${line}</p>`)}</div>
        </details>`
  }`;
}

/**
 * Support so far, what people wrote was tried, and what was agreed last. How much a low result comes up by itself is said
 * only beside support.
 */
export function triedPart(page: PupilPage): Html {
  const { agreement, earlier, rebounds, support, overdue, considerAssessment, pupil } = page;
  const tried = agreement.own?.tried || earlier.find((one) => one.tried)?.tried;
  const agreed = earlier.find((one) => one.agreed);
  const done = [support, tried, agreed ? lastAgreed(agreed) : ''].filter(Boolean);
  // What came of nothing is no question: the sentence speaks of the support.
  const lines = [...overdue, ...(done.length > 0 ? [...done, ...rebounds] : [])];
  return html`<section aria-labelledby="tried">
    <h2 class="govuk-heading-m" id="tried">Tried</h2>
    ${
      considerAssessment
        ? html`<div class="doubts">
            <p>
              ${pageTemplates.statutory}
              <a class="govuk-link no-print" href="/register/${pupil.key}">The plans and what came of them</a>
            </p>
          </div>`
        : ''
    }
    ${
      lines.length === 0
        ? html`<p class="govuk-body quiet">Nothing is written yet.</p>`
        : html`<ul class="govuk-list lead">
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>`
    }
  </section>`;
}

/** Where the pupil is to get to, as people chose it, and how likely that is now. */
export function targetsPart({ targets, labels, pupil, runId }: PupilPage): Html {
  return html`<section aria-labelledby="targets">
    <h2 class="govuk-heading-m" id="targets">Targets</h2>
    ${
      targets.length === 0
        ? html`<p class="govuk-body quiet">None is recorded yet.</p>`
        : targetLines(targets, (subject) => labels.get(subject)?.label ?? subject)
    }
    <p class="govuk-body no-print">
      <a class="govuk-link" href="${address(`/targets/${pupil.key}`, { run: runId })}"
        >${targets.length === 0 ? 'Choose targets' : 'Choose, change or look back at targets'}</a
      >
    </p>
  </section>`;
}

function lastAgreed({ agreed, who, by_when }: DiscussionRow): string {
  const by = [who, dateWords(by_when)].filter(Boolean).join(', by ');
  return `Last time we agreed: ${agreed}${by ? ` (${by})` : ''}.`;
}

/** The pupil in earlier windows, what was decided and who wrote it; adding a pupil who is not listed. */
export function historyPart(page: PupilPage): Html {
  const { earlier, people } = page;
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">History</h2>
    ${pastLine(page)}
    <ul class="govuk-list lead">
      ${earlier.map((one) => html`<li>${decision(one, people)}</li>`)}
      ${earlier.length === 0 ? html`<li class="quiet">Not discussed before in this record.</li>` : ''}
      <li>Does a mark look wrong? Tell the data manager: the next run uses the corrected one.</li>
    </ul>
    ${addPart(page)}
  </section>`;
}

/** The pupil in this window and earlier ones, in one line. */
export function pastLine({ past }: Pick<PupilPage, 'past'>): Html {
  return html`<p class="govuk-body lead">
    ${past.map(({ month, was }, place) => html`${place > 0 ? ' · ' : ''}<span class="nowrap">${month}:</span> ${was}`)}
  </p>`;
}

function decision(row: DiscussionRow, people: PupilPage['people']): string {
  const agreed = row.agreed ? ` (${row.agreed})` : '';
  return `${dateWords(row.updated_at.slice(0, 10))}: ${outcomeWords(row.outcome) || 'no outcome'}${agreed}, written by ${people.get(row.updated_by) ?? 'someone who has left'}.`;
}
