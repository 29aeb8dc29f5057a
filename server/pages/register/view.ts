import type { SupportOf } from '../../runs/pupils/register-of.ts';
import { registerTable } from './table-view.ts';
import { shownChoices } from './choice.ts';
import type { RegisterPage } from './register-page.ts';
import { select } from '../../html/select.ts';
import { html, type Html } from '../../html/html.ts';
import { term } from '../../html/term.ts';
import { address } from '../../html/address.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

/** A school's register: suggestions of meetings, then one table that sorts and narrows. */
export function registerView(page: RegisterPage): Html {
  const { school, suggested } = page;
  return html`<h1 class="govuk-heading-l">Register of SEN support · ${school}</h1>
    <p class="govuk-body lead">${countsLine(page)}</p>
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/monitoring', { school })}">Monitoring list</a></li>
      <li>${term('sen-support', 'What SEN Support and an EHC plan are')}</li>
    </ul>
    ${suggestedPart(suggested)} ${filters(page)} ${registerTable(page)}
    <p class="govuk-body quiet">
      A pupil comes onto this register, and leaves it, by a person’s decision only. No result and no list changes a
      status.
    </p>`;
}

function filters({ school, schools, classes, choice }: RegisterPage): Html {
  return html`<form
    class="filters no-print"
    method="get"
    action="/register"
    aria-label="Choose what is shown"
    data-narrows
  >
    ${
      schools.length > 1
        ? select(
            'school',
            'School',
            schools.map((one) => [one, one]),
            school,
          )
        : ''
    }
    ${select('class', 'Class', [['', 'all'], ...classes.map((one): [string, string] => [one, one || 'no class given'])], choice.class)}
    ${select('show', 'Show', shownChoices, choice.show)}
    <input type="hidden" name="sort" value="${choice.sort}" />
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

/** “12 pupils. 3 reviews are due, 2 have no plan running, 4 wait to be entered.” */
function countsLine({ supported, today }: RegisterPage): string {
  const due = supported.filter(({ plan }) => plan !== undefined && plan.review_on <= today).length;
  const without = supported.filter(({ plan }) => plan === undefined).length;
  const waiting = supported.filter(({ entry }) => entry === undefined).length;
  const facts = [
    due > 0 ? `${due} ${due === 1 ? 'review is' : 'reviews are'} due` : '',
    without > 0 ? `${without} ${without === 1 ? 'has' : 'have'} no plan running` : '',
    waiting > 0
      ? `${waiting} ${waiting === 1 ? 'is' : 'are'} in the school’s file and not entered here by a person yet`
      : '',
  ].filter(Boolean);
  const count = `${supported.length} ${supported.length === 1 ? 'pupil' : 'pupils'}.`;
  return facts.length === 0 ? `${count} Every one has a plan.` : `${count} ${facts.join('; ')}.`;
}

function suggestedPart(suggested: readonly SupportOf[]): Html {
  if (suggested.length === 0) return html``;
  return html`<section aria-labelledby="suggested">
    <h2 class="govuk-heading-m" id="suggested">
      Suggested by meetings <span class="quiet">(${suggested.length})</span>
    </h2>
    <p class="govuk-body quiet">A suggestion changes nothing. Whoever decides opens the pupil and enters it.</p>
    <ul class="govuk-list">
      ${suggested.map(
        (one) =>
          html`<li>
            <a class="govuk-link" href="/register/${one.pupil.key}">${one.pupil.name.short}</a>
            (${one.pupil.row.class ?? ''}): ${outcomeWords(one.suggested)}
          </li>`,
      )}
    </ul>
  </section>`;
}
