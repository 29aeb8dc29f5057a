import { letterKindWords, pageTemplates, yearGroupWords } from '../../../../engine/index.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { enterForm, leaveForm, undoPart, watchPart } from './forms-view.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';
import { registerHistoryView } from './history-view.ts';
import { needLine, orNotKnown, sinceWords, statusLine, toldWords } from '../../../html/register-words.ts';
import { senWords, effectWords } from '../../../html/words.ts';
import { address } from '../../../html/address.ts';
import type { RegisterPupilPage } from './facts.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

/** One pupil’s support: status, needs, plan and reviews, who told the parents when, and how it came about. */
export function registerPupilView(page: RegisterPupilPage): Html {
  const { one, mayKeep } = page;
  const { pupil, entry } = one;
  const { row, name, key } = pupil;
  return html`<h1 class="govuk-heading-l">${name.short}: register and plans</h1>
    <p class="govuk-body">
      ${[row.class ?? '', yearGroupWords(row.year_group), row.school].filter(Boolean).join(' · ')} ·
      <strong>${statusLine(one) || 'no SEN status'}</strong>${entry ? '' : one.fileStatus ? ' (school’s file)' : ''}
    </p>
    ${pupilLinks(key, { here: 'register', mayKeep })} ${unsavedPart(page)}
    ${one.statutory ? html`<div class="doubts"><p>${pageTemplates.statutory}</p></div>` : ''}
    ${one.suggested ? html`<p class="govuk-body lead">A meeting suggested: <strong>${outcomeWords(one.suggested)}</strong>. Nothing has changed by that.</p>` : ''}
    ${
      one.toDo.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">
            ${one.toDo.map((line) => html`<li>${line}</li>`)}
          </ul>`
        : ''
    }
    ${entryPart(page)} ${needsPart(page)} ${planPart(page)} ${mayKeep ? formsPart(page) : ''} ${reviewedPart(page)}
    ${registerHistoryView(page)} ${papersPart(key, mayKeep)}`;
}

/** Letters, each of which says what is still missing for it, and what goes to the next school or an agency. */
function papersPart(key: string, mayKeep: boolean): Html {
  return html`<section class="no-print" aria-labelledby="papers">
    <h2 class="govuk-heading-m" id="papers">Papers</h2>
    <ul class="actions govuk-body">
      ${
        mayKeep
          ? (['support', 'review', 'leaving'] as const).map(
              (kind) =>
                html`<li>
                  <a class="govuk-link" href="${address(`/letters/${kind}`, { pupil: key })}"
                    >Letter: ${letterKindWords[kind].title}</a
                  >
                </li>`,
            )
          : ''
      }
      <li><a class="govuk-link" href="/register/${key}/transition">Transition sheet</a></li>
      ${mayKeep ? html`<li><a class="govuk-link" href="/register/${key}/evidence.pdf">Evidence pack (PDF)</a></li>` : ''}
    </ul>
  </section>`;
}

/** Why nothing was saved; what was typed into a form that the page has no longer (someone was faster) stands here. */
function unsavedPart({ unsaved, one }: RegisterPupilPage): Html {
  if (!unsaved) return html``;
  const gone: readonly (readonly [string, boolean])[] = [
    ['came_of_it', true],
    ['review_pupil_says', true],
    ['review_home_says', true],
    ['hoped_for', true],
    ['plan_provision', true],
    ['left_because', one.entry === undefined],
    ['watch_because', one.monitored !== undefined],
    ['ended_because', one.monitored === undefined],
  ];
  const typed = gone.flatMap(([name, isGone]) => (isGone && unsaved.entered[name] ? [unsaved.entered[name]] : []));
  return html`<div class="govuk-error-summary" role="alert" tabindex="-1">
    <h2 class="govuk-error-summary__title">Not saved yet</h2>
    <p>${unsaved.problem}</p>
    ${
      typed.length > 0
        ? html`<p>You typed:</p>
            ${typed.map((words) => html`<p>“${words}”</p>`)}`
        : ''
    }
  </div>`;
}

function entryPart({ one, people }: RegisterPupilPage): Html {
  const { entry } = one;
  if (!entry) return html``;
  return html`<section aria-labelledby="entry">
    <h2 class="govuk-heading-m" id="entry">${senWords[entry.status] ?? entry.status} ${sinceWords(entry)}</h2>
    <dl class="govuk-summary-list lead">
      ${item('What makes learning hard', orNotKnown(entry, 'difficulty', entry.difficulty))}
      ${item('What is different or additional', orNotKnown(entry, 'provision', entry.provision))}
      ${item('Decided by', orNotKnown(entry, 'decided', entry.decided_by))} ${item('Parents told', toldWords(entry))}
      ${item('Entered by', `${people.get(entry.entered_by) ?? 'someone who has left'}, ${dateWords(entry.entered_at.slice(0, 10))}`)}
    </dl>
  </section>`;
}

function needsPart({ one }: RegisterPupilPage): Html {
  const { needs, fileNeed } = one;
  return html`<section aria-labelledby="needs">
    <h2 class="govuk-heading-m" id="needs">Needs</h2>
    ${
      needs.length > 0
        ? html`<ol class="govuk-list govuk-list--number">
            ${needs.map((need) => html`<li>${needLine(need)}</li>`)}
          </ol>`
        : html`<p class="govuk-body">
            ${fileNeed ? html`The school’s file says: ${needLine({ need: fileNeed, note: '' })}.` : html`<span class="quiet">No area of need is recorded.</span>`}
          </p>`
    }
  </section>`;
}

function planPart({ one, resultsIn, people, inShort, mayPlan, today }: RegisterPupilPage): Html {
  const { plan, pupil } = one;
  const next = plan
    ? mayPlan
      ? plan.review_on <= today
        ? 'Review the plan'
        : 'Open, change or review the plan'
      : 'Open the plan, and write what is done in the classroom'
    : mayPlan
      ? 'Write a plan'
      : '';
  return html`<section aria-labelledby="plan">
    <h2 class="govuk-heading-m" id="plan">Plan</h2>
    ${
      plan
        ? html`<dl class="govuk-summary-list lead">
            ${item('From', `${dateWords(plan.start_on)}, review ${dateWords(plan.review_on)}`)}
            ${item('We hope for', lines(plan.hoped_for))} ${item('Provision', lines(plan.provision))}
            ${item('Results', resultLines(resultsIn(plan)))}
            ${item('Made by', people.get(plan.made_by) ?? 'someone who has left')}
          </dl>`
        : html`<p class="govuk-body quiet">No plan is running.</p>`
    }
    ${next === '' ? '' : html`<p class="govuk-body no-print"><a class="govuk-link" href="/plans/${pupil.key}">${next}</a></p>`}
    ${
      inShort.length > 0
        ? html`<p class="govuk-body">What the results say now:</p>
            <ul class="govuk-list lead">
              ${inShort.map(({ sentence, met }) => html`<li>${met ? html`<strong>${sentence}</strong>` : sentence}</li>`)}
            </ul>`
        : ''
    }
  </section>`;
}

function formsPart(page: RegisterPupilPage): Html {
  const { one } = page;
  return html`<section class="no-print" aria-labelledby="write">
    <h2 class="govuk-heading-m" id="write">Write</h2>
    ${enterForm(page)} ${one.entry ? leaveForm(page) : ''} ${undoPart(page)} ${watchPart(page)}
  </section>`;
}

function reviewedPart({ one, resultsIn, people }: RegisterPupilPage): Html {
  if (one.reviewed.length === 0) return html``;
  return html`<section aria-labelledby="reviewed">
    <h2 class="govuk-heading-m" id="reviewed">Plans reviewed</h2>
    ${one.reviewed
      .toReversed()
      .map(
        (plan) =>
          html`<dl class="govuk-summary-list lead">
            ${item('From', `${dateWords(plan.start_on)} to ${dateWords(plan.reviewed_on ?? '')}`)}
            ${item('We hoped for', lines(plan.hoped_for))} ${item('Provision', lines(plan.provision))}
            ${item('What came of it', html`<strong>${effectWords[plan.effect ?? '']}</strong>: ${plan.came_of_it}`)}
            ${item('Results', resultLines(resultsIn(plan)))}
            ${item('The pupil says', plan.pupil_says || plan.pupil_says_absent)}
            ${item('Home says', plan.home_says || plan.home_says_absent)}
            ${item('Reviewed by', people.get(plan.review_by ?? '') ?? 'someone who has left')}
          </dl>`,
      )}
  </section>`;
}

function resultLines(results: readonly string[]): Html {
  return results.length === 0
    ? html`<span class="quiet">No result in this time yet.</span>`
    : html`${results.map((line) => html`<p>${line}</p>`)}`;
}

function lines(text: string): Html | '' {
  if (text === '') return '';
  return html`${text
    .split('\n')
    .filter(Boolean)
    .map((line) => html`<p>${line}</p>`)}`;
}

function item(key: string, value: string | Html): Html {
  if (value === '') return html``;
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${key}</dt>
    <dd class="govuk-summary-list__value">${value}</dd>
  </div>`;
}
