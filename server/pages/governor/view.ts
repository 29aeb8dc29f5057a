import { schoolChoice } from '../../html/school-choice.ts';
import { pageTemplates, type Chart } from '../../../engine/index.ts';
import type { WindowCounts } from '../../runs/groups/window-counts.ts';
import type { PooledCount } from './pooled-years.ts';
import type { AskedAndRecorded } from './recorded.ts';
import { explorePictureView } from '../../html/pictures/explore-picture.ts';
import { exploreTitles } from '../../html/pictures/explore-titles.ts';
import { html, type Html } from '../../html/html.ts';
import { nothingShown } from '../../html/pictures/nothing-shown.ts';

export interface GovernorPage {
  readonly heading: string;
  readonly runId: string;
  readonly schools: readonly string[];
  readonly school: string;
  /** Null where a count is so small that a pupil could be found. */
  readonly sentences: readonly string[] | null;
  /** “December 2026”: the window that the figures are of. */
  readonly month: string;
  /** The same counts of the window before; undefined where nothing of it is released. */
  readonly before: WindowCounts | undefined;
  /** What to ask, and what the record answers; not shown where the counts are not. */
  readonly asked: readonly AskedAndRecorded[];
  /** Counts of three years together, where this year’s are too small. */
  readonly pooled: PooledCount | null;
  readonly tested: number;
  /** The school’s middle pupil in each subject. */
  readonly growth: Chart;
  readonly coverage: Chart;
  /** The school is compared with itself only. */
  readonly ownReference: boolean;
}

/**
 * One school in counts and charts, without any pupil, and what a governor may ask. Counts from which a pupil could be found
 * are not shown; three years together stand for them where known.
 */
export function governorView(page: GovernorPage): Html {
  const { heading, schools, school } = page;
  return html`<h1 class="govuk-heading-l">${school} <span class="govuk-caption-l">${heading}, for governors</span></h1>
    ${schoolChoice('/governor', { school, schools, keeps: { run: page.runId } })} ${counted(page)} ${moved(page)}
    <h2 class="govuk-heading-m">What to ask</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${page.asked.map(
        ({ asks, answers }) =>
          html`<li>
            ${asks}${page.sentences === null || answers.length === 0 ? '' : html` <span class="quiet">${answers.join(' ')}</span>`}
          </li>`,
      )}
    </ul>
    <p class="govuk-body no-print">
      <a class="govuk-link" href="/method">How we look at progress</a>: what this is, and what it cannot tell, in three
      minutes.
    </p>`;
}

function counted(page: GovernorPage): Html {
  const { sentences, pooled, tested } = page;
  if (sentences !== null && sentences.length === 0)
    return html`<p class="govuk-body lead">There is nothing to show for this school yet.</p>`;
  if (sentences !== null)
    return html`<div class="in-short">
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      <p class="quiet">${beforeSentence(page)}</p>
    </div>`;
  return html`<div class="in-short">
    <p>
      ${tested < 6 ? 'Few pupils were tested' : `${tested} pupils were tested`}. So few are to be discussed, or were not
      tested, that their number is not shown.
    </p>
    ${
      pooled === null
        ? ''
        : html`<p>
            The last three years together: ${pooled.listed} of ${pooled.tested} tested pupils were to be discussed, and
            ${pooled.untested === 0 ? 'every pupil' : `all but ${pooled.untested}`} on roll
            ${pooled.untested === 0 ? 'was' : 'were'} tested.
          </p>`
    }
  </div>`;
}

/** What the figures are of, and what they were before: one window alone says nothing of better or worse. */
function beforeSentence({ month, before }: GovernorPage): string {
  const own = `These figures are of ${month} alone.`;
  if (!before) return `${own} Nothing earlier has been released here to compare them with.`;
  if (!before.counts) return `${own} Those of ${before.month} are too small to be shown.`;
  const { listed, tested } = before.counts;
  return `${own} In ${before.month} it was ${listed} of ${tested} tested pupils. A few more or fewer can be chance.`;
}

/** The chart: growth where the school is compared with others, else who was tested. */
function moved({ growth, coverage, ownReference, runId, school }: GovernorPage): Html {
  const [title, explained] = exploreTitles['growth-subjects'];
  const query = { run: runId, school, totals: '1' };
  return html`<h2 class="govuk-heading-m">${title}</h2>
    ${
      !nothingShown(growth)
        ? html`<p class="govuk-body lead">${explained}</p>
            ${explorePictureView('/explore/pictures/growth-subjects', query, { chart: growth, title })}`
        : html`<p class="govuk-body lead">
              ${ownReference ? pageTemplates.selfReference : 'No figure for the whole school can be shown: too few pupils can be compared.'}
              Three years together, or the trust’s other schools, would give one.
            </p>
            ${
              coverage.table.rows.length === 0
                ? ''
                : html`<h2 class="govuk-heading-m">Who was tested</h2>
                    <p class="govuk-body lead">Pupils with a result, of pupils on roll.</p>
                    ${explorePictureView('/explore/pictures/coverage', query, { chart: coverage, title: 'Who was tested' })}`
            }`
    }`;
}
