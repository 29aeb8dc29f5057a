import type { PersonOnList } from '../../people/manage-people.ts';
import type { AuditRow } from '../../records/audit-entries.ts';
import type { AuditQuery } from './query.ts';
import { actionWords, detailWords } from './words.ts';
import { html, trusted, type Html } from '../../html/html.ts';

export interface AuditPage {
  readonly entries: readonly AuditRow[];
  /** There are earlier ones than these. */
  readonly earlier: boolean;
  readonly chosen: AuditQuery;
  readonly actions: readonly string[];
  readonly people: readonly PersonOnList[];
  /** Names of people (staff), by identifier. */
  readonly names: ReadonlyMap<string, string>;
}

/** Who did what, and when. Pupils stand here by identifier only. */
export function auditView(page: AuditPage): Html {
  const { entries, chosen } = page;
  return html`<h1 class="govuk-heading-l">Audit</h1>
    <p class="govuk-body lead">
      Who signed in, who opened whose page, what was changed, released and exported. Entries can be added, never changed
      or taken away. Pupils stand here by their identifier, never by name.
    </p>
    ${filters(page)}
    ${
      entries.length === 0
        ? html`<p class="govuk-body">
            Nothing fits this choice. <a class="govuk-link" href="/audit">Show everything</a>
          </p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="Entries">
              <table class="govuk-table listing roomy">
                <thead>
                  <tr>
                    ${['Time (UTC)', 'Person', 'What', 'Of', 'More'].map(
                      (name) => html`<th scope="col" class="govuk-table__header">${name}</th>`,
                    )}
                  </tr>
                </thead>
                <tbody>
                  ${entries.map((row) => line(row, page))}
                </tbody>
              </table>
            </div>
            <ul class="actions">
              ${chosen.before ? html`<li><a class="govuk-link" href="/audit?${query(chosen)}">Newest</a></li>` : ''}
              ${
                page.earlier
                  ? html`<li>
                      <a
                        class="govuk-link"
                        rel="next"
                        href="/audit?${query({ ...chosen, before: String(entries.at(-1)!.entry) })}"
                        >Earlier entries</a
                      >
                    </li>`
                  : ''
              }
              <li><a class="govuk-link" href="/audit.csv?${query(chosen)}">All of these as CSV</a></li>
            </ul>`
    }`;
}

function filters({ chosen, people, actions }: AuditPage): Html {
  return html`<form method="get" action="/audit" class="filters">
    ${select(
      'person',
      'Person',
      people.map((one) => [one.person_id, one.display_name] as const),
      chosen.person,
    )}
    ${select(
      'action',
      'What',
      actions
        .map((action) => [action, actionWords(action)] as const)
        .toSorted(([, one], [, other]) => one.localeCompare(other, 'en')),
      chosen.action,
    )}
    <div class="govuk-form-group">
      <label class="govuk-label" for="object">Of (identifier)</label>
      <input
        class="govuk-input govuk-input--width-10"
        id="object"
        name="object"
        value="${chosen.object ?? ''}"
        autocomplete="off"
      />
    </div>
    ${day('from', 'From', chosen.from)} ${day('until', 'Until', chosen.until)}
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string | undefined,
): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <select class="govuk-select" id="${name}" name="${name}">
      <option value="">all</option>
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === chosen ? trusted('selected') : ''}>${text}</option>`,
      )}
    </select>
  </div>`;
}

function day(name: string, label: string, value: string | undefined): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <input class="govuk-input" type="date" id="${name}" name="${name}" value="${value ?? ''}" />
  </div>`;
}

function line(row: AuditRow, { names }: AuditPage): Html {
  const who = row.person_id === null ? '–' : (names.get(row.person_id) ?? row.person_id);
  return html`<tr>
    <td class="govuk-table__cell nowrap">
      <time datetime="${row.at}">${row.at.slice(0, 10)} ${row.at.slice(11, 19)}</time>
    </td>
    <td class="govuk-table__cell">${who}</td>
    <td class="govuk-table__cell">${actionWords(row.action)}</td>
    <td class="govuk-table__cell audit__object">${names.get(row.object) ?? row.object}</td>
    <td class="govuk-table__cell audit__more">${detailWords(row.detail)}</td>
  </tr>`;
}

function query(chosen: AuditQuery): string {
  const { before, ...rest } = chosen;
  const parameters = new URLSearchParams(Object.entries(rest).filter(([, value]) => value !== ''));
  if (before) parameters.set('before', before);
  return parameters.toString();
}
