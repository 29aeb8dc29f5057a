import {
  criterionNames,
  growthPercentileSentences,
  yearGroupWords,
  type Chart,
  type Verdict,
} from '../../engine/index.ts';
import type { SubjectEvidence } from '../access/pupil-evidence.ts';
import type { DiscussionSteps } from '../plugins/discussion-steps.ts';
import type { ListedPupil, SubjectLabel } from '../plugins/listed-pupils.ts';
import type { DiscussionRow } from '../records/discussions.ts';
import { stateTag } from './agenda-view.ts';
import { addPart, agreePart, savedPart, type Agreement } from './agreement-view.ts';
import { chartTable } from './chart-table.ts';
import { criterionCell, type CellWords } from './criterion-cell.ts';
import { dateWords } from './date-words.ts';
import { directionNote } from './direction-note.ts';
import { html, type Html } from './html.ts';
import { address, levelWords, numberOf, questionWords, sectionWords, textOf } from './words.ts';

export interface PupilPage {
  readonly heading: string;
  readonly runId: string;
  readonly pupil: ListedPupil;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  /** One sentence a subject. */
  readonly inShort: readonly { sentence: string; met: boolean }[];
  readonly pictures: readonly { subject: string; chart: Pick<Chart, 'table' | 'description'> }[];
  readonly words: (evidence: SubjectEvidence) => CellWords;
  readonly classLines: readonly string[];
  readonly steps: DiscussionSteps;
  readonly monthOf: (window: string) => string;
  readonly agreement: Agreement;
  /** Discussions of earlier runs, newest first. */
  readonly earlier: readonly DiscussionRow[];
  /** Who saved, by identifier. */
  readonly people: ReadonlyMap<string, string>;
  /** Whose discussion was saved on the page before. */
  readonly saved: { key: string; name: string } | undefined;
}

/** In the order of a talk: can do, in short, picture, the four questions, what else, tried, agree, history. */
export function pupilView(page: PupilPage): Html {
  return html`${savedPart(page)} ${topPart(page)} ${canDoPart(page)} ${inShortPart(page)} ${picturesPart(page)}
  ${questionsPart(page)} ${elsePart(page)} ${triedPart(page)} ${agreePart(page)} ${historyPart(page)}`;
}

function topPart({ pupil, heading, steps, agreement }: PupilPage): Html {
  const { row, name, key } = pupil;
  const query = { school: textOf(row, 'school'), class: textOf(row, 'class') };
  const section = textOf(row, 'section');
  return html`<div class="pupil-top">
      <h1 class="govuk-heading-l">${name.short}</h1>
      <p class="govuk-body">
        ${textOf(row, 'class')} · ${yearGroupWords(textOf(row, 'year_group'))} · ${textOf(row, 'school')} · ${heading}
      </p>
    </div>
    <p class="govuk-body">
      <strong>${sectionWords[section]?.[0]}</strong> ${stateTag(row)} · level:
      ${levelWords[textOf(row, 'level')] ?? 'not known'}
      ${agreement.added ? html` · <strong>added by staff:</strong> “${agreement.added.reason}”` : ''} ·
      <a class="govuk-link" href="/pupils/${key}/why"
        >Why is ${name.forename || name.full} ${section === 'not-listed' ? 'not listed' : 'here'}?</a
      >
    </p>
    <nav class="pupil-nav govuk-body no-print" aria-label="Pupils of this list">
      <a class="govuk-link" href="${address('/agenda', query)}">The list of ${query.class || query.school}</a>
      ${steps.previous ? html`<a class="govuk-link" rel="prev" href="/pupils/${steps.previous}">◄ Previous</a>` : ''}
      ${steps.place > 0 ? html`<span class="quiet">${steps.place} of ${steps.of}</span>` : ''}
      ${steps.next ? html`<a class="govuk-link" rel="next" href="/pupils/${steps.next}">Next ►</a>` : ''}
      <a class="govuk-link" href="#agree">To what we agree</a>
      <a class="govuk-link" href="/pupils/${key}/family-sheet">Family sheet</a>
    </nav>`;
}

function canDoPart({ pupil, labels, agreement }: PupilPage): Html {
  const strongest = strongestSubject(pupil.evidence, labels);
  const said = agreement.own?.can_do || agreement.form.can_do;
  return html`<section aria-labelledby="can-do">
    <h2 class="govuk-heading-m" id="can-do">Can do</h2>
    <p class="govuk-body">
      ${said ? html`“${said}”` : html`<span class="quiet">Nothing is written yet: what does ${pupil.name.forename || 'the pupil'} do well?</span>`}
      ${strongest ? html` · strongest tested area: ${strongest}` : ''}
    </p>
    ${voice(pupil.name.forename || 'The pupil', agreement.own?.pupil_says)} ${voice('Home', agreement.own?.home_says)}
  </section>`;
}

function voice(who: string, says: string | undefined): Html {
  return says ? html`<p class="govuk-body">${who} says: “${says}”</p>` : html``;
}

/** The tested subject in which the pupil stands highest now; none where fewer than two can be compared. */
function strongestSubject(evidence: readonly SubjectEvidence[], labels: PupilPage['labels']): string {
  const placed = evidence
    .filter(({ subject }) => labels.get(subject)?.direction === '')
    .map(({ subject, growth }) => ({ subject, position: numberOf(growth, 'position') }))
    .filter(({ position }) => !Number.isNaN(position))
    .toSorted((a, b) => b.position - a.position);
  return placed.length < 2 ? '' : (labels.get(placed[0].subject)?.name ?? '');
}

function inShortPart({ inShort }: PupilPage): Html {
  return html`<section aria-labelledby="short">
    <h2 class="govuk-heading-m" id="short">In short</h2>
    ${
      inShort.length === 0
        ? html`<p class="govuk-body">There is no result for this pupil in these windows.</p>`
        : html`<ul class="in-short">
            ${inShort.map(({ sentence, met }) => html`<li>${met ? html`<strong>${sentence}</strong>` : sentence}</li>`)}
          </ul>`
    }
  </section>`;
}

function picturesPart({ pupil, labels, pictures, runId }: PupilPage): Html {
  if (pictures.length === 0) return html``;
  return html`<section aria-labelledby="picture">
    <h2 class="govuk-heading-m" id="picture">Picture</h2>
    <div class="pictures ${pictures.length === 4 ? 'pictures--pairs' : ''}">
      ${pictures.map(({ subject, chart }) => {
        const label = labels.get(subject)?.label ?? subject;
        const query = { subject, run: runId };
        return html`<figure class="picture">
          <figcaption>${label}</figcaption>
          <img
            src="${address(`/pupils/${pupil.key}/picture`, query)}"
            alt="${chart.description} The numbers are in the table below."
          />
          ${chartTable(chart.table, `${label} in numbers`)}
          <p class="govuk-body-s no-print">
            <a class="govuk-link" href="${address(`/pupils/${pupil.key}/picture`, { ...query, kind: 'gap' })}"
              >${label}: the gap to the middle over time</a
            >
          </p>
        </figure>`;
      })}
    </div>
    ${directionNote(
      pictures.map(({ subject }) => subject),
      labels,
    )}
  </section>`;
}

function questionsPart({ pupil, labels, words }: PupilPage): Html {
  if (pupil.evidence.length === 0) return html``;
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
                ${pupil.evidence.map((evidence) => questionCellView(criterionCell(criterion, evidence, words(evidence))))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${percentilesPart(pupil, labels)}
  </section>`;
}

function questionCellView(cell: ReturnType<typeof criterionCell>): Html {
  if (!cell) return html`<td class="govuk-table__cell">–</td>`;
  return html`<td class="govuk-table__cell">
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text"
          >${cell.met ? html`<strong>${cell.answer}</strong>` : cell.answer}</span
        >
      </summary>
      <div class="govuk-details__text">${cell.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
    </details>
  </td>`;
}

/** The growth percentile as a band in a sentence under the table: of the subject the pupil is listed for, else of every one. */
function percentilesPart(pupil: ListedPupil, labels: PupilPage['labels']): Html {
  const banded = pupil.evidence.filter(({ growth }) => !Number.isNaN(numberOf(growth, 'growth_percentile_true')));
  const met = banded.filter(({ criteria }) => criteria['slower-than-peers']?.['verdict'] === 'met');
  return html`${(met.length > 0 ? met : banded).map(({ subject, growth, criteria, trajectory }) => {
    const sentences = growthPercentileSentences({
      percentile: numberOf(growth, 'growth_percentile_true'),
      low: numberOf(growth, 'growth_percentile_true_low'),
      high: numberOf(growth, 'growth_percentile_true_high'),
      verdict: textOf(criteria['slower-than-peers'], 'verdict') as Verdict,
      results: trajectory.filter((one) => ['valid', 'floor', 'ceiling'].includes(textOf(one, 'status'))).length,
    });
    return html`<p class="govuk-body lead">
      <strong>${labels.get(subject)?.label ?? subject}:</strong> ${sentences.join(' ')}
    </p>`;
  })}`;
}

function elsePart({ classLines, agreement, pupil }: PupilPage): Html {
  const { own } = agreement;
  return html`<section aria-labelledby="else">
    <h2 class="govuk-heading-m" id="else">What else</h2>
    <ul class="govuk-list">
      ${classLines.map((line) => html`<li>${line}</li>`)} ${own?.note ? html`<li>Noted: ${own.note}</li>` : ''}
      ${own?.safeguarding === 1 ? html`<li><strong>See the safeguarding lead.</strong></li>` : ''}
      <li>
        Absence, a move, health, family, language, hearing or sight considered: ${own?.considered ?? 'not known'}.
        Nothing is added to or taken off ${pupil.name.forename ? `${pupil.name.forename}’s` : 'the'} result for any of
        these.
      </li>
    </ul>
  </section>`;
}

function triedPart({ agreement, earlier }: PupilPage): Html {
  const tried = agreement.own?.tried || earlier.find((one) => one.tried)?.tried;
  const agreed = earlier.find((one) => one.agreed);
  return html`<section aria-labelledby="tried">
    <h2 class="govuk-heading-m" id="tried">Tried</h2>
    <p class="govuk-body">${tried || html`<span class="quiet">Nothing is written yet.</span>`}</p>
    ${agreed ? html`<p class="govuk-body">Last time we agreed: ${agreed.agreed} (${[agreed.who, dateWords(agreed.by_when)].filter(Boolean).join(', by ')}).</p>` : ''}
  </section>`;
}

function historyPart(page: PupilPage): Html {
  const { pupil, earlier, people, monthOf } = page;
  const first = monthOf(textOf(pupil.row, 'first_listed'));
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">History</h2>
    <ul class="govuk-list">
      ${first ? html`<li>Listed since ${first}.</li>` : ''}
      ${earlier.map((one) => html`<li>${dateWords(one.updated_at.slice(0, 10))}: ${one.outcome ?? 'no outcome'}${one.agreed ? ` (${one.agreed})` : ''}, written by ${people.get(one.updated_by) ?? 'someone who has left'}.</li>`)}
      ${!first && earlier.length === 0 ? html`<li class="quiet">Not discussed before in this record.</li>` : ''}
      <li>Does a mark look wrong? Tell the data manager: the next run uses the corrected one.</li>
    </ul>
    ${addPart(page)}
  </section>`;
}
