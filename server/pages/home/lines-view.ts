import { yearGroupWords } from '../../../engine/index.ts';
import { mayDo } from '../../people/permissions.ts';
import { address } from '../../html/address.ts';
import { html, type Html } from '../../html/html.ts';
import { term } from '../../html/term.ts';
import type { Home, HomeLine } from './facts.ts';

/** The one table: a row a class or, for whoever looks after several, a row a school. */
export function linesView({ lines, place, person }: Home): Html {
  if (lines.length === 0) return html``;
  const bySchool = lines[0].class === undefined;
  const seesPupils = mayDo(person.role, 'see-pupils');
  const actions = lines[0].stillToDo !== null;
  return html`<div class="wide">
    <table class="govuk-table small-rows">
      <caption class="govuk-visually-hidden">
        ${bySchool ? 'Schools' : `Classes of ${place}`}: pupils tested and pupils to discuss
      </caption>
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">${bySchool ? 'School' : 'Class'}</th>
          ${bySchool ? '' : html`<th scope="col" class="govuk-table__header">Year</th>`}
          <th scope="col" class="govuk-table__header number">${term('tested', 'On roll')}</th>
          <th scope="col" class="govuk-table__header number">${term('tested', 'Tested')}</th>
          <th scope="col" class="govuk-table__header number">${term('to-discuss', 'To discuss')}</th>
          ${actions ? html`<th scope="col" class="govuk-table__header number">Still to do</th>` : ''}
          ${seesPupils ? html`<th scope="col" class="govuk-table__header no-print">${bySchool ? 'Open' : 'For the meeting'}</th>` : ''}
        </tr>
      </thead>
      <tbody>
        ${lines.map((line) => lineRow(line, seesPupils))}
      </tbody>
    </table>
  </div>`;
}

function lineRow(line: HomeLine, seesPupils: boolean): Html {
  const { school, class: className, list } = line;
  const ofSchool = className === undefined;
  const query = ofSchool ? { school } : { school, class: className };
  const name = ofSchool ? school : className || 'no class given';
  const link = ofSchool ? address('/', query) : seesPupils ? address('/agenda', query) : '';
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      ${link ? html`<a class="govuk-link" href="${link}">${name}</a>` : name}
    </th>
    ${ofSchool ? '' : html`<td class="govuk-table__cell">${yearGroupWords(line.yearGroup)}</td>`}
    <td class="govuk-table__cell number">${list?.on_roll ?? '–'}</td>
    <td class="govuk-table__cell number">${list?.measured ?? '–'}</td>
    <td class="govuk-table__cell number">${list?.listed ?? '–'}</td>
    ${line.stillToDo === null ? '' : html`<td class="govuk-table__cell number">${line.stillToDo}</td>`}
    ${
      seesPupils
        ? html`<td class="govuk-table__cell no-print">
            <a class="govuk-link" href="${address(ofSchool ? '/agenda' : '/class-sheet', query)}"
              >${ofSchool ? 'List' : 'Class sheet'}<span class="govuk-visually-hidden"> of ${name}</span></a
            >
          </td>`
        : ''
    }
  </tr>`;
}
