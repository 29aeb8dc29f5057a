import { formField } from '../../html/form-field.ts';
import { html, trusted, type Content, type Html } from '../../html/html.ts';
import { textArea } from '../../html/text-area.ts';
import { effectWords } from '../../html/words.ts';
import { emptyOutcome, emptyPlan, type PlanContent } from '../../records/plans/plan-content.ts';
import type { PlansPage, ShownPlan, UnsavedPlan } from './facts.ts';
import { mostOutcomes } from './forms.ts';

/** Writes a plan, or changes the one that runs: empty rows for more outcomes stand below those there are. */
export function planForm(page: PlansPage): Html {
  const { running, template } = page;
  const held: Omit<PlanContent, 'effect'> = running
    ? { ...running.plan, outcomes: running.outcomes }
    : {
        ...emptyPlan,
        start_on: page.today,
        strategies: template?.strategies ?? '',
        provision: template?.provision ?? '',
        outcomes: (template?.outcomes ?? []).map((one) => ({ ...emptyOutcome, ...one })),
      };
  const box = boxesOf(page, 'plan', (name) => held[name as 'start_on']);
  const rows = Math.min(mostOutcomes, Math.max(3, held.outcomes.length + 2));
  return folded(page, {
    form: 'plan',
    title: running ? 'Change the plan' : 'Write a plan',
    button: running ? 'Save the plan' : 'Start the plan',
    of: running,
    fields: html`<p>For a fixed time, with or without an SEN status. Parents read it: write so that they can.</p>
      <div class="fields">
        ${box.line('start_on', 'Start', 'date')} ${box.line('review_on', 'Review on, a year later at most', 'date')}
      </div>
      ${Array.from({ length: rows }, (_, at) => outcomeFields(page, at + 1, held.outcomes[at] ?? emptyOutcome))}
      ${box.area('strategies', 'In the classroom: what the teacher does, one a line')}
      ${box.area('provision', 'Provision in words, where it is not in the provision map')}
      ${box.area('pupil_view', 'The pupil’s view')}
      ${box.line('pupil_view_absent', 'Or why there is none yet: who asks, and when')}
      ${box.area('home_view', 'The view of home')}
      ${box.line('home_view_absent', 'Or why there is none yet: who asks, and when')}
      ${box.area('school_view', 'The view of school')}`,
  });
}

function outcomeFields(
  page: PlansPage,
  n: number,
  held: { outcome: string; measure: string; baseline: string; aim: string },
): Html {
  const box = boxesOf(page, 'plan', (name) => held[name.slice(0, name.lastIndexOf('_')) as 'aim']);
  return html`<fieldset class="govuk-fieldset">
    <legend class="govuk-fieldset__legend">Outcome ${n}</legend>
    ${box.line(`outcome_${n}`, 'What the pupil is to be able to do')}
    <div class="fields">
      ${box.line(`measure_${n}`, 'Measured by')} ${box.line(`baseline_${n}`, 'At the start')}
      ${box.line(`aim_${n}`, 'Aim at the review')}
    </div>
  </fieldset>`;
}

/** What a class teacher writes: what is done in the classroom. */
export function strategiesForm(page: PlansPage, running: ShownPlan): Html {
  const box = boxesOf(page, 'strategies', () => running.plan.strategies);
  return folded(page, {
    form: 'strategies',
    title: 'Write what is done in the classroom',
    button: 'Save the strategies',
    of: running,
    fields: box.area('strategies', 'In the classroom: what the teacher does, one a line', 4),
  });
}

/** Reviews the running plan: what came of each outcome and of the whole (no answer is suggested), and what pupil and home say. */
export function reviewForm(page: PlansPage, running: ShownPlan): Html {
  const box = boxesOf(page, 'review', (name) => (name === 'reviewed_on' ? page.today : ''));
  return folded(page, {
    form: 'review',
    title: 'Review the plan',
    button: 'Save the review',
    of: running,
    fields: html`${box.line('reviewed_on', 'Reviewed on', 'date')}
    ${running.outcomes.map(
      (one, at) =>
        html`<fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend">Outcome ${at + 1}: ${one.outcome}</legend>
          ${box.line(`result_${at + 1}`, one.measure ? `Result by ${one.measure} (aim: ${one.aim || 'none written'})` : 'Result')}
          ${effectChoice(page, `effect_${at + 1}`, 'What came of it?')}
        </fieldset>`,
    )}
    ${effectChoice(page, 'effect', 'Taken together, has the plan had the effect hoped for?')}
    ${box.area('came_of_it', 'What came of it, as the school sees it')} ${box.area('pupil_says', 'The pupil says')}
    ${box.line('pupil_says_absent', 'Or why they were not asked')} ${box.area('home_says', 'Home says')}
    ${box.line('home_says_absent', 'Or why they were not asked')}`,
  });
}

function effectChoice(page: PlansPage, name: string, question: string): Html {
  const unsaved = own(page, 'review');
  const fault = unsaved?.faults[name];
  return html`<fieldset class="govuk-fieldset" id="${name}">
    <legend class="govuk-fieldset__legend">${question}</legend>
    ${fault ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${fault}</p>` : ''}
    <div class="outcomes">
      ${Object.entries(effectWords).map(
        ([code, words], at) =>
          html`<div class="choice">
            <input
              id="${name}-${at}"
              name="${name}"
              type="radio"
              value="${code}"
              ${unsaved?.entered[name] === code ? trusted(' checked') : ''}
            /><label for="${name}-${at}">${words}</label>
          </div>`,
      )}
    </div>
  </fieldset>`;
}

/** Boxes of one form, with what was typed into it last where it was not saved. */
function boxesOf(page: PlansPage, form: UnsavedPlan['form'], held: (name: string) => string) {
  const unsaved = own(page, form);
  // Two forms of one page have boxes of one name: what leads to them is told apart by the form.
  const value = (name: string) => unsaved?.entered[name] ?? held(name);
  return {
    line: (name: string, label: string, type: 'text' | 'date' = 'text') =>
      formField({ name, label, type, value: value(name), fault: unsaved?.faults[name], longest: 600 }),
    area: (name: string, label: string, rows = 2) =>
      textArea({ name, label, rows, value: value(name), fault: unsaved?.faults[name] }),
  };
}

function own(page: PlansPage, form: UnsavedPlan['form']): UnsavedPlan | undefined {
  return page.unsaved?.form === form ? page.unsaved : undefined;
}

interface Form {
  readonly form: UnsavedPlan['form'];
  readonly title: string;
  readonly button: string;
  readonly of: ShownPlan | undefined;
  readonly fields: Content;
}

function folded(page: PlansPage, { form, title, button, of, fields }: Form): Html {
  const open = own(page, form) !== undefined || (form === 'plan' && page.template !== undefined);
  return html`<details class="govuk-details" ${open ? trusted(' open') : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
    <div class="govuk-details__text">
      <form class="agree" method="post" action="/plans/${page.pupil.key}/${form}" autocomplete="off" novalidate>
        <input type="hidden" name="token" value="${page.token}" />
        <input type="hidden" name="plan" value="${of?.plan.plan_id ?? ''}" />
        <input type="hidden" name="version" value="${of?.plan.version ?? 0}" />
        ${fields}
        <button class="govuk-button">${button}</button>
      </form>
    </div>
  </details>`;
}
