import type { SupportOf } from '../../runs/pupils/register-of.ts';
import { registerTable } from './table-view.ts';
import { belongsTo, shownChoices, type Shown } from './choice.ts';
import { needTypes } from '../../records/register/pupil-needs.ts';
import type { RegisterPage } from './register-page.ts';
import { select } from '../../html/select.ts';
import { dueDocumentsView } from '../../html/documents/due-documents-view.ts';
import { html, type Html } from '../../html/html.ts';
import { term } from '../../html/term.ts';
import { address } from '../../html/address.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

/** A school's register: suggestions of meetings, then one table that sorts and narrows. */
export function registerView(page: RegisterPage): Html {
  const { school, suggested } = page;
  return html`<h1 class="govuk-heading-l">Register of SEN support · ${school}</h1>
    ${
      page.entered > 0
        ? html`<p class="govuk-body lead" role="status">
            <strong>${page.entered === 1 ? 'One pupil has' : `${page.entered} pupils have`} been entered.</strong>
          </p>`
        : ''
    }
    ${countsPart(page)}
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/monitoring', { school })}">Monitoring list</a></li>
      ${
        page.mayKeep
          ? html`<li><a class="govuk-link" href="${address('/letters', { school })}">Letters</a></li>
              <li><a class="govuk-link" href="${address('/areas', { school })}">Areas other than attainment</a></li>`
          : ''
      }
      <li><a class="govuk-link" href="${address('/provision', { school })}">Provision map</a></li>
      ${
        page.mayKeep
          ? html`<li><a class="govuk-link" href="${address('/register/summary', { school })}">Summary of a term</a></li>
              <li>
                <a class="govuk-link" href="${address('/register/documents', { school })}"
                  >SEN policy and information report</a
                >
              </li>`
          : ''
      }
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
    ${select('need', 'Need', [['', 'all'], ...Object.entries(needTypes).map(([code, [name]]): [string, string] => [code, name])], choice.need)}
    <input type="hidden" name="sort" value="${choice.sort}" />
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

/** What is to be done, with how many pupils each: a link to them. */
const workLists: readonly (readonly [Shown, string])[] = [
  ['due', 'reviews due'],
  ['no-plan', 'no plan running'],
  ['tell', 'parents to tell'],
  ['no-needs', 'no need recorded'],
  ['unknown', 'something not known yet'],
  ['untouched', 'nothing written for a term'],
  ['two-plans', 'two plans without effect, gap grown'],
];

/** “12 pupils: 10 SEN Support, 2 with an EHC plan.”, who waits to be entered, and the work lists. */
function countsPart({ school, supported, today, mayKeep, due }: RegisterPage): Html {
  const of = (show: Shown) => supported.filter((one) => belongsTo(show, one, today)).length;
  const waiting = of('file');
  const lists = workLists.map(([show, words]) => ({ show, words, count: of(show) })).filter(({ count }) => count > 0);
  const list = (show: Shown) => address('/register', { school, show });
  return html`<p class="govuk-body lead">
      ${supported.length}
      ${supported.length === 1 ? 'pupil' : 'pupils'}${supported.length === 0 ? '.' : `: ${of('K')} on SEN Support, ${of('E')} with an EHC plan.`}
      ${
        waiting === 0
          ? ''
          : html`${waiting} ${waiting === 1 ? 'is' : 'are'} in the school’s file and not entered here by a person
            yet${mayKeep ? html`: <a class="govuk-link" href="${address('/register/from-file', { school })}">enter ${waiting === 1 ? 'the pupil' : 'them together'}</a>` : ''}.`
      }
    </p>
    ${
      lists.length + due.length === 0
        ? ''
        : html`<ul class="actions govuk-body no-print" aria-label="To do">
            ${lists.map(({ show, words, count }) => html`<li><a class="govuk-link" href="${list(show)}">${words}: ${count}</a></li>`)}
            ${dueDocumentsView(due, today)}
          </ul>`
    }`;
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
