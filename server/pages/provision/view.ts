import { yearGroupWords } from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import { clashesPart, deployedTable, uncoveredPart } from './findings-view.ts';
import type { MapPage } from './facts.ts';
import { provisionTable, pupilTable } from './tables-view.ts';

/** Provision × pupils × time: what a school provides, for whom, when, at what cost, and what stands out. */
export function provisionMapView(page: MapPage): Html {
  const { choice, map, mayKeep, faults } = page;
  return html`<h1 class="govuk-heading-l">Provision map · ${choice.school}</h1>
    ${faultSummary(faults)}
    <ul class="actions govuk-body no-print">
      ${mayKeep ? html`<li><a class="govuk-link" href="${address('/provision/new', { school: choice.school })}">Add provision</a></li>` : ''}
      <li>
        <a class="govuk-link" href="${address('/provision.csv', queryOf(page))}">As a table for a spreadsheet (CSV)</a>
      </li>
      <li><a class="govuk-link" href="${address('/plan-templates', { school: choice.school })}">Plan templates</a></li>
      <li><a class="govuk-link" href="${address('/register', { school: choice.school })}">Register</a></li>
    </ul>
    ${filters(page)}
    ${
      map.length === 0
        ? html`<p class="govuk-body">
            Nothing is provided in these days here.
            ${mayKeep ? 'Add provision, or choose other days.' : 'The SENCO adds what is provided.'}
          </p>`
        : html`${provisionTable(page)} ${pupilTable(page)}`
    }
    ${clashesPart(page)} ${uncoveredPart(page)} ${deployedTable(page)}`;
}

function queryOf({ choice }: MapPage): Readonly<Record<string, string>> {
  const { school, year, class: className, adult, from, to } = choice;
  return { school, year, class: className, adult, from, to };
}

function filters({ choice, schools, years, classes, adults, faults, mayKeep }: MapPage): Html {
  const all = (names: readonly string[]): (readonly [string, string])[] => [
    ['', 'all'],
    ...names.map((name): [string, string] => [name, name]),
  ];
  return html`<form class="filters no-print" method="get" action="/provision" aria-label="Choose what is shown">
    ${
      schools.length > 1
        ? select(
            'school',
            'School',
            schools.map((name) => [name, name]),
            choice.school,
          )
        : html`<input type="hidden" name="school" value="${choice.school}" />`
    }
    ${select('year', 'Year group', [['', 'all'], ...years.map((year): [string, string] => [year, yearGroupWords(year)])], choice.year)}
    ${select('class', 'Class', all(classes), choice.class)} ${select('adult', 'Adult', all(adults), choice.adult)}
    ${formField({ name: 'from', label: 'From', type: 'date', value: choice.from, fault: faults['from'] })}
    ${formField({ name: 'to', label: 'To', type: 'date', value: choice.to, fault: faults['to'] })}
    ${formField({ name: 'limit', label: 'Most minutes a week for a pupil', value: String(choice.limit), fault: faults['limit'], width: 10 })}
    ${mayKeep ? formField({ name: 'adult_limit', label: 'For an adult', value: String(choice.adultLimit), fault: faults['adult_limit'], width: 10 }) : ''}
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}
