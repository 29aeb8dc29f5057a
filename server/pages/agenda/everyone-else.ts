import type { ListedPupil, SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import type { AgendaPage } from './facts.ts';
import { chooseCell } from './choose-cell.ts';
import { html, type Html } from '../../html/html.ts';
import { keptPart } from '../../html/kept-part.ts';
import { markWords, subjectMark } from '../../runs/pupils/subject-mark.ts';
import { testedSubjects } from '../../runs/groups/tested-subjects.ts';

const alphabet = new Intl.Collator('en');

type Choice = Pick<AgendaPage, 'labels' | 'chosen' | 'resultsOnly'>;

/** The rows of those who are not listed: one mark a subject, why not, and how to bring them. Nothing that people wrote is in them. */
export function everyoneElse(page: Choice, pupils: readonly ListedPupil[]): Html {
  const { class: className, sort } = page.chosen;
  const kinds = [className !== undefined, page.resultsOnly, sort === 'class'];
  const name = ['everyone else', ...kinds, ...pupils.map(({ key }) => key)].join();
  return keptPart(pupils[0], name, () => written(page, pupils));
}

function written(page: Choice, pupils: readonly ListedPupil[]): Html {
  // A subject that nobody here sits would be a column of “not tested”; the line of who was tested says so once.
  const tested = testedSubjects(pupils);
  const subjects = [...page.labels].filter(([subject]) => tested.has(subject));
  const oneClass = page.chosen.class !== undefined;
  const mayAdd = !page.resultsOnly;
  const byName =
    page.chosen.sort === 'class' ? pupils : pupils.toSorted((a, b) => alphabet.compare(a.name.short, b.name.short));
  return html`<thead>
      <tr>
        ${mayAdd ? html`<th scope="col" class="govuk-table__header no-print"><span class="govuk-visually-hidden">Choose</span></th>` : ''}
        <th scope="col" class="govuk-table__header">Pupil</th>
        ${oneClass ? '' : html`<th scope="col" class="govuk-table__header">Class</th>`}
        ${subjects.map(([, words]) => html`<th scope="col" class="govuk-table__header">${words.label}</th>`)}
        <th scope="col" class="govuk-table__header ask no-print">${mayAdd ? 'Ask, or add' : 'Ask'}</th>
      </tr>
    </thead>
    <tbody>
      ${byName.map((pupil) => unlistedRow(pupil, subjects, { oneClass, mayAdd }))}
    </tbody>`;
}

function unlistedRow(
  { key, name, row, evidence }: ListedPupil,
  subjects: readonly (readonly [subject: string, label: SubjectLabel])[],
  { oneClass, mayAdd }: { oneClass: boolean; mayAdd: boolean },
): Html {
  return html`<tr>
    ${mayAdd ? chooseCell(key, name.short) : ''}
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/pupils/${key}">${name.short}</a>
    </th>
    ${oneClass ? '' : html`<td class="govuk-table__cell">${row.class ?? ''}</td>`}
    ${subjects.map(([subject]) => {
      const mark = subjectMark(evidence.find((one) => one.subject === subject));
      return html`<td class="govuk-table__cell marks"><span aria-hidden="true">${mark}</span> ${markWords[mark]}</td>`;
    })}
    <td class="govuk-table__cell ask no-print">
      <a class="govuk-link" href="/pupils/${key}/why"
        >Why not listed?<span class="govuk-visually-hidden"> (${name.short})</span></a
      >
      ${
        mayAdd
          ? html`<a class="govuk-link ask__add" href="/pupils/${key}#add"
              >add<span class="govuk-visually-hidden"> ${name.short} to the list</span></a
            >`
          : ''
      }
    </td>
  </tr>`;
}
