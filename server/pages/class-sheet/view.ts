import { pageTemplates, yearGroupWords, type ListRow, type Section } from '../../../engine/index.ts';
import type { ClassOfRun } from '../../runs/scoped-run.ts';
import type { ClassBackground } from './background.ts';
import type { ListedPupil, SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import { stateTag } from '../../html/pupils/state-tag.ts';
import { dateWords } from '../../html/date-words.ts';
import { doubtsView } from '../../html/doubts-view.ts';
import { html, type Html } from '../../html/html.ts';
import { markWords, subjectMark } from '../../runs/pupils/subject-mark.ts';
import { subjectBar } from './subject-bar.ts';
import { subjectInitials } from './subject-initials.ts';
import { strongestSubject } from '../../runs/pupils/strongest-subject.ts';
import { address } from '../../html/address.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

export interface ClassSheet {
  readonly heading: string;
  readonly chosen: ClassOfRun;
  readonly coverage: string;
  readonly notTested: string;
  /** Pupils tested for the first time who are not named for it. */
  readonly withoutBaseline: number;
  /** Whether the class shares a pattern; '' where nothing can be said. */
  readonly classPattern: string;
  /** Middle growth percentile of the class in a subject; NaN where withheld. */
  readonly middle: (subject: string) => number;
  readonly list: ListRow | undefined;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly background: ClassBackground;
  readonly sections: ReadonlyMap<Section, readonly ListedPupil[]>;
  /** Brought by staff, whom the numbers did not list. */
  readonly added: readonly ListedPupil[];
  readonly printedFor: string;
  readonly printedOn: Date;
}

/** Sections of which every pupil has a row with room to write. */
const tabled: ReadonlySet<Section> = new Set(['discuss-first', 'discuss-if-time', 'supported', 'monitoring']);
/** With more rows than this they are drawn closer, to stay on two sides. */
const manyRows = 14;
/** … and with more than this in smaller letters too. */
const packedRows = 20;
/** Characters of what people wrote that the sheet shows. */
const longestLine = 75;

/**
 * The class on two sides of paper: whom to discuss in front, supported, monitored, eased and everyone else on the back.
 * With many rows they are drawn closer.
 */
export function classSheetView(sheet: ClassSheet): Html {
  const of = (section: Section) => sheet.sections.get(section) ?? [];
  const rows = [...sheet.sections].reduce(
    (sum, [section, pupils]) => sum + (tabled.has(section) ? pupils.length : 0),
    sheet.added.length,
  );
  const close = rows > manyRows ? `sheet--dense ${rows > packedRows ? 'sheet--packed' : ''}` : '';
  return html`<div class="sheet__page ${close}">
      ${sheetTop(sheet)} ${doubtsView(sheet.list)}
      ${part('First look (no SEN status)', sheet, [...of('discuss-first'), ...of('discuss-if-time')])}
      ${sheet.added.length > 0 ? part('Added by staff', sheet, sheet.added, true) : ''} ${keyLine(sheet)}
    </div>
    <div class="sheet__page ${close}">
      ${part('Already supported: is the plan working?', sheet, of('supported'))}
      ${part('Monitoring', sheet, of('monitoring'), true)}
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

function sheetTop({
  chosen,
  heading,
  coverage,
  notTested,
  withoutBaseline,
  classPattern,
  background,
}: ClassSheet): Html {
  return html`<div class="sheet__top">
      <h1 class="govuk-heading-l">
        ${chosen.class} <span class="quiet">${yearGroupWords(chosen.yearGroup)} · ${chosen.school}</span>
      </h1>
      <p>${heading} <strong>CONFIDENTIAL: hand back</strong></p>
    </div>
    <p class="no-print govuk-body">
      Print this page, or save it as PDF (Ctrl P): two sides of A4, landscape.
      <a class="govuk-link" href="${address('/agenda', { school: chosen.school, class: chosen.class })}"
        >Back to the list</a
      >
    </p>
    <p>
      ${coverage} ${notTested ? html`<strong>${notTested}</strong>` : ''}
      ${withoutBaseline > 0 ? `${withoutBaseline} pupils have no earlier result to compare with.` : ''}
    </p>
    ${classPattern || background.lastMeeting ? html`<p>${classPattern} ${background.lastMeeting ? html`<strong>${background.lastMeeting}</strong>` : ''}</p>` : ''}`;
}

/** `more`: the columns are headed above already, which a full sheet does not say again on paper. */
function part(title: string, sheet: ClassSheet, pupils: readonly ListedPupil[], more = false): Html {
  if (pupils.length === 0)
    return html`<h2 class="sheet__heading">${title}</h2>
      <p>Nobody this time.</p>`;
  return html`<h2 class="sheet__heading">${title}</h2>
    <div class="wide" tabindex="0" role="region" aria-label="${title}, ${sheet.chosen.class}">
      <table class="sheet__table ${more ? 'sheet__table--more' : ''}">
        <thead>
          <tr>
            <th scope="col">Pupil</th>
            <th scope="col">What the results say</th>
            <th scope="col" class="sheet__bars">
              <span class="sheet__bar"
                ><span></span><span>slower ◄ same start ► faster</span> <span class="sheet__level">Level</span></span
              >
            </th>
            <th scope="col">Agreed · who · by when</th>
          </tr>
        </thead>
        <tbody>
          ${pupils.map((pupil) => pupilRow(sheet, pupil))}
        </tbody>
      </table>
    </div>`;
}

function keyLine({ labels }: ClassSheet): Html {
  if (labels.size === 0) return html``;
  const initials = subjectInitials(labels);
  return html`<p class="sheet__key">
    ${[...labels].map(([subject, { name }]) => `${initials.get(subject)} ${name}`).join(', ')}. ● result, bar: probable
    range, ◇ middle pupil of the class, dotted line: middle of pupils with the same start, † context is noted: see the
    pupil’s page
  </p>`;
}

function pupilRow(sheet: ClassSheet, pupil: ListedPupil): Html {
  const { labels, middle, background } = sheet;
  const { name, row, evidence, pupilId } = pupil;
  const initials = subjectInitials(labels);
  return html`<tr>
    <th scope="row">
      ${name.short} ${stateTag(row)}
      ${background.contextNoted.has(pupilId) ? html`<abbr title="context is noted">†</abbr>` : ''}
    </th>
    <td>${saidOf(sheet, pupil)}</td>
    <td class="sheet__bars">
      ${evidence.flatMap((one) => {
        const label = labels.get(one.subject)?.label;
        if (label === undefined) return [];
        return [subjectBar(one, middle(one.subject), { label, initial: initials.get(one.subject) ?? '' })];
      })}
    </td>
    <td class="sheet__agreed">${agreedPart(background.agreed.get(pupilId))}</td>
  </tr>`;
}

/** Why the pupil is here, in one sentence; the plan that runs; what the pupil can do. */
function saidOf({ background, labels }: ClassSheet, pupil: ListedPupil): Html {
  const { pupilId, sentences } = pupil;
  const added = background.added.get(pupilId);
  const support = background.support.get(pupilId);
  const aims = background.aims.get(pupilId);
  const canDo = background.canDo.get(pupilId);
  const strongest = strongestSubject(pupil, labels);
  return html`<p>
      ${added ? html`${added.by}: “${shortened(added.reason)}” <span class="quiet">results: ${sentences[0] ?? 'nothing to say'}</span>` : sentences[0]}
    </p>
    ${support ? html`<span class="sheet__can">${support}.</span>` : ''}
    ${aims ? html`<span class="sheet__can">${aims}.</span>` : ''}
    ${canDo ? html`<span class="sheet__can">can do: “${shortened(canDo)}”</span>` : strongest ? html`<span class="sheet__can quiet">strongest tested area: ${strongest}</span>` : ''}`;
}

/** Cut at a word, so that a long line does not cost the sheet its second side; the pupil’s page has all of it. */
function shortened(text: string): string {
  return text.length <= longestLine
    ? text
    : `${text.slice(0, text.lastIndexOf(' ', longestLine - 1) || longestLine)} …`;
}

/** What is agreed already, else room to write. */
function agreedPart(row: ReturnType<ClassBackground['agreed']['get']>): Html {
  if (!row)
    return html`<span class="line line--full"></span><span class="line line--full"></span><span>☐ parent told</span>`;
  const rest = [row.agreed, row.who, row.by_when ? `by ${dateWords(row.by_when)}` : ''].filter(Boolean).join(' · ');
  return html`<strong>${outcomeWords(row.outcome)}</strong>${rest ? `: ${rest}` : ''}
    <span class="line line--full"></span>`;
}

function names(title: string, pupils: readonly ListedPupil[]): Html {
  if (pupils.length === 0) return html``;
  return html`<h2 class="sheet__heading">${title}</h2>
    <p>${pupils.map(({ name }) => name.short).join(' · ')}</p>`;
}

function everyoneElse({ labels }: ClassSheet, pupils: readonly ListedPupil[]): Html {
  if (pupils.length === 0) return html``;
  const byName = pupils.toSorted((a, b) => a.name.short.localeCompare(b.name.short, 'en'));
  const initials = [...subjectInitials(labels)];
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
