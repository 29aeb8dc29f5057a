import type { RejectSummary, RunChangeSentences } from '../../../../engine/index.ts';
import type { KnownRun } from '../../../runs/run-library.ts';
import type { BroughtFiles } from '../../../records/data-imports.ts';
import { table } from '../report-view.ts';
import { standingWords } from '../view.ts';
import { html, type Html } from '../../../html/html.ts';

export interface ChangedPupil {
  readonly name: string;
  readonly class: string;
  /** Key of the pupil’s page; null where the newer run does not know the pupil. */
  readonly key: string | null;
}

export interface RunPage {
  readonly run: KnownRun;
  readonly heading: string;
  /** Who released, withdrew or made it. */
  readonly by: string;
  readonly byHand: boolean;
  readonly mayRelease: boolean;
  /** Whether the reader’s pages show this run instead of the newest released one. */
  readonly looking: boolean;
  /** Rows of the data folder that were not used, by reason. */
  readonly rejects: readonly RejectSummary[];
  /** The files it was made of, where they were brought on the data page. */
  readonly brought: BroughtFiles | null;
  readonly warnings: readonly string[];
  /** Against the released run before; null where there is none. */
  readonly changes: RunChangeSentences | null;
  readonly before: (KnownRun & { readonly heading: string }) | null;
  /** Who came and went; null where the reader is not shown names. */
  readonly pupils: {
    readonly added: readonly ChangedPupil[];
    readonly removed: readonly ChangedPupil[];
    readonly joined: readonly ChangedPupil[];
    readonly left: readonly ChangedPupil[];
  } | null;
  readonly token: string;
}

/** What changed since the last released run; releasing, withdrawing, looking at it as staff would. */
export function runView(page: RunPage): Html {
  const { run, heading } = page;
  return html`<p class="govuk-body"><a class="govuk-link" href="/data">Data</a></p>
    <h1 class="govuk-heading-l">${run.release === 'draft' ? html`<span class="state">Draft</span> ` : ''}${heading}</h1>
    <p class="govuk-body lead">Do staff see it? ${standingWords(run, page.by)}</p>
    ${page.looking && run.release !== 'released' ? html`<p class="govuk-body">Your pages show this run; nobody else’s do.</p>` : ''}
    <div class="release">${run.release === 'released' ? '' : releaseForm(page)} ${lookForm(page)}</div>
    ${changesPart(page)} ${dataPart(page)} ${run.release === 'released' && page.mayRelease ? withdrawForm(page) : ''}
    <p class="govuk-body quiet breaks">Run ${run.id}</p>`;
}

function releaseForm({ run, mayRelease, token }: RunPage): Html {
  if (!mayRelease)
    return html`<p class="govuk-body">The headteacher or SENCO of every school in it releases it to staff.</p>`;
  return html`<form method="post" action="/data/runs/${run.id}/release">
    <input type="hidden" name="token" value="${token}" />
    <button class="govuk-button">${run.release === 'withdrawn' ? 'Release it again' : 'Release to staff'}</button>
  </form>`;
}

function lookForm({ run, looking, token }: RunPage): Html | '' {
  if (run.release === 'released' && !looking) return '';
  return html`<form method="post" action="/data/look">
    <input type="hidden" name="token" value="${token}" />
    <button class="govuk-button govuk-button--secondary" name="run" value="${looking ? '' : run.id}">
      ${looking ? 'Back to the released results' : 'Look at it first'}
    </button>
  </form>`;
}

function changesPart({ changes, before, pupils, run }: RunPage): Html {
  if (changes === null || before === null)
    return html`<section aria-labelledby="changed">
      <h2 class="govuk-heading-m" id="changed">What changed</h2>
      <p class="govuk-body">These are the first results; there are none released before to compare them with.</p>
    </section>`;
  const sameWindow = before.windowDate === run.windowDate;
  return html`<section aria-labelledby="changed">
    <h2 class="govuk-heading-m" id="changed">What changed</h2>
    <p class="govuk-body">
      Compared with ${before.heading} (<a class="govuk-link" href="/data/runs/${before.id}">run ${before.id}</a>), the
      newest that was released${sameWindow ? ': the same window again' : ' before it'}.
    </p>
    <dl class="govuk-summary-list changed">
      ${line(
        'The list',
        [changes.list],
        [
          ['Now listed', pupils?.added],
          ['No longer listed', pupils?.removed],
        ],
      )}
      ${line(
        'Roll',
        [changes.roll],
        [
          ['Joined', pupils?.joined],
          ['Left', pupils?.left],
        ],
      )}
      ${line('Scores', changes.scores, [])} ${line('Who was tested', changes.coverage, [])}
      ${line('Settings', changes.settings, [])}
    </dl>
  </section>`;
}

function line(
  what: string,
  sentences: readonly string[],
  pupils: readonly (readonly [string, readonly ChangedPupil[] | undefined])[],
): Html {
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${what}</dt>
    <dd class="govuk-summary-list__value">
      ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
      ${pupils.map(([title, found]) => (found === undefined || found.length === 0 ? '' : namesOf(title, found)))}
    </dd>
  </div>`;
}

function namesOf(title: string, found: readonly ChangedPupil[]): Html {
  const names = found.map(
    ({ name, class: className }, place) =>
      html`${place > 0 ? ', ' : ''}<span class="nowrap">${name}${className ? ` (${className})` : ''}</span>`,
  );
  if (found.length <= 12) return html`<p><strong>${title}:</strong> ${names}</p>`;
  return html`<details class="more">
    <summary>${title}: ${found.length}</summary>
    <p>${names}</p>
  </details>`;
}

function dataPart({ rejects, warnings, brought }: RunPage): Html {
  const cells = brought?.notUsed ?? 0;
  const rows = rejects.reduce((sum, { count }) => sum + count, 0);
  const sentences = [
    rows === 0 ? '' : `${rows} ${rows === 1 ? 'row' : 'rows'} of the data could not be used.`,
    cells === 0 ? '' : `${cells} of ${brought!.seen} results in the school’s files could not be used.`,
  ].filter(Boolean);
  return html`<section aria-labelledby="data-says">
    <h2 class="govuk-heading-m" id="data-says">What the data report says</h2>
    <p class="govuk-body">
      ${sentences.length === 0 ? 'Everything in the files was used.' : sentences.join(' ')}
      ${brought ? html`<a class="govuk-link" href="/data/imports/${brought.importId}">The whole data report</a>` : ''}
    </p>
    ${
      rejects.length === 0
        ? ''
        : table(
            'Rows not used',
            ['Rows', 'File', 'First at row', 'Column', 'Entry', 'Why, and what to do'],
            rejects.map((one) => [one.count, one.file, one.firstRow, one.column, one.firstValue, one.reason]),
          )
    }
    ${
      warnings.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">
            ${warnings.map((text) => html`<li>${text}</li>`)}
          </ul>`
        : ''
    }
  </section>`;
}

function withdrawForm({ run, token }: RunPage): Html {
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Withdraw it</span></summary>
    <form class="govuk-details__text" method="post" action="/data/runs/${run.id}/withdraw">
      <input type="hidden" name="token" value="${token}" />
      <div class="govuk-form-group">
        <label class="govuk-label" for="reason"
          >Why? Staff are shown the results released before it. A meeting that has begun keeps these.</label
        >
        <input class="govuk-input" id="reason" name="reason" maxlength="300" minlength="3" required />
      </div>
      <button class="govuk-button govuk-button--warning">Withdraw</button>
    </form>
  </details>`;
}
