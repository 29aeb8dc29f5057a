import type { HigherPage } from './facts.ts';
import { pageTemplates, yearGroupWords } from '../../../../engine/index.ts';
import { dateWords } from '../../../html/date-words.ts';
import { dueLine, dueWords, isOverdue, stepWords } from '../../../html/ehc-words.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import type { EhcDue } from '../../../records/higher/ehc-due.ts';
import type { EhcStanding } from '../../../records/higher/ehc-standing.ts';
import type { EhcStepRow, StepKind } from '../../../records/higher/ehc-steps.ts';

import { stepFormView } from './form-view.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';

/** Whether to ask for an EHC needs assessment, every step from there with its day, what is due, and the papers for it. */
export function higherView(page: HigherPage): Html {
  const { one, standing, due, today } = page;
  const { row, name, key } = one.pupil;
  return html`<h1 class="govuk-heading-l">${name.short}: higher level of support</h1>
    <p class="govuk-body">
      ${[row.class ?? '', yearGroupWords(row.year_group), row.school].filter(Boolean).join(' · ')}
    </p>
    ${pupilLinks(key, { here: 'higher', mayKeep: true })}
    ${one.statutory && standing.state === 'none' ? html`<div class="doubts"><p>${pageTemplates.statutory}</p></div>` : ''}
    ${duePart(due, today)} ${outcomesPart(standing)} ${stepFormView(page)} ${papersPart(key)} ${historyPart(page)}`;
}

function duePart(due: readonly EhcDue[], today: string): Html {
  if (due.length === 0) return html``;
  return html`<section aria-labelledby="due">
    <h2 class="govuk-heading-m" id="due">What is due</h2>
    <ul class="govuk-list lead">
      ${due.map((one) => {
        const [what, by] = dueWords[one.code];
        const line = dueLine(one, today);
        return html`<li>
          ${what}: ${isOverdue(one, today) ? html`<strong>${line}</strong>` : line}.
          <span class="quiet small">${by}</span>
        </li>`;
      })}
    </ul>
    <p class="govuk-body-s quiet">
      Regulations: Special Educational Needs and Disability Regulations 2014. They allow exceptions, as for long school
      holidays or a family’s circumstances; after an appeal other times hold.
    </p>
  </section>`;
}

function outcomesPart({ outcomes }: EhcStanding): Html {
  if (outcomes.length === 0) return html``;
  return html`<section aria-labelledby="outcomes">
    <h2 class="govuk-heading-m" id="outcomes">Outcomes of the EHC plan</h2>
    <ul class="govuk-list govuk-list--bullet lead">
      ${outcomes.map((line) => html`<li>${line}</li>`)}
    </ul>
  </section>`;
}

function papersPart(key: string): Html {
  return html`<section class="no-print" aria-labelledby="papers">
    <h2 class="govuk-heading-m" id="papers">Evidence</h2>
    <p class="govuk-body">
      Results beside pupils with the same start, plans and what came of them, attendance, voices, provision, agencies:
      of this pupil only. Read it before it is sent; taking it is noted in the audit.
    </p>
    <ul class="actions govuk-body">
      <li><a class="govuk-link" href="/register/${key}/evidence.pdf">Evidence pack (PDF)</a></li>
      <li><a class="govuk-link" href="/register/${key}/evidence.zip">The same with its data (ZIP)</a></li>
    </ul>
  </section>`;
}

function historyPart({ rows, standing, person, token, one }: HigherPage): Html {
  if (rows.length === 0) return html`<p class="govuk-body quiet">Nothing is written yet: start with the request.</p>`;
  const undoneBy = new Map(rows.filter(({ kind }) => kind === 'undone').map((row) => [row.undoes, row]));
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">Steps</h2>
    <ol class="govuk-list lead">
      ${rows
        .filter(({ kind }) => kind !== 'undone')
        .map((row) => {
          const undone = undoneBy.get(row.step_id);
          const what = html`${dateWords(row.on_day)}: <strong>${stepWords[row.kind as StepKind]}</strong>,
            ${row.by_whom}.`;
          return html`<li>
            ${undone ? html`<s>${what}</s>` : what} ${row.detail ? html`<p>${row.detail}</p>` : ''}
            <p class="small quiet">
              Written by ${person(row.written_by)}, ${dateWords(row.written_at.slice(0, 10))}.
              ${undone ? `Taken back by ${person(undone.written_by)}, ${dateWords(undone.written_at.slice(0, 10))}.` : ''}
            </p>
            ${row.step_id === standing.last?.step_id ? undoButton(one.pupil.key, { token, seen: rows.length, row }) : ''}
          </li>`;
        })}
    </ol>
  </section>`;
}

function undoButton(key: string, { token, seen, row }: { token: string; seen: number; row: EhcStepRow }): Html {
  return html`<form class="no-print" method="post" action="/register/${key}/higher/undo">
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="seen" value="${seen}" />
    <input type="hidden" name="step" value="${row.step_id}" />
    <button class="govuk-button govuk-button--secondary">
      Take this step back${trusted('<span class="govuk-visually-hidden">')}:
      ${stepWords[row.kind as StepKind]}${trusted('</span>')}
    </button>
  </form>`;
}
