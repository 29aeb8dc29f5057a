import { yearGroupWords } from '../../../engine/index.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { isWholeList, type AgendaChoice } from '../../runs/agenda-choice.ts';
import type { AgendaPage } from './facts.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { keptPart } from '../../html/kept-part.ts';
import { select } from '../../html/select.ts';
import { sectionWords } from '../../html/words.ts';

/** What the list is narrowed to and how it is sorted. What is the same for all classes of a school is written once for them. */
export function agendaFilters({ scoped, chosen, labels }: Pick<AgendaPage, 'scoped' | 'chosen' | 'labels'>): Html {
  const { school, class: className, ...narrowing } = chosen;
  const oneClass = className !== undefined;
  const part = (of: unknown, write: () => Html) =>
    keptPart(scoped.classes, `filters ${JSON.stringify([school, of])}`, write);
  return html`<form
    class="filters no-print"
    method="get"
    action="/agenda"
    aria-label="Choose what is listed"
    data-narrows
  >
    ${part('school', () => schoolPart(scoped, school))} ${part(['class', className], () => classPart(scoped, chosen))}
    ${part([oneClass, narrowing], () => narrowPart({ scoped, chosen, labels }))}
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

function schoolPart({ schools }: ScopedRun, chosen: string): Html {
  if (schools.length === 1) return html`<input type="hidden" name="school" value="${chosen}" />`;
  return select(
    'school',
    'School',
    schools.map((school) => [school, school]),
    chosen,
  );
}

function classPart({ classes }: ScopedRun, { school, class: className }: AgendaChoice): Html {
  const own = classes.filter((one) => one.school === school);
  return select(
    'class',
    'Class',
    [['', 'all'], ...own.map((one): [string, string] => [one.class, one.class || 'no class given'])],
    className ?? '',
  );
}

function narrowPart({ scoped, chosen, labels }: Pick<AgendaPage, 'scoped' | 'chosen' | 'labels'>): Html {
  const classes = scoped.classes.filter((one) => one.school === chosen.school);
  const narrowed = !isWholeList(chosen) || chosen.sort !== 'concern';
  const years = [...new Set(classes.map((one) => one.yearGroup))];
  return html`<details class="govuk-details filters__more" ${narrowed ? trusted(' open') : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Narrow or sort</span></summary>
    <div class="filters__row">
      ${select('year', 'Year', [['', 'all'], ...years.map((year): [string, string] => [year, yearGroupWords(year)])], chosen.year ?? '')}
      ${select('subject', 'Subject', [['', 'all'], ...[...labels].map(([subject, words]): [string, string] => [subject, words.label])], chosen.subject ?? '')}
      ${select('section', 'Part of the list', [['', 'all'], ...Object.entries(sectionWords).map(([section, [name]]): [string, string] => [section, name])], chosen.section ?? '')}
      ${select('sen', 'SEN status', senOptions, chosen.sen ?? '')}
      ${select('state', 'New or again', stateOptions, chosen.state ?? '')}
      ${select('sort', 'Order', chosen.class === undefined ? sortOptions : sortOptions.slice(0, 2), chosen.sort)}
    </div>
  </details>`;
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
