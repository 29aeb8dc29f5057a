import { schoolChoice } from '../../html/school-choice.ts';
import { areaColumns, areaHigherWords, areaSentences, areaSourceWords } from '../../../engine/index.ts';
import { address } from '../../html/address.ts';
import { dateWords } from '../../html/date-words.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import type { AreaLine, AreasPage } from './facts.ts';

/** Which pupils the newest results say something about, files of results, and the scales that are read. */
export function areasView(page: AreasPage): Html {
  const { school, schools, harder, absent, pupils, unsaved, brought } = page;
  return html`<h1 class="govuk-heading-l">Areas other than attainment · ${school}</h1>
    ${faultSummary(unsaved?.faults ?? {})}
    ${brought ? html`<p class="govuk-body lead" role="status"><strong>${broughtWords(brought)}</strong></p>` : ''}
    ${schoolChoice('/areas', { school, schools })}
    <p class="govuk-body lead">
      Attendance, questionnaires and the school’s own scales, read as what they are: none of them is part of the four
      questions or of a growth percentile, and no pupil is put on a list by them.
      ${pupils === 0 ? 'Nothing is recorded yet: bring a file below, or enter a result on the page of a pupil.' : pupils === 1 ? 'One pupil has a result.' : `${pupils} pupils have a result.`}
    </p>
    ${listPart('More difficulty than before', harder, 'No newest result differs from the one before by more than chance.')}
    ${listPart('A tenth of sessions missed, or more', absent, 'No attendance recorded here is that low.')}
    ${filePart(page)} ${scalesPart(page)}`;
}

function broughtWords({ added, known }: { added: number; known: number }): string {
  const there = known === 0 ? '' : ` ${known === 1 ? 'One was' : `${known} were`} here already.`;
  return `${added === 1 ? 'One result was' : `${added} results were`} brought in.${there}`;
}

function listPart(title: string, lines: readonly AreaLine[], none: string): Html {
  return html`<section>
    <h2 class="govuk-heading-m">${title}</h2>
    ${lines.length === 0 ? html`<p class="govuk-body quiet">${none}</p>` : ''}
    <ul class="govuk-list lead">
      ${lines.map(
        ({ pupil, series: { scale, source, reading } }) =>
          html`<li>
            <a class="govuk-link" href="/pupils/${pupil.key}/areas">${pupil.name.short}</a>
            ${pupil.row.class ?? ''} (${areaSourceWords[source]}): ${areaSentences(scale, reading).join(' ')}
          </li>`,
      )}
    </ul>
  </section>`;
}

function filePart({ school, fileFaults, token }: AreasPage): Html {
  return html`<section class="no-print" aria-labelledby="file">
    <h2 class="govuk-heading-m" id="file">Bring a file</h2>
    ${
      fileFaults.length === 0
        ? ''
        : html`<div class="govuk-error-summary" role="alert" tabindex="-1">
            <h3 class="govuk-error-summary__title">Nothing was brought in yet</h3>
            <p>Mend these rows and bring the file again.</p>
            <ul class="govuk-list">
              ${fileFaults.map((fault) => html`<li>${fault}</li>`)}
            </ul>
          </div>`
    }
    <p class="govuk-body">
      A CSV file or a workbook, a row for each result, with the columns ${areaColumns.join(', ')}. The source is
      teacher, parent, self or school.
    </p>
    <form
      method="post"
      action="${address('/areas/file', { school })}"
      enctype="multipart/form-data"
      aria-label="Bring a file"
    >
      <input type="hidden" name="token" value="${token}" />
      <div class="govuk-form-group">
        <label class="govuk-label" for="sheet">File</label>
        <input class="govuk-file-upload" id="sheet" name="sheet" type="file" accept=".csv,.xlsx,.ods" required />
      </div>
      <button class="govuk-button">Bring it in</button>
    </form>
  </section>`;
}

function scalesPart({ school, scales, own, versions, unsaved, people, token }: AreasPage): Html {
  const typed: Readonly<Record<string, string | undefined>> = unsaved?.entered ?? {};
  const faults: Readonly<Record<string, string>> = unsaved?.faults ?? {};
  const field = (name: string, label: string, hint = '') =>
    formField({ name, label, hint, value: typed[name] ?? '', fault: faults[name], longest: 200 });
  return html`<section aria-labelledby="scales">
    <h2 class="govuk-heading-m" id="scales">Scales</h2>
    <ul class="govuk-list lead">
      ${scales.map(({ scale, name, higher }) => html`<li><code>${scale}</code>: ${name}. ${areaHigherWords[higher]}</li>`)}
    </ul>
    ${own.map(
      ({ row, scale }) =>
        html`<p class="govuk-body-s quiet">
          ${scale.name}: set ${dateWords(row.set_at.slice(0, 10))} by
          ${people.get(row.set_by) ?? 'someone who has left'} (${row.version}).
        </p>`,
    )}
    <details class="govuk-details no-print" ${unsaved ? trusted('open') : ''}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Set a scale of the school’s own</span>
      </summary>
      <div class="govuk-details__text">
        <form class="agree" method="post" action="/areas/scales" autocomplete="off">
          <input type="hidden" name="token" value="${token}" />
          <input type="hidden" name="school" value="${school}" />
          ${select('scale', 'Which', [['', 'a new scale'], ...own.map(({ row, scale }): [string, string] => [row.scale, scale.name])], typed['scale'] ?? '')}
          <input type="hidden" name="seen" value="${versions}" />
          ${field('name', 'Name')}
          ${select(
            'higher',
            'A higher score',
            [
              ['', 'choose'],
              ['more-difficulty', 'means more difficulty'],
              ['better', 'is better'],
            ],
            typed['higher'] ?? '',
          )}
          ${faults['higher'] ? html`<p class="govuk-error-message" id="higher-fault">${faults['higher']}</p>` : ''}
          <div class="fields">${field('min', 'Lowest score')} ${field('max', 'Highest score')}</div>
          <div class="fields">
            ${field('reliability', 'Reliability, 0 to 1', 'Empty where it is not stated: then no change can be said to be one.')}
            ${field('deviation', 'Spread (standard deviation)', 'In points of the scale.')}
          </div>
          ${field('stated', 'Where that is stated')}
          <button class="govuk-button">Set the scale</button>
        </form>
      </div>
    </details>
  </section>`;
}
