import type { AgendaRow } from '../../../engine/index.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import { html, type Html } from '../../html/html.ts';
import { sectionWords } from '../../html/words.ts';

/** Pupils found by name, with their place on the list and the way to why. Finding nobody, it says what to try. */
export function findView(wanted: string, found: readonly ListedPupil[]): Html {
  return html`<h1 class="govuk-heading-l">Pupils called “${wanted}”</h1>
    ${
      found.length === 0
        ? html`<p class="govuk-body">
            No pupil of yours has this name in this run. Try a part of the name. A pupil who joined after these results
            is in the next run.
          </p>`
        : html`<div class="wide">
            <table class="govuk-table listing">
              <caption class="govuk-visually-hidden">
                Pupils found
              </caption>
              <thead>
                <tr>
                  <th scope="col" class="govuk-table__header">Pupil</th>
                  <th scope="col" class="govuk-table__header">Class</th>
                  <th scope="col" class="govuk-table__header">On the list</th>
                  <th scope="col" class="govuk-table__header ask">Ask</th>
                </tr>
              </thead>
              <tbody>
                ${found.map(
                  ({ key, name, row }) =>
                    html`<tr>
                      <th scope="row" class="govuk-table__header">
                        <a class="govuk-link" href="/pupils/${key}">${name.full}</a>
                      </th>
                      <td class="govuk-table__cell">${row.class ?? ''} · ${row.school}</td>
                      <td class="govuk-table__cell">${listed(row) ? sectionWords[row.section][0] : 'not listed'}</td>
                      <td class="govuk-table__cell">
                        <a class="govuk-link" href="/pupils/${key}/why"
                          >Why is ${name.forename || name.full} ${listed(row) ? 'on the list' : 'not listed'}?</a
                        >
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }`;
}

function listed(row: AgendaRow): boolean {
  return row.section !== 'not-listed';
}
