import {
  areaHigherWords,
  areaSentences,
  areaSourceWords,
  areaSources,
  type AreaSource,
} from '../../../../engine/index.ts';
import type { AreaResultRow, StandingResult } from '../../../records/areas/area-results.ts';
import type { AreaSeries } from '../../../runs/pupils/area-series.ts';
import { address } from '../../../html/address.ts';
import { dateWords, timeWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { formField } from '../../../html/form-field.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { chartTable } from '../../../html/pictures/chart-table.ts';
import type { PupilAreasPage } from './facts.ts';
import { seriesChart } from './series-chart.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';

/** Attendance, questionnaires and a school's own scales: what they say, a picture and its numbers each, and a form. */
export function pupilAreasView(page: PupilAreasPage): Html {
  const { pupil, series, unknown, fileAttendance, unsaved } = page;
  const name = pupil.name.forename || pupil.name.short;
  return html`<h1 class="govuk-heading-l">${pupil.name.short}: areas other than attainment</h1>
    ${faultSummary(unsaved?.faults ?? {})} ${pupilLinks(pupil.key, { here: 'areas', mayKeep: page.mayKeep })}
    <p class="govuk-body lead">
      Read these as what they are: they are not part of the four questions, and no pupil is put on a list by them. An
      answer says how somebody saw ${name} at a time, not why.
    </p>
    ${
      fileAttendance === null
        ? ''
        : html`<p class="govuk-body">The school’s file says: ${fileAttendance} % of sessions attended.</p>`
    }
    ${series.length === 0 ? html`<p class="govuk-body">Nothing is recorded yet. Enter a result below, or bring a file on the page “Other areas” of the school.</p>` : ''}
    ${series.map((one) => seriesPart(page, one))}
    ${
      unknown.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">On a scale of another school</h2>
            <ul class="govuk-list lead">
              ${unknown.map(({ scale, score, on_day }) => html`<li>${scale}: ${score}, ${dateWords(on_day)}</li>`)}
            </ul>`
    }
    ${enterForm(page)} ${historyPart(page)}`;
}

function seriesPart(page: PupilAreasPage, one: AreaSeries): Html {
  const { pupil } = page;
  const { scale, source, results, reading } = one;
  const chart = seriesChart(one);
  const query = { scale: scale.scale, source };
  const path = `/pupils/${pupil.key}/areas/picture`;
  const title = `${scale.name} (${areaSourceWords[source]})`;
  return html`<section aria-label="${title}">
    <h2 class="govuk-heading-m">${title}</h2>
    <ul class="govuk-list lead">
      ${areaSentences(scale, reading).map((sentence) => html`<li>${sentence}</li>`)}
      <li class="quiet">${areaHigherWords[scale.higher]}</li>
    </ul>
    <figure class="picture picture--area">
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="${address(path, { ...query, dark: '1' })}" />
        <img src="${address(path, query)}" alt="${chart.description} The numbers are in a table under it." />
      </picture>
    </figure>
    ${chartTable(chart.table, `${title} in numbers`)}
    <details class="govuk-details no-print">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text"
          >Change a result<span class="govuk-visually-hidden"> of ${title}</span></span
        >
      </summary>
      <div class="govuk-details__text">${results.toReversed().map((result) => changeForm(page, result))}</div>
    </details>
    <p class="govuk-body-s quiet">Source: ${scale.source}</p>
  </section>`;
}

function changeForm({ pupil, unsaved, token }: PupilAreasPage, result: StandingResult): Html {
  const id = result.result_id;
  const typed = unsaved?.entered['result'] === id ? unsaved.entered : {};
  return html`<form class="agree" method="post" action="/pupils/${pupil.key}/areas" autocomplete="off">
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="result" value="${id}" />
    <input type="hidden" name="seen" value="${result.version}" />
    <div class="fields">
      ${plainField(`on_day-${id}`, 'on_day', 'Day', typed['on_day'] ?? result.on_day, 'date')}
      ${plainField(`score-${id}`, 'score', 'Score', typed['score'] ?? String(result.score), 'text')}
    </div>
    <button class="govuk-button" name="do" value="change">Change</button>
    <button class="govuk-button govuk-button--secondary" name="do" value="remove">Take out</button>
    ${result.version > 1 ? html`<button class="govuk-button govuk-button--secondary" name="do" value="undo">Undo the last change</button>` : ''}
  </form>`;
}

function plainField(id: string, name: string, label: string, value: string, type: string): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${id}">${label}</label>
    <input class="govuk-input" id="${id}" name="${name}" type="${type}" value="${value}" maxlength="20" />
  </div>`;
}

function enterForm({ pupil, scales, unsaved, today, token }: PupilAreasPage): Html {
  const typed = unsaved?.entered['result'] ? {} : (unsaved?.entered ?? {});
  const faults: Readonly<Record<string, string>> = unsaved?.faults ?? {};
  const sources: readonly (readonly [AreaSource, string])[] = areaSources.map((one) => [one, areaSourceWords[one]]);
  return html`<section class="no-print" aria-labelledby="enter">
    <h2 class="govuk-heading-m" id="enter">Enter a result</h2>
    <form class="agree" method="post" action="/pupils/${pupil.key}/areas" autocomplete="off">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="result" value="" />
      <div class="fields">
        ${choice('scale', 'Scale', { options: scales.map(({ scale, name }) => [scale, name]), chosen: typed['scale'], fault: faults['scale'] })}
        ${choice('source', 'Who answered', { options: sources, chosen: typed['source'], fault: faults['source'] })}
      </div>
      <div class="fields">
        ${formField({ name: 'on_day', label: 'Day', type: 'date', value: typed['on_day'] ?? today, fault: faults['on_day'] })}
        ${formField({ name: 'score', label: 'Score', value: typed['score'] ?? '', fault: faults['score'], width: 10, longest: 20 })}
      </div>
      <button class="govuk-button" name="do" value="enter">Enter</button>
    </form>
  </section>`;
}

function choice(
  name: string,
  label: string,
  {
    options,
    chosen,
    fault,
  }: {
    readonly options: readonly (readonly [string, string])[];
    readonly chosen: string | undefined;
    readonly fault: string | undefined;
  },
): Html {
  return html`<div class="govuk-form-group ${fault ? 'govuk-form-group--error' : ''}">
    <label class="govuk-label" for="${name}">${label}</label>
    ${fault ? html`<p class="govuk-error-message" id="${name}-fault">${fault}</p>` : ''}
    <select class="govuk-select" id="${name}" name="${name}" ${fault ? html`aria-describedby="${name}-fault"` : ''}>
      ${options.map(([value, words]) => html`<option value="${value}" ${value === chosen ? trusted('selected') : ''}>${words}</option>`)}
    </select>
  </div>`;
}

/** Every version of every result, newest first: who entered it when. One that was taken out can be put back. */
function historyPart({ ever, scales, people, pupil, token }: PupilAreasPage): Html {
  if (ever.length === 0) return html``;
  const names = new Map(scales.map(({ scale, name }) => [scale, name]));
  const newest = new Map<string, AreaResultRow>();
  for (const row of ever) if (row.version > (newest.get(row.result_id)?.version ?? 0)) newest.set(row.result_id, row);
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">History</h2>
    <ul class="govuk-list lead">
      ${ever.map(
        (row) =>
          html`<li>
            ${dateWords(row.entered_at.slice(0, 10))}, ${timeWords(row.entered_at)}:
            ${people.get(row.entered_by) ?? 'someone who has left'}
            ${
              row.score === null
                ? html`took out ${names.get(row.scale) ?? row.scale} of ${dateWords(row.on_day)}`
                : html`${row.version > 1 ? 'changed' : 'entered'} ${names.get(row.scale) ?? row.scale} of
                  ${dateWords(row.on_day)}: ${row.score}`
            }
            ${row.score === null && newest.get(row.result_id) === row ? putBack(pupil.key, row, token) : ''}
          </li>`,
      )}
    </ul>
  </section>`;
}

function putBack(key: string, row: AreaResultRow, token: string): Html {
  return html`<form class="no-print" method="post" action="/pupils/${key}/areas">
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="result" value="${row.result_id}" />
    <input type="hidden" name="seen" value="${row.version}" />
    <button class="govuk-button govuk-button--secondary small" name="do" value="undo">Put it back</button>
  </form>`;
}
