import { pageTemplates, subjectWords, type RunRow } from '../../engine/index.ts';
import { select } from './select.ts';
import { html, type Html } from './html.ts';
import { numberOf, textOf } from './words.ts';

export interface GovernorPage {
  readonly heading: string;
  readonly schools: readonly string[];
  readonly school: string;
  /** Null where a count is so small that a pupil could be found. */
  readonly sentences: readonly string[] | null;
  readonly tested: number;
  /** The school’s rows of `groups`, one a subject. */
  readonly schoolGrowth: readonly RunRow[];
}

export function governorView({ heading, schools, school, sentences, tested, schoolGrowth }: GovernorPage): Html {
  const shown = schoolGrowth.filter(
    (row) => row['suppressed'] !== true && !Number.isNaN(numberOf(row, 'median_growth')),
  );
  const ownReference = schoolGrowth.some((row) => row['reason'] === 'own-reference');
  return html`<h1 class="govuk-heading-l">${school} <span class="govuk-caption-l">${heading}, for governors</span></h1>
    ${
      schools.length > 1
        ? html`<form class="filters no-print" method="get" action="/governor" aria-label="Choose the school">
            ${select(
              'school',
              'School',
              schools.map((one) => [one, one]),
              school,
            )}
            <button class="govuk-button govuk-button--secondary">Show</button>
          </form>`
        : ''
    }
    ${
      sentences === null
        ? html`<p class="govuk-body lead">
            ${tested} pupils were tested. So few are to be discussed, or could not be tested, that their number is not
            shown.
          </p>`
        : sentences.length === 0
          ? html`<p class="govuk-body lead">There is nothing to show for this school yet.</p>`
          : sentences.map((sentence) => html`<p class="govuk-body lead">${sentence}</p>`)
    }
    <h2 class="govuk-heading-m">How the school’s pupils moved</h2>
    ${ownReference ? html`<p class="govuk-body lead">${pageTemplates.selfReference}</p>` : ''}
    ${
      shown.length > 0
        ? html`<ul class="govuk-list">
            ${shown.map((row) => html`<li>${growthLine(row)}</li>`)}
          </ul>`
        : html`<p class="govuk-body lead">
            No figure for the whole school can be shown: too few pupils, or nobody outside the school to compare with.
            Three years together, or the trust’s other schools, would give one.
          </p>`
    }
    <h2 class="govuk-heading-m">What to ask</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>Was something agreed for every pupil to be discussed, and is it being done?</li>
      <li>Who could not be tested, and how are they followed up?</li>
      <li>Were parents told, and pupils asked, before anything changed?</li>
    </ul>`;
}

function growthLine(row: RunRow): string {
  const whole = (column: string) => Math.round(numberOf(row, column));
  return `${subjectWords(textOf(row, 'subject')).label}: the middle pupil moved further than ${whole('median_growth')} of 100 pupils with the same start (probably ${whole('median_growth_low')} to ${whole('median_growth_high')}; 50 is usual).`;
}
