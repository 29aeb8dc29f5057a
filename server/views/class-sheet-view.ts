import { pageTemplates, yearGroupWords, type RunRow, type Section } from '../../engine/index.ts';
import type { ClassOfRun } from '../access/scoped-run.ts';
import type { ListedPupil, SubjectLabel } from '../plugins/listed-pupils.ts';
import { stateTag } from './agenda-view.ts';
import { doubtsView } from './doubts-view.ts';
import { growthBar } from './growth-bar.ts';
import { html, type Html } from './html.ts';
import { markWords, subjectMark } from './subject-mark.ts';
import { address, levelWords, textOf } from './words.ts';

export interface ClassSheet {
  readonly heading: string;
  readonly chosen: ClassOfRun;
  readonly coverage: string;
  readonly notTested: string;
  readonly classLines: readonly string[];
  /** Middle growth percentile of the class in a subject; NaN where withheld. */
  readonly middle: (subject: string) => number;
  readonly list: RunRow | undefined;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly sections: ReadonlyMap<Section, readonly ListedPupil[]>;
  readonly printedFor: string;
  readonly printedOn: Date;
}

/** Sections of which every pupil has a row with room to write. */
const tabled: ReadonlySet<Section> = new Set(['discuss-first', 'discuss-if-time', 'supported', 'monitoring']);
/** With more rows than this they are drawn closer, to stay on two sides. */
const manyRows = 14;

export function classSheetView(sheet: ClassSheet): Html {
  const of = (section: Section) => sheet.sections.get(section) ?? [];
  const rows = [...sheet.sections].reduce(
    (sum, [section, pupils]) => sum + (tabled.has(section) ? pupils.length : 0),
    0,
  );
  return html`<div class="sheet__page ${rows > manyRows ? 'sheet--dense' : ''}">
      ${sheetTop(sheet)} ${doubtsView(sheet.list)}
      ${part('First look (no SEN status)', sheet, [...of('discuss-first'), ...of('discuss-if-time')])}
    </div>
    <div class="sheet__page ${rows > manyRows ? 'sheet--dense' : ''}">
      ${part('Already supported: is the plan working?', sheet, of('supported'))}
      ${part('Monitoring', sheet, of('monitoring'))}
      ${names('No longer listed (say well done; keep what worked)', of('eased'))}
      ${everyoneElse(sheet, of('not-listed'))}
      <p class="sheet__add">Add a pupil <span class="line"></span> because <span class="line line--long"></span></p>
      <p class="sheet__add">Add a pupil <span class="line"></span> because <span class="line line--long"></span></p>
      <p class="sheet__foot">${pageTemplates.foot}</p>
      <p class="sheet__foot">
        Printed for ${sheet.printedFor},
        ${sheet.printedOn.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}.
        Confidential: hand back.
      </p>
    </div>`;
}

function sheetTop({ chosen, heading, coverage, notTested, classLines }: ClassSheet): Html {
  return html`<div class="sheet__top">
      <h1 class="govuk-heading-l">
        ${chosen.class} <span class="quiet">${yearGroupWords(chosen.yearGroup)} · ${chosen.school}</span>
      </h1>
      <p>${heading} <strong>CONFIDENTIAL: hand back</strong></p>
    </div>
    <p class="no-print govuk-body">
      Print this page (Ctrl P): two sides of A4, landscape.
      <a class="govuk-link" href="${address('/agenda', { school: chosen.school, class: chosen.class })}"
        >Back to the list</a
      >
    </p>
    <p>${coverage} ${notTested ? html`<strong>${notTested}</strong>` : ''}</p>
    ${classLines.length > 0 ? html`<p>${classLines.join(' ')}</p>` : ''}`;
}

function part(title: string, sheet: ClassSheet, pupils: readonly ListedPupil[]): Html {
  if (pupils.length === 0)
    return html`<h2 class="sheet__heading">${title}</h2>
      <p>Nobody this time.</p>`;
  return html`<h2 class="sheet__heading">${title}</h2>
    <div class="wide" tabindex="0" role="region" aria-label="${title}">
      <table class="sheet__table">
        <thead>
          <tr>
            <th scope="col">Pupil</th>
            <th scope="col">What the results say</th>
            <th scope="col">slower ◄ pupils with the same start ► faster</th>
            <th scope="col">Level</th>
            <th scope="col">Agreed · who · by when</th>
          </tr>
        </thead>
        <tbody>
          ${pupils.map((pupil) => pupilRow(sheet, pupil))}
        </tbody>
      </table>
      <p class="sheet__key">
        ● result, bar: probable range, M: middle pupil of the class, dotted line: the middle of pupils with the same
        start
      </p>
    </div>`;
}

function pupilRow({ labels, middle }: ClassSheet, { name, row, evidence, sentences }: ListedPupil): Html {
  return html`<tr>
    <th scope="row">${name.short} ${stateTag(row)}</th>
    <td><p>${sentences[0]}</p></td>
    <td class="sheet__bars">
      ${evidence.map((one) => html`<div class="sheet__bar"><span>${labels.get(one.subject)?.label.slice(0, 1)}</span>${growthBar(one, middle(one.subject), labels.get(one.subject)?.label ?? one.subject)}</div>`)}
    </td>
    <td>${levelWords[textOf(row, 'level')] ?? '–'}</td>
    <td class="sheet__agreed">
      <span class="line line--full"></span><span class="line line--full"></span><span>☐ parent told</span>
    </td>
  </tr>`;
}

function names(title: string, pupils: readonly ListedPupil[]): Html {
  if (pupils.length === 0) return html``;
  return html`<h2 class="sheet__heading">${title}</h2>
    <p>${pupils.map(({ name }) => name.short).join(' · ')}</p>`;
}

function everyoneElse({ labels }: ClassSheet, pupils: readonly ListedPupil[]): Html {
  if (pupils.length === 0) return html``;
  const byName = pupils.toSorted((a, b) => a.name.short.localeCompare(b.name.short, 'en'));
  const initials = [...labels].map(([subject, words]) => [subject, words.label.slice(0, 1)] as const);
  return html`<h2 class="sheet__heading">Everyone else</h2>
    <ul class="sheet__else">
      ${byName.map(
        ({ name, evidence }) =>
          html`<li>
            <span class="sheet__name">${name.short}</span> ${initials.map(([subject, initial]) => {
              const mark = subjectMark(evidence.find((one) => one.subject === subject));
              return html`<span class="sheet__mark"
                ><span class="quiet">${initial}</span><span aria-hidden="true">${mark}</span
                ><span class="govuk-visually-hidden"> ${markWords[mark]}</span></span
              > `;
            })}
          </li>`,
      )}
    </ul>
    <p class="sheet__key">
      One mark a subject:
      ${Object.entries(markWords)
        .map(([mark, words]) => `${mark} ${words}`)
        .join('   ')}
    </p>`;
}
