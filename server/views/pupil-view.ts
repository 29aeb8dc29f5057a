import { criterionNames, yearGroupWords, type SubjectWords } from '../../engine/index.ts';
import type { SubjectEvidence } from '../access/pupil-evidence.ts';
import type { ListedPupil } from '../plugins/listed-pupils.ts';
import { stateTag } from './agenda-view.ts';
import { criterionCell, type CellWords } from './criterion-cell.ts';
import { html, type Html } from './html.ts';
import { inShort } from './in-short.ts';
import { address, levelWords, numberOf, questionWords, sectionWords, textOf } from './words.ts';

export interface PupilPage {
  readonly heading: string;
  readonly pupil: ListedPupil;
  readonly labels: ReadonlyMap<string, SubjectWords>;
  readonly words: (evidence: SubjectEvidence) => CellWords;
  readonly monthOf: (window: string) => string;
  readonly classLines: readonly string[];
  readonly steps: { previous: string | null; next: string | null; place: number; of: number };
}

export function pupilView(page: PupilPage): Html {
  const { pupil, labels } = page;
  return html`${topPart(page)}
    <section aria-labelledby="short">
      <h2 class="govuk-heading-m" id="short">In short</h2>
      <ul class="in-short">
        ${pupil.evidence.map((evidence) => html`<li>${inShort(evidence, pupil.name.forename, labels.get(evidence.subject))}</li>`)}
      </ul>
      ${pupil.evidence.length === 0 ? html`<p class="govuk-body">There is no result for this pupil in these windows.</p>` : ''}
    </section>
    ${picturesPart(page)} ${questionsPart(page)}
    <section aria-labelledby="else">
      <h2 class="govuk-heading-m" id="else">What else</h2>
      ${
        page.classLines.length > 0
          ? html`<ul class="govuk-list">
              ${page.classLines.map((line) => html`<li>${line}</li>`)}
            </ul>`
          : html`<p class="govuk-body">Nothing about the class is known yet.</p>`
      }
    </section>`;
}

function topPart({ pupil, heading, steps }: PupilPage): Html {
  const { row, name, key } = pupil;
  const query = { school: textOf(row, 'school'), class: textOf(row, 'class') };
  const section = textOf(row, 'section');
  return html`<div class="pupil-top">
      <h1 class="govuk-heading-l">${name.full}</h1>
      <p class="govuk-body">
        ${textOf(row, 'class')} · ${yearGroupWords(textOf(row, 'year_group'))} · ${textOf(row, 'school')} · ${heading}
      </p>
    </div>
    <p class="govuk-body">
      <strong>${sectionWords[section]?.[0]}</strong> ${stateTag(row)} · level:
      ${levelWords[textOf(row, 'level')] ?? 'not known'} ·
      <a class="govuk-link" href="/pupils/${key}/why"
        >Why is ${name.forename || name.full} ${section === 'not-listed' ? 'not listed' : 'here'}?</a
      >
    </p>
    <nav class="pupil-nav govuk-body no-print" aria-label="Pupils of this list">
      <a class="govuk-link" href="${address('/agenda', query)}">The list of ${query.class || query.school}</a>
      ${steps.previous ? html`<a class="govuk-link" rel="prev" href="/pupils/${steps.previous}">Previous</a>` : ''}
      ${steps.place > 0 ? html`<span class="quiet">${steps.place} of ${steps.of}</span>` : ''}
      ${steps.next ? html`<a class="govuk-link" rel="next" href="/pupils/${steps.next}">Next</a>` : ''}
    </nav>`;
}

function picturesPart({ pupil, labels, monthOf }: PupilPage): Html {
  const drawn = pupil.evidence.filter(({ trajectory }) =>
    trajectory.some((row) => row['points'] !== null || row['score_value'] !== null),
  );
  if (drawn.length === 0) return html``;
  return html`<section aria-labelledby="picture">
    <h2 class="govuk-heading-m" id="picture">Picture</h2>
    <div class="pictures">
      ${drawn.map((evidence) => {
        const label = labels.get(evidence.subject)?.label ?? evidence.subject;
        return html`<figure class="picture">
          <figcaption>${label}</figcaption>
          <img
            src="/pupils/${pupil.key}/picture?subject=${encodeURIComponent(evidence.subject)}"
            width="560"
            height="320"
            alt="${label}: ${pupil.name.forename || 'own'} scores with their ranges over the scores of pupils with the same start and the middle of the year group. The numbers are in the table below."
          />
          ${numbersTable(evidence, label, monthOf)}
        </figure>`;
      })}
    </div>
  </section>`;
}

function numbersTable({ trajectory }: SubjectEvidence, label: string, monthOf: (window: string) => string): Html {
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">${label} in numbers</span>
    </summary>
    <div class="govuk-details__text wide" tabindex="0" role="region" aria-label="${label} in numbers">
      <table class="govuk-table">
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header">Month</th>
            <th scope="col" class="govuk-table__header number">Score</th>
            <th scope="col" class="govuk-table__header number">Probably between</th>
            <th scope="col" class="govuk-table__header number">Middle of the year group</th>
          </tr>
        </thead>
        <tbody>
          ${trajectory.map(
            (row) =>
              html`<tr>
                <th scope="row" class="govuk-table__header">${monthOf(textOf(row, 'window'))}</th>
                <td class="govuk-table__cell number">${textOf(row, 'score') || statusText(textOf(row, 'status'))}</td>
                <td class="govuk-table__cell number">
                  ${range(numberOf(row, 'points_low'), numberOf(row, 'points_high'))}
                </td>
                <td class="govuk-table__cell number">${wholeOrDash(numberOf(row, 'middle_points'))}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function questionsPart({ pupil, labels, words }: PupilPage): Html {
  if (pupil.evidence.length === 0) return html``;
  const cellWords = new Map(pupil.evidence.map((evidence) => [evidence, words(evidence)]));
  return html`<section aria-labelledby="questions">
    <h2 class="govuk-heading-m" id="questions">The four questions</h2>
    <p class="govuk-body quiet no-print">
      Open an answer to see the sentence, the numbers, who is compared and how sure this is.
    </p>
    <div class="wide">
      <table class="govuk-table questions">
        <caption class="govuk-visually-hidden">
          The four questions by subject
        </caption>
        <thead>
          <tr>
            <td class="govuk-table__header"></td>
            ${pupil.evidence.map(({ subject }) => html`<th scope="col" class="govuk-table__header">${labels.get(subject)?.label ?? subject}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${criterionNames.map(
            (criterion) =>
              html`<tr>
                <th scope="row" class="govuk-table__header">${questionWords[criterion]}</th>
                ${pupil.evidence.map((evidence) => {
                  const cell = criterionCell(criterion, evidence, cellWords.get(evidence)!);
                  if (!cell) return html`<td class="govuk-table__cell">–</td>`;
                  return html`<td class="govuk-table__cell">
                    <details class="govuk-details">
                      <summary class="govuk-details__summary">
                        <span class="govuk-details__summary-text"
                          >${cell.met ? html`<strong>${cell.answer}</strong>` : cell.answer}</span
                        >
                      </summary>
                      <div class="govuk-details__text">
                        ${cell.sentences.map((sentence) => html`<p>${sentence}</p>`)}
                      </div>
                    </details>
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function statusText(status: string): string {
  return status === 'valid' || status === '' ? '–' : status.replaceAll('-', ' ');
}

function range(low: number, high: number): string {
  return Number.isNaN(low + high) ? '–' : `${Math.round(low)} to ${Math.round(high)}`;
}

function wholeOrDash(value: number): string {
  return Number.isNaN(value) ? '–' : String(Math.round(value));
}
