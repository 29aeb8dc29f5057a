/** Longer than most views: the three kinds of rows of one list stand beside each other. */
import { nobodyListedSentence, yearGroupWords } from '../../../engine/index.ts';
import { isWholeList, type AgendaChoice } from '../../runs/agenda-choice.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import type { DiscussionRow } from '../../records/discussions/discussions.ts';
import { dateWords } from '../../html/date-words.ts';
import { agendaFilters } from './filters.ts';
import { chooseCell, severalForm } from './choose-cell.ts';
import { everyoneElse } from './everyone-else.ts';
import { doubtsView } from '../../html/doubts-view.ts';
import { html, type Html } from '../../html/html.ts';
import { sortableHead, type Column } from '../../html/sortable-head.ts';
import { stateTag } from '../../html/pupils/state-tag.ts';
import { keptPart } from '../../html/kept-part.ts';
import { meetingLinks } from './meeting-links.ts';
import { pupilLevel } from '../../runs/pupils/pupil-level.ts';
import { sectionWords } from '../../html/words.ts';
import { address } from '../../html/address.ts';
import type { AgendaPage } from './facts.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

const inWords = new Intl.ListFormat('en-GB');

/**
 * The list to talk about, section by section with its two doubts. Whoever staff added stands before everyone else; a list
 * or a choice with nobody in it says so.
 */
export function agendaView(page: AgendaPage): Html {
  const { heading, chosen } = page;
  const filled = page.sections.filter(({ pupils }) => pupils.length > 0);
  return html`<div data-table>
    <h1 class="govuk-heading-l">${placeOf(page)} <span class="govuk-caption-l">${heading}</span></h1>
    ${page.done ? html`<p class="doubts" role="status">${page.done}</p>` : ''}
    <p class="govuk-body quiet">${page.coverage}</p>
    ${doubtsView(page.list)}
    ${page.list?.listed === 0 ? html`<p class="govuk-body lead">${nobodyListedSentence(page.anybodyHasBaseline, page.minimumWeeks)}</p>` : ''}
    ${page.resultsOnly ? '' : actionsPart(page)} ${agendaFilters(page)}
    ${filled.length > 0 ? html`<p class="govuk-body quiet">${orderWords[chosen.sort]}</p>` : ''}
    ${filled.filter(({ section }) => section !== 'not-listed').map((section) => sectionPart(page, section))}
    ${addedPart(page)}
    ${filled.filter(({ section }) => section === 'not-listed').map((section) => sectionPart(page, section))}
    ${filled.length === 0 && page.added.length === 0 ? emptyPart(page) : ''}
    ${
      page.unlisted > 0
        ? html`<h2 class="govuk-heading-m">${sectionWords['not-listed'][0]}</h2>
            <p class="govuk-body">
              ${page.unlisted} pupils.
              <a class="govuk-link" href="${listAddress('/agenda', page, { section: 'not-listed' })}"
                >Show everyone else</a
              >${page.resultsOnly ? '.' : ', or find a pupil by name.'}
            </p>`
        : ''
    }
    ${page.resultsOnly || (filled.length === 0 && page.added.length === 0) ? '' : severalPart(page)}
  </div>`;
}

/** What can be done for the pupils whose boxes are ticked: the boxes stand in the tables and belong to this form. */
function severalPart({ chosen, runId, token }: AgendaPage): Html {
  return html`<form method="post" action="/agenda/several" id="${severalForm}" class="buttons several no-print">
    <input type="hidden" name="token" value="${token}" /><input type="hidden" name="run" value="${runId}" />
    <input type="hidden" name="school" value="${chosen.school}" />
    <input type="hidden" name="class" value="${chosen.class ?? ''}" />
    <label class="choice" hidden><input type="checkbox" data-choose-all /> Choose all</label>
    <span class="quiet">For those chosen:</span>
    <button class="govuk-button govuk-button--secondary small" name="step" value="sheets">
      Family sheets to print
    </button>
    <button class="govuk-button govuk-button--secondary small" name="step" value="add">Add to the meeting</button>
    <button class="govuk-button govuk-button--secondary small" name="step" value="aside">Put aside</button>
  </form>`;
}

/** What can be done with the list. */
function actionsPart(page: AgendaPage): Html {
  const { chosen } = page;
  return html`<ul class="actions govuk-body no-print">
    ${chosen.class === undefined ? '' : meetingLinks({ school: chosen.school, class: chosen.class })}
    <li>
      <a class="govuk-link" href="${address('/class-sheet', { school: chosen.school, class: chosen.class })}"
        >${chosen.class === undefined ? 'Class sheets of every class to print' : 'Class sheet to print'}</a
      >
    </li>
    <li>
      <a
        class="govuk-link"
        href="${address('/targets', { school: chosen.school, class: chosen.class, run: page.runId })}"
        >Targets</a
      >
    </li>
    <li>
      This list as a table: <a class="govuk-link" href="${listAddress('/agenda.xlsx', page)}">Excel</a> ·
      <a class="govuk-link" href="${listAddress('/agenda.csv', page)}">CSV</a>
    </li>
  </ul>`;
}

/** What the list is sorted by, said over it. */
const orderWords: Readonly<Record<AgendaChoice['sort'], string>> = {
  concern:
    'In the order to talk: the clearest signs of a lasting slow-down first. It is no order of pupils or of scores.',
  name: 'In alphabetical order. The order to talk is the other one: the clearest signs of a slow-down first.',
  class: 'Class by class, in alphabetical order.',
};

function placeOf({ chosen }: AgendaPage): string {
  const year = chosen.year ? yearGroupWords(chosen.year) : undefined;
  return [chosen.class ?? year, chosen.school].filter((part) => part !== undefined).join(' · ');
}

/** The same choice at another address, or narrowed to something else. */
function listAddress(path: string, { chosen, runId }: AgendaPage, other: Record<string, string> = {}): string {
  const { sort, ...rest } = chosen;
  return address(path, { ...rest, sort: sort === 'concern' ? undefined : sort, run: runId, ...other });
}

function emptyPart(page: AgendaPage): Html {
  const { chosen } = page;
  // Why a whole list holds nobody is said over it.
  if (page.unlisted > 0 && isWholeList(chosen)) return html``;
  return html`<p class="govuk-body lead">
    No pupil fits this choice.
    <a class="govuk-link" href="${address('/agenda', { school: chosen.school, class: chosen.class, run: page.runId })}"
      >Show the whole list</a
    >
  </p>`;
}

/** What the rows of a list depend on, beside their pupils. */
export type RowsOf = Pick<AgendaPage, 'chosen' | 'labels' | 'resultsOnly' | 'agreed'> &
  Partial<Pick<AgendaPage, 'runId' | 'left'>>;

/** One section of the list. Rows in which nothing stands that people wrote are kept. */
export function sectionPart(page: RowsOf, { section, pupils }: AgendaPage['sections'][number]): Html {
  const [name, asks] = sectionWords[section];
  return html`<section aria-labelledby="${section}">
    <h2 class="govuk-heading-m" id="${section}">${name} <span class="quiet">(${pupils.length})</span></h2>
    <p class="govuk-body quiet">${asks}</p>
    <div class="wide">
      <table class="govuk-table listing">
        <caption class="govuk-visually-hidden">
          ${name}
        </caption>
        ${section === 'not-listed' ? everyoneElse(page, pupils) : listed(page, pupils)}
      </table>
    </div>
  </section>`;
}

function listed(page: RowsOf, pupils: readonly ListedPupil[]): Html {
  const oneClass = page.chosen.class !== undefined;
  const name = ['listed', oneClass ? '' : 'with class', page.resultsOnly ? 'results only' : ''].join();
  const { sort, ...query } = page.chosen;
  const columns: Column[] = [
    ...(page.resultsOnly ? [] : [{ text: 'Choose', heard: true } as const]),
    { text: 'Pupil', sort: 'name' },
    ...(oneClass ? [] : [{ text: 'Class', sort: 'class' }]),
    { text: 'What the results say' },
    { text: 'Level' },
    ...(page.resultsOnly ? [] : [{ text: 'Agreed' }]),
  ];
  return html`${sortableHead(columns, { path: '/agenda', query: { ...query, run: page.runId }, sort, again: 'concern' })}
    <tbody>
      ${pupils.map((pupil) =>
        page.agreed.get(pupil.pupilId)?.outcome || page.left?.has(pupil.pupilId)
          ? listedRow(page, pupil, oneClass)
          : keptPart(pupil, name, () => listedRow(page, pupil, oneClass)),
      )}
    </tbody>`;
}

function listedRow(
  { labels, agreed, resultsOnly, left }: RowsOf,
  { pupilId, key, name, row, evidence, sentences }: ListedPupil,
  oneClass: boolean,
): Html {
  const subjects = (row.subjects ?? '').split('; ').filter(Boolean);
  const [first, ...others] = sentences;
  return html`<tr>
    ${resultsOnly ? '' : chooseCell(key, name.short)}
    <th scope="row" class="govuk-table__header">
      <a class="govuk-link" href="/pupils/${key}">${name.short}</a> ${stateTag(row)}
      ${left?.has(pupilId) ? html`<span class="small quiet">left SEN Support on ${dateWords(left.get(pupilId) ?? '')}</span>` : ''}
    </th>
    ${oneClass ? '' : html`<td class="govuk-table__cell">${row.class ?? ''}</td>`}
    <td class="govuk-table__cell">
      <p>${first ?? 'No criterion came out “likely” this time.'}</p>
      ${subjects.length > 1 ? html`<p class="small quiet">listed for ${inWords.format(subjects.map((subject) => labels.get(subject)?.name ?? subject))}</p>` : ''}
      ${
        others.length > 0
          ? html`<details class="more">
              <summary>more: ${others.length}<span class="govuk-visually-hidden"> of ${name.short}</span></summary>
              ${others.map((sentence) => html`<p>${sentence}</p>`)}
            </details>`
          : ''
      }
    </td>
    <td class="govuk-table__cell">${pupilLevel({ row, evidence })}</td>
    ${resultsOnly ? '' : html`<td class="govuk-table__cell">${agreedWords(agreed.get(pupilId), key, name.short)}</td>`}
  </tr>`;
}

function agreedWords(row: DiscussionRow | undefined, key: string, name: string): Html {
  if (!row?.outcome)
    return html`<a class="govuk-link" href="/pupils/${key}#agree"
      >record<span class="govuk-visually-hidden"> what we agree for ${name}</span></a
    >`;
  const by = [row.who, dateWords(row.by_when)].filter(Boolean).join(', by ');
  return html`<strong>${outcomeWords(row.outcome)}</strong
    >${row.agreed ? html`<p>${row.agreed}</p>` : ''}${by ? html`<p class="small">${by}</p>` : ''}`;
}

/** Pupils whom people brought, each with the reason and what the results say. */
function addedPart(page: AgendaPage): Html {
  if (page.added.length === 0) return html``;
  return html`<section aria-labelledby="added">
    <h2 class="govuk-heading-m" id="added">Added by staff <span class="quiet">(${page.added.length})</span></h2>
    <div class="wide">
      <table class="govuk-table listing">
        <caption class="govuk-visually-hidden">
          Added by staff
        </caption>
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header no-print"><span class="govuk-visually-hidden">Choose</span></th>
            <th scope="col" class="govuk-table__header">Pupil</th>
            <th scope="col" class="govuk-table__header">Why, and what the results say</th>
            <th scope="col" class="govuk-table__header">Agreed</th>
          </tr>
        </thead>
        <tbody>
          ${page.added.map(
            ({ pupilId, key, name, sentences }) =>
              html`<tr>
                ${chooseCell(key, name.short)}
                <th scope="row" class="govuk-table__header">
                  <a class="govuk-link" href="/pupils/${key}">${name.short}</a>
                </th>
                <td class="govuk-table__cell">
                  <p>“${page.reasons.get(pupilId)?.reason}” (${page.reasons.get(pupilId)?.source})</p>
                  <p class="quiet">results: ${sentences[0] ?? 'nothing to say'}</p>
                </td>
                <td class="govuk-table__cell">${agreedWords(page.agreed.get(pupilId), key, name.short)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
