import type { RunRow, SubjectWords } from '../../engine/index.ts';
import { select } from './agenda-view.ts';
import { html, type Html } from './html.ts';
import { address, numberOf, textOf } from './words.ts';

export interface ExplorePage {
  readonly heading: string;
  readonly runId: string;
  readonly schools: readonly string[];
  readonly school: string;
  readonly subject: string;
  readonly labels: ReadonlyMap<string, SubjectWords>;
  readonly classes: readonly RunRow[];
  readonly groups: readonly RunRow[];
}

export function exploreView(page: ExplorePage): Html {
  const { schools, school, subject, labels, heading } = page;
  const label = labels.get(subject)?.label ?? subject;
  return html`<h1 class="govuk-heading-l">Explore <span class="govuk-caption-l">${heading}</span></h1>
    <form class="filters no-print" method="get" action="/explore" aria-label="Choose what is shown">
      ${
        schools.length > 1
          ? select(
              'school',
              'School',
              schools.map((one) => [one, one]),
              school,
            )
          : html`<input type="hidden" name="school" value="${school}" />`
      }
      ${select(
        'subject',
        'Subject',
        [...labels].map(([one, words]): [string, string] => [one, words.label]),
        subject,
      )}
      <button class="govuk-button govuk-button--secondary">Show</button>
    </form>
    ${pictures(page, label)}
    <h2 class="govuk-heading-m">Classes of ${school}: ${label}</h2>
    <p class="govuk-body lead">
      Of 100 pupils who started with the same score, how many made less progress than the middle pupil of each class. 50
      is usual. The range says how sure this is.
    </p>
    ${table('Class', page.classes, school)}
    <h2 class="govuk-heading-m">Groups: ${label}</h2>
    ${table('Group', page.groups, school)}`;
}

function pictures({ school, subject, runId }: ExplorePage, label: string): Html {
  const kinds: readonly (readonly [kind: string, title: string])[] = [
    ['moves', 'Who moved how'],
    ['level-growth', 'Level and growth'],
    ['gap', 'Gap over time by group'],
  ];
  return html`<div class="pictures">
    ${kinds.map(
      ([kind, title]) =>
        html`<figure class="picture">
          <figcaption>${title}</figcaption>
          <img
            src="${address(`/explore/${kind}`, { run: runId, school, subject })}"
            alt="${title}, ${label}. The numbers are in the tables below."
            width="560"
            height="360"
          />
        </figure>`,
    )}
  </div>`;
}

function table(what: string, rows: readonly RunRow[], school: string): Html {
  if (rows.length === 0) return html`<p class="govuk-body">There is nothing to show here.</p>`;
  return html`<div class="wide">
    <table class="govuk-table">
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">${what}</th>
          <th scope="col" class="govuk-table__header number">Pupils</th>
          <th scope="col" class="govuk-table__header number">Middle pupil</th>
          <th scope="col" class="govuk-table__header number">Probably between</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const name = textOf(row, 'group').replace(`${school} / `, '');
          const grouping = textOf(row, 'grouping');
          const title = grouping === 'class' ? name : `${grouping}: ${name}`;
          if (row['suppressed'] === true)
            return html`<tr>
              <th scope="row" class="govuk-table__header">${title}</th>
              <td class="govuk-table__cell number">–</td>
              <td class="govuk-table__cell" colspan="2">${withheld(textOf(row, 'reason'))}</td>
            </tr>`;
          return html`<tr>
            <th scope="row" class="govuk-table__header">${title}</th>
            <td class="govuk-table__cell number">${numberOf(row, 'n')}</td>
            <td class="govuk-table__cell number">${Math.round(numberOf(row, 'median_growth'))}</td>
            <td class="govuk-table__cell number">
              ${Math.round(numberOf(row, 'median_growth_low'))} to ${Math.round(numberOf(row, 'median_growth_high'))}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function withheld(reason: string): string {
  if (reason === 'own-reference') return 'not shown: compared only with itself, so it comes out as average by design';
  return reason === 'complement' ? 'not shown: it would give away a small group' : 'not shown: too few pupils';
}
