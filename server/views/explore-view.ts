import { yearGroupWords, type Chart, type RunRow } from '../../engine/index.ts';
import type { ExploreKind, ExploreOf } from '../plugins/explore-pictures.ts';
import type { SubjectLabel } from '../plugins/listed-pupils.ts';
import { select } from './agenda-view.ts';
import { chartTable } from './chart-table.ts';
import { html, type Html } from './html.ts';
import { directionNote } from './direction-note.ts';
import { address, numberOf, textOf } from './words.ts';

export interface ExplorePage {
  readonly heading: string;
  readonly runId: string;
  readonly schools: readonly string[];
  readonly years: readonly string[];
  /** Subjects of the year group that can be shown. */
  readonly subjects: readonly string[];
  readonly of: ExploreOf;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly charts: readonly { kind: ExploreKind; chart: Chart }[];
  readonly groups: readonly RunRow[];
}

const titles: Readonly<Record<ExploreKind, readonly [title: string, explained: string]>> = {
  moves: [
    'Who moved how',
    'Each class: its pupils as ticks, the middle pupil as a diamond with a probable range. 50 is usual.',
  ],
  'level-growth': [
    'Level beside growth',
    'Who stands where now, and who moved how against pupils with the same start.',
  ],
  gap: ['Gap over time', 'Mean distance of each class to the middle of the year group.'],
  rates: [
    'Slower than same start',
    'Share of pupils who were slower than pupils with the same start, with a probable range.',
  ],
};

export function exploreView(page: ExplorePage): Html {
  const { schools, years, of, labels, heading, charts } = page;
  const label = labels.get(of.subject)?.label ?? of.subject;
  return html`<h1 class="govuk-heading-l">
      ${of.school}, ${yearGroupWords(of.year)}: ${label} <span class="govuk-caption-l">${heading}</span>
    </h1>
    <form class="filters no-print" method="get" action="/explore" aria-label="Choose what is shown">
      ${
        schools.length > 1
          ? select(
              'school',
              'School',
              schools.map((one) => [one, one]),
              of.school,
            )
          : html`<input type="hidden" name="school" value="${of.school}" />`
      }
      ${select(
        'year',
        'Year',
        years.map((year): [string, string] => [year, yearGroupWords(year)]),
        of.year,
      )}
      ${select(
        'subject',
        'Subject',
        page.subjects.map((one): [string, string] => [one, labels.get(one)?.label ?? one]),
        of.subject,
      )}
      <button class="govuk-button govuk-button--secondary">Show</button>
    </form>
    ${
      of.subject === ''
        ? html`<p class="govuk-body lead">
            No growth can be shown for this school yet: it needs two results of a subject, at least 10 weeks apart.
          </p>`
        : charts.map(({ kind, chart }) => chartPart(page, kind, chart))
    }
    ${directionNote([of.subject], labels)}
    <h2 class="govuk-heading-m">Groups across the run: ${label}</h2>
    <p class="govuk-body lead">
      Of 100 pupils who started with the same score, how many made less progress than the middle pupil of each group. 50
      is usual. The range says how sure this is.
    </p>
    ${groupsTable(page.groups)}`;
}

function chartPart(page: ExplorePage, kind: ExploreKind, chart: Chart): Html {
  const [title, explained] = titles[kind];
  return html`<section aria-label="${title}">
    <h2 class="govuk-heading-m">${title}</h2>
    <p class="govuk-body lead">${explained}</p>
    ${chart.table.rows.length === 0 ? html`<p class="govuk-body">There are too few results to draw this for the choice above.</p>` : chartPicture(page, kind, chart, title)}
  </section>`;
}

function chartPicture({ of, runId }: ExplorePage, kind: ExploreKind, chart: Chart, title: string): Html {
  return html`<figure class="picture picture--wide">
      <img
        src="${address(`/explore/${kind}`, { run: runId, school: of.school, subject: of.subject, year: of.year })}"
        alt="${chart.description} The numbers are in the table below."
      />
    </figure>
    ${chartTable(chart.table, `${title} in numbers`)}`;
}

function groupsTable(rows: readonly RunRow[]): Html {
  if (rows.length === 0) return html`<p class="govuk-body">There is nothing to show here.</p>`;
  return html`<div class="wide">
    <table class="govuk-table">
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">Group</th>
          <th scope="col" class="govuk-table__header number">Pupils</th>
          <th scope="col" class="govuk-table__header number">Middle pupil</th>
          <th scope="col" class="govuk-table__header number">Probably between</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(groupRow)}
      </tbody>
    </table>
  </div>`;
}

function groupRow(row: RunRow): Html {
  const title = html`<th scope="row" class="govuk-table__header">${groupName(row)}</th>`;
  if (row['suppressed'] === true)
    return html`<tr>
      ${title}
      <td class="govuk-table__cell number">–</td>
      <td class="govuk-table__cell" colspan="2">${withheld(textOf(row, 'reason'))}</td>
    </tr>`;
  const whole = (column: string) => Math.round(numberOf(row, column));
  return html`<tr>
    ${title}
    <td class="govuk-table__cell number">${numberOf(row, 'n')}</td>
    <td class="govuk-table__cell number">${whole('median_growth')}</td>
    <td class="govuk-table__cell number">${whole('median_growth_low')} to ${whole('median_growth_high')}</td>
  </tr>`;
}

const groupings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: { F: 'Girls', M: 'Boys' },
  'pupil premium': { yes: 'Pupil premium', no: 'Not pupil premium' },
  'english additional': { yes: 'English as an additional language', no: 'English as first language' },
  'looked after': { yes: 'Looked after', no: 'Not looked after' },
  'sen status': { N: 'No SEN status', K: 'SEN Support', E: 'EHC plan' },
};

function groupName(row: RunRow): string {
  const [grouping, group] = [textOf(row, 'grouping').replaceAll(/[-_]/g, ' '), textOf(row, 'group')];
  return grouping === 'year group' ? yearGroupWords(group) : (groupings[grouping]?.[group] ?? `${grouping}: ${group}`);
}

function withheld(reason: string): string {
  if (reason === 'own-reference') return 'not shown: compared only with itself, so it comes out as average by design';
  return reason === 'complement' ? 'not shown: it would give away a small group' : 'not shown: too few pupils';
}
