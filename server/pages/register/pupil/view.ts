import { letterKindWords, pageTemplates, yearGroupWords } from '../../../../engine/index.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { enterForm, leaveForm, needsForm, planForm, reviewForm, undoPart, watchPart } from './forms-view.ts';
import { statusOf } from '../choice.ts';
import { registerHistoryView } from './history-view.ts';
import { needLine, orNotKnown, sinceWords, statusLine, toldWords } from '../../../html/register-words.ts';
import { senWords, effectWords } from '../../../html/words.ts';
import { address } from '../../../html/address.ts';
import type { RegisterPupilPage } from './facts.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

/** One pupil’s support: status, needs, plan and reviews, who told the parents when, and how it came about. */
export function registerPupilView(page: RegisterPupilPage): Html {
  const { one, mayKeep, mayPlan } = page;
  const { pupil, entry } = one;
  const { row, name, key } = pupil;
  return html`<h1 class="govuk-heading-l">${name.short}: register and plans</h1>
    <p class="govuk-body">
      ${[row.class ?? '', yearGroupWords(row.year_group), row.school].filter(Boolean).join(' · ')} ·
      <strong>${statusLine(one) || 'no SEN status'}</strong>${entry ? '' : one.fileStatus ? ' (school’s file)' : ''}
    </p>
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="/pupils/${key}">Results of ${name.forename || name.short}</a></li>
      <li><a class="govuk-link" href="/plans/${key}">Plans and provision</a></li>
      <li><a class="govuk-link" href="/pupils/${key}/case-story">Case story</a></li>
      <li><a class="govuk-link" href="/register/${key}/teaching">What works and access arrangements</a></li>
      <li><a class="govuk-link" href="/register/${key}/transition">Transition sheet</a></li>
      ${
        mayKeep
          ? html`<li><a class="govuk-link" href="/register/${key}/higher">Higher level of support</a></li>
              <li><a class="govuk-link" href="/register/${key}/agencies">Agencies</a></li>`
          : ''
      }
      <li><a class="govuk-link" href="${address('/register', { school: row.school })}">Register</a></li>
      ${mayKeep ? lettersLinks(key) : ''}
    </ul>
    ${unsavedPart(page)} ${one.statutory ? html`<div class="doubts"><p>${pageTemplates.statutory}</p></div>` : ''}
    ${one.suggested ? html`<p class="govuk-body lead">A meeting suggested: <strong>${outcomeWords(one.suggested)}</strong>. Nothing has changed by that.</p>` : ''}
    ${
      one.toDo.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">
            ${one.toDo.map((line) => html`<li>${line}</li>`)}
          </ul>`
        : ''
    }
    ${entryPart(page)} ${needsPart(page)} ${planPart(page)} ${mayKeep || mayPlan ? formsPart(page) : ''}
    ${reviewedPart(page)} ${registerHistoryView(page)}`;
}

/** The letters that may be made about the pupil; each says what is still missing for it. */
function lettersLinks(key: string): Html {
  return html`${(['support', 'review', 'leaving'] as const).map(
    (kind) =>
      html`<li>
        <a class="govuk-link" href="${address(`/letters/${kind}`, { pupil: key })}"
          >Letter: ${letterKindWords[kind].title}</a
        >
      </li>`,
  )}`;
}

/** Why nothing was saved; what was typed into a form that the page has no longer (someone was faster) stands here. */
function unsavedPart({ unsaved, one }: RegisterPupilPage): Html {
  if (!unsaved) return html``;
  const gone: readonly (readonly [string, boolean])[] = [
    ['came_of_it', one.plan === undefined],
    ['review_pupil_says', one.plan === undefined],
    ['review_home_says', one.plan === undefined],
    ['hoped_for', one.plan !== undefined],
    ['plan_provision', one.plan !== undefined],
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

function planPart({ one, resultsIn, people, inShort }: RegisterPupilPage): Html {
  const { plan } = one;
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
  const { one, mayKeep, mayPlan } = page;
  return html`<section class="no-print" aria-labelledby="write">
    <h2 class="govuk-heading-m" id="write">Write</h2>
    ${mayPlan ? (one.plan ? reviewForm(page, one.plan) : planForm(page)) : ''}
    ${mayKeep ? html`${enterForm(page)} ${one.entry ? leaveForm(page) : ''} ${undoPart(page)} ${watchPart(page)} ${statusOf(one) === '' ? needsForm(page) : ''}` : ''}
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
            ${item('Results', resultLines(resultsIn(plan)))} ${item('The pupil says', plan.pupil_says ?? '')}
            ${item('Home says', plan.home_says ?? '')}
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

function lines(text: string): Html {
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
