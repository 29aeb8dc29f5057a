import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { provisionLine } from '../../../html/plans/provision-line.ts';
import { effectWords } from '../../../html/words.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { ShownPlan } from '../facts.ts';
import { lines, view } from '../plan-view.ts';

/** A plan for parents: what we want to reach, what we do, what everyone says, and lines for names. No figure of the results. */
export function printedPlanView(page: {
  readonly shown: ShownPlan;
  readonly pupil: ListedPupil;
  readonly day: string;
}): Html {
  const { shown, pupil, day } = page;
  const { plan, outcomes, provided, cycle } = shown;
  const reviewed = plan.reviewed_on !== null;
  return html`<p class="letter__head"><strong>${pupil.row.school}</strong> <span>${dateWords(day)}</span></p>
    <p class="govuk-body no-print"><a class="govuk-link" href="/plans/${pupil.key}">Back to the plans</a></p>
    <h1 class="govuk-heading-l">Plan for ${pupil.name.full}</h1>
    <p class="letter__text">
      ${pupil.row.class ? html`Class ${pupil.row.class}. ` : ''}Plan ${cycle}, from ${dateWords(plan.start_on)}.
      ${reviewed ? html`Reviewed on ${dateWords(plan.reviewed_on ?? '')}.` : html`We meet to review it on ${dateWords(plan.review_on)}.`}
    </p>
    ${part(
      'What we want to reach',
      html`<ol class="letter__list">
        ${outcomes.map(
          (one) =>
            html`<li>
              <strong>${one.outcome}</strong>${one.measure ? html`<br />We see it by: ${one.measure}.` : ''}
              ${one.baseline ? html`At the start: ${one.baseline}.` : ''} ${one.aim ? html`Aim: ${one.aim}.` : ''}
              ${reviewed && one.result ? html`Now: ${one.result}.` : ''}
              ${reviewed && one.effect ? html`This came out ${effectWords[one.effect]}.` : ''}
            </li>`,
        )}
      </ol>`,
    )}
    ${part('What happens in the classroom', lines(plan.strategies))}
    ${part(
      'What else we provide',
      provided.length === 0 && plan.provision === ''
        ? ''
        : html`${provided.map(
            ({ provision, from, to }) =>
              html`<p>${provision.name}: ${provisionLine(provision)}, from ${dateWords(from)} to ${dateWords(to)}.</p>`,
          )}
          ${lines(plan.provision)}`,
    )}
    ${part(`What ${pupil.name.forename || 'the pupil'} says`, view(plan.pupil_view, plan.pupil_view_absent))}
    ${part('What home says', view(plan.home_view, plan.home_view_absent))}
    ${part('What school says', lines(plan.school_view))}
    ${
      reviewed
        ? html`${part('What came of it', html`<p>Taken together: ${effectWords[plan.effect ?? ''] ?? ''}. ${plan.came_of_it}</p>`)}
          ${part(`What ${pupil.name.forename || 'the pupil'} said then`, view(plan.pupil_says ?? '', plan.pupil_says_absent))}
          ${part('What home said then', view(plan.home_says ?? '', plan.home_says_absent))}`
        : ''
    }
    <p class="letter__text letter__contact">
      Agreed by: parent or carer <span class="line line--long"></span><br />
      school <span class="line line--long"></span><br />
      date <span class="line"></span>
    </p>`;
}

function part(title: string, content: Html | ''): Html {
  if (content === '') return html``;
  return html`<h2 class="govuk-heading-s">${title}</h2>
    <div class="letter__text">${content}</div>`;
}
