import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { provisionLine } from '../../html/plans/provision-line.ts';
import { effectWords } from '../../html/words.ts';
import type { ProvisionOfPupil } from '../../records/provision/provision-of-pupils.ts';
import type { ShownPlan } from './facts.ts';

/** What a plan says: outcomes, what is done, voices, and its review with what the results say. */
export function planView(shown: ShownPlan, people: ReadonlyMap<string, string>): Html {
  const { plan } = shown;
  const by = (person: string | null) => people.get(person ?? '') ?? 'someone who has left';
  return html`${outcomesTable(shown)}
    <dl class="govuk-summary-list lead">
      ${item('In the classroom', lines(plan.strategies))} ${item('Provision', provisionOf(shown))}
      ${item('The pupil’s view', view(plan.pupil_view, plan.pupil_view_absent))}
      ${item('The view of home', view(plan.home_view, plan.home_view_absent))}
      ${item('The view of school', lines(plan.school_view))}
      ${item('Made by', html`${by(plan.made_by)}, ${dateWords(plan.made_at.slice(0, 10))}`)}
      ${
        plan.reviewed_on === null
          ? ''
          : html`${item('Reviewed', html`${dateWords(plan.reviewed_on)}, by ${by(plan.review_by)}`)}
            ${item('What came of it', html`<strong>${effectWords[plan.effect ?? ''] ?? ''}</strong>: ${plan.came_of_it}`)}
            ${item('The pupil says', view(plan.pupil_says ?? '', plan.pupil_says_absent))}
            ${item('Home says', view(plan.home_says ?? '', plan.home_says_absent))}`
      }
      ${item('What the results say of this time', growthLines(shown))}
    </dl>`;
}

function outcomesTable({ outcomes, plan, cycle }: ShownPlan): Html {
  if (outcomes.length === 0) return html``;
  const reviewed = plan.reviewed_on !== null;
  const heads = ['Outcome', 'Measured by', 'At the start', 'Aim', ...(reviewed ? ['Result', 'Effect'] : [])];
  return html`<div class="wide" tabindex="0" role="region" aria-label="Outcomes of cycle ${cycle}">
    <table class="govuk-table cells">
      <caption class="govuk-visually-hidden">
        Outcomes of cycle ${cycle}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col" class="govuk-table__header">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${outcomes.map(
          (one) =>
            html`<tr>
              <th scope="row" class="govuk-table__header">${one.outcome}</th>
              ${[one.measure, one.baseline, one.aim].map(cell)}
              ${reviewed ? html`${cell(one.result)} ${cell(effectWords[one.effect ?? ''] ?? 'not said')}` : ''}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(text: string): Html {
  return html`<td class="govuk-table__cell">${text || '–'}</td>`;
}

function provisionOf({ plan, provided }: ShownPlan): Html | '' {
  if (provided.length === 0 && plan.provision === '') return '';
  return html`${provided.map(providedLine)} ${lines(plan.provision)}`;
}

/** One provision of a pupil, with its days and a way to it. */
export function providedLine({ provision, from, to }: ProvisionOfPupil): Html {
  return html`<p>
    <a class="govuk-link" href="/provision/${provision.provision_id}">${provision.name}</a>:
    ${provisionLine(provision)}, ${dateWords(from)} to ${dateWords(to)}
  </p>`;
}

function growthLines({ growth }: ShownPlan): Html {
  if (growth.length === 0) return html`<span class="quiet">No results of this pupil are here.</span>`;
  return html`${growth.map(
      ({ subject, sentence, beforeAndDuring }) =>
        html`<p><strong>${subject}.</strong> ${sentence} ${beforeAndDuring}</p>`,
    )}
    <p class="small quiet">
      One pupil’s results move about by themselves, and pupils are given help because they stand low: this is a reason
      to ask, not a proof.
    </p>`;
}

/** What somebody says, or why they did not. */
export function view(says: string, absent: string): Html | '' {
  if (says === '' && absent === '') return '';
  return html`${lines(says)} ${absent === '' ? '' : html`<p class="quiet">No view: ${absent}</p>`}`;
}

/** A text line by line; '' for none. */
export function lines(text: string): Html | '' {
  const each = text.split('\n').filter(Boolean);
  return each.length === 0 ? '' : html`${each.map((line) => html`<p>${line}</p>`)}`;
}

function item(key: string, value: Html | ''): Html {
  if (value === '') return html``;
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${key}</dt>
    <dd class="govuk-summary-list__value">${value}</dd>
  </div>`;
}
