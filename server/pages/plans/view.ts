import { yearGroupWords } from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { dateWords } from '../../html/date-words.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { html, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import { effectWords } from '../../html/words.ts';
import type { PlansPage } from './facts.ts';
import { planForm, reviewForm, strategiesForm } from './forms-view.ts';
import { planHistoryView } from './history-view.ts';
import { planView, providedLine } from './plan-view.ts';
import { pupilLinks } from '../../html/pupils/pupil-links.ts';

/** A pupil’s plans: the one that runs, what to write, those reviewed, and every change. */
export function plansView(page: PlansPage): Html {
  const { pupil, running, reviewed, people } = page;
  const { row, name, key } = pupil;
  return html`<h1 class="govuk-heading-l">Plans of ${name.short}</h1>
    <p class="govuk-body">
      ${[row.class ?? '', yearGroupWords(row.year_group), row.school].filter(Boolean).join(' · ')}
    </p>
    ${pupilLinks(key, { here: 'plans', mayKeep: page.mayPlan })} ${unsavedPart(page)} ${undoPart(page)}
    <section aria-labelledby="running">
      <h2 class="govuk-heading-m" id="running">
        ${running ? `Cycle ${running.cycle}: ${dateWords(running.plan.start_on)}, review ${dateWords(running.plan.review_on)}` : 'No plan is running'}
      </h2>
      ${
        running
          ? html`<p class="govuk-body no-print">
                <a class="govuk-link" href="/plans/${key}/print">Print the plan</a>
              </p>
              ${planView(running, people)}`
          : ''
      }
      ${!running && page.provided.length > 0 ? html`<div class="govuk-body">${page.provided.map(providedLine)}</div>` : ''}
    </section>
    ${writePart(page)}
    ${
      reviewed.length === 0
        ? ''
        : html`<section aria-labelledby="reviewed">
            <h2 class="govuk-heading-m" id="reviewed">Plans reviewed</h2>
            ${reviewed.map(
              (shown) =>
                html`<h3 class="govuk-heading-s">
                    Cycle ${shown.cycle}: ${dateWords(shown.plan.start_on)} to
                    ${dateWords(shown.plan.reviewed_on ?? '')}: ${effectWords[shown.plan.effect ?? ''] ?? ''}
                  </h3>
                  <p class="govuk-body no-print">
                    <a class="govuk-link" href="${address(`/plans/${key}/print`, { plan: shown.plan.plan_id })}"
                      >Print<span class="govuk-visually-hidden"> cycle ${shown.cycle}</span></a
                    >
                  </p>
                  ${planView(shown, people)}`,
            )}
          </section>`
    }
    ${planHistoryView(page.versions, people)}`;
}

/** Why nothing was saved, with a way to each box. What was typed into a form that is gone stands here. */
function unsavedPart({ unsaved, running }: PlansPage): Html {
  if (!unsaved) return html``;
  const gone = unsaved.form !== 'plan' && running === undefined;
  const texts = Object.entries(unsaved.entered).filter(
    ([name, value]) => gone && value && !['token', 'plan', 'version'].includes(name),
  );
  return html`${faultSummary(unsaved.faults)}
  ${
    unsaved.problem === ''
      ? ''
      : html`<div class="govuk-error-summary" role="alert" tabindex="-1">
          <h2 class="govuk-error-summary__title">Not saved yet</h2>
          <p>${unsaved.problem}</p>
          ${texts.length === 0 ? '' : html`<p>You typed:</p>`} ${texts.map(([, value]) => html`<p>“${value}”</p>`)}
        </div>`
  }`;
}

function undoPart({ undoes, token, pupil }: PlansPage): Html {
  if (!undoes) return html``;
  return html`<form class="no-print" method="post" action="/plans/${pupil.key}/undo">
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="plan" value="${undoes.plan_id}" />
    <input type="hidden" name="version" value="${undoes.version}" />
    <p class="govuk-body">
      Saved. <button class="govuk-button govuk-button--secondary small">Take my last save back</button>
    </p>
  </form>`;
}

function writePart(page: PlansPage): Html {
  const { running, mayPlan, mayWrite, pupil } = page;
  if (!mayPlan && !(mayWrite && running)) return html``;
  return html`<section class="no-print" aria-labelledby="write">
    <h2 class="govuk-heading-m" id="write">Write</h2>
    ${mayPlan && !running ? templatePart(page) : ''}
    ${mayPlan ? planForm(page) : running ? strategiesForm(page, running) : ''}
    ${mayPlan && running ? reviewForm(page, running) : ''}
    ${
      mayPlan
        ? html`<p class="govuk-body">
            <a class="govuk-link" href="${address('/provision/new', { pupil: pupil.key })}">Add provision</a>, or put
            ${pupil.name.forename || 'the pupil'} into a group there is on its page in the
            <a class="govuk-link" href="${address('/provision', { school: pupil.row.school })}">provision map</a>.
          </p>`
        : ''
    }
  </section>`;
}

function templatePart({ templates, template, pupil }: PlansPage): Html {
  const all = html`<a class="govuk-link" href="${address('/plan-templates', { school: pupil.row.school })}"
    >Plan templates</a
  >`;
  return html`<form class="filters" method="get" action="/plans/${pupil.key}">
      ${select(
        'template',
        'Begin with a template',
        [['', 'none'], ...templates.map(({ templateId, name }): [string, string] => [templateId, name])],
        template?.templateId ?? '',
      )}
      <button class="govuk-button govuk-button--secondary">Fill the plan in</button>
    </form>
    <p class="govuk-body">A template fills the boxes: change what does not fit the pupil. ${all}</p>`;
}
