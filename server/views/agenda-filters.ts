import { yearGroupWords } from '../../engine/index.ts';
import { isWholeList } from '../plugins/agenda-choice.ts';
import type { AgendaPage } from './agenda-view.ts';
import { html, trusted, type Html } from './html.ts';
import { keptPart } from './kept-part.ts';
import { select } from './select.ts';
import { sectionWords } from './words.ts';

/** What the list is narrowed to and how it is sorted. */
export function agendaFilters(page: Pick<AgendaPage, 'scoped' | 'chosen' | 'labels'>): Html {
  const { chosen, scoped } = page;
  const classes = scoped.classes.filter(({ school }) => school === chosen.school).map((one) => one.class);
  const name = `filters ${JSON.stringify([chosen, scoped.schools, classes])}`;
  return keptPart(scoped.run, name, () => written(page));
}

function written({ scoped, chosen, labels }: Pick<AgendaPage, 'scoped' | 'chosen' | 'labels'>): Html {
  const classes = scoped.classes.filter((one) => one.school === chosen.school);
  const narrowed = !isWholeList(chosen) || chosen.sort !== 'concern';
  const years = [...new Set(classes.map((one) => one.yearGroup))];
  return html`<form class="filters no-print" method="get" action="/agenda" aria-label="Choose what is listed">
    ${
      scoped.schools.length > 1
        ? select(
            'school',
            'School',
            scoped.schools.map((school) => [school, school]),
            chosen.school,
          )
        : html`<input type="hidden" name="school" value="${chosen.school}" />`
    }
    ${select('class', 'Class', [['', 'all'], ...classes.map((one): [string, string] => [one.class, one.class || 'no class given'])], chosen.class ?? '')}
    <details class="govuk-details filters__more" ${narrowed ? trusted(' open') : ''}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Narrow or sort</span></summary>
      <div class="filters__row">
        ${select('year', 'Year', [['', 'all'], ...years.map((year): [string, string] => [year, yearGroupWords(year)])], chosen.year ?? '')}
        ${select('subject', 'Subject', [['', 'all'], ...[...labels].map(([subject, words]): [string, string] => [subject, words.label])], chosen.subject ?? '')}
        ${select('section', 'Part of the list', [['', 'all'], ...Object.entries(sectionWords).map(([section, [name]]): [string, string] => [section, name])], chosen.section ?? '')}
        ${select('sen', 'SEN status', senOptions, chosen.sen ?? '')}
        ${select('state', 'New or again', stateOptions, chosen.state ?? '')}
        ${select('sort', 'Order', chosen.class === undefined ? sortOptions : sortOptions.slice(0, 2), chosen.sort)}
      </div>
    </details>
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

const senOptions: readonly (readonly [string, string])[] = [
  ['', 'all'],
  ['none', 'none'],
  ['supported', 'SEN Support or EHC plan'],
  ['monitoring', 'monitoring'],
];
const stateOptions: readonly (readonly [string, string])[] = [
  ['', 'all'],
  ['new', 'new this time'],
  ['persisting', 'listed again'],
  ['eased', 'no longer listed'],
];
const sortOptions: readonly (readonly [string, string])[] = [
  ['concern', 'order to talk'],
  ['name', 'by name'],
  ['class', 'by class'],
];
