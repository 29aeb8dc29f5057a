import { firstYearSentence, windowMonth, yearGroupWords, type ListRow } from '../../../engine/index.ts';
import type { ClassOfRun } from '../../runs/scoped-run.ts';
import { mayDo } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { dateWords } from '../../html/date-words.ts';
import { doubtsView } from '../../html/doubts-view.ts';
import { html, type Html } from '../../html/html.ts';
import { address } from '../../html/address.ts';

export interface ClassLine extends ClassOfRun {
  readonly list: ListRow | undefined;
}

export interface Home {
  readonly heading: string;
  readonly runId: string;
  readonly person: Person;
  readonly schools: readonly {
    readonly school: string;
    readonly list: ListRow | undefined;
    /** Who was tested, as a line; '' where the reader is not shown it. */
    readonly coverage: string;
    readonly classes: readonly ClassLine[];
  }[];
  /** Rows and results of the files that were not used; null where the reader is not shown it. */
  readonly rejects: number | null;
  readonly warnings: readonly string[];
  /** Which questions the results can answer, a sentence or two each. */
  readonly questions: readonly string[];
  /** There is nothing to compare with yet. */
  readonly oneWindow: boolean;
  /** Weeks that must lie between two windows, by the run's policy. */
  readonly minimumWeeks: number;
  /** What was agreed and is not done, due first first. */
  readonly actions: readonly OpenAction[];
  /** ISO date. */
  readonly today: string;
  /** Drafts newer than what staff see. */
  readonly drafts: readonly { readonly id: string; readonly windowDate: string }[];
}

export interface OpenAction {
  readonly key: string;
  readonly name: string;
  readonly agreed: string;
  readonly who: string;
  /** ISO date or ''. */
  readonly byWhen: string;
}

/** Where a reader starts: drafts to release, what was agreed, and each school's classes with how many pupils to discuss. */
export function homeView(home: Home): Html {
  const seesPupils = mayDo(home.person.role, 'see-pupils');
  return html`${draftsPart(home)}
    <h1 class="govuk-heading-l">${home.heading}</h1>
    <p class="govuk-body lead">
      Some pupils’ progress looks slower than that of pupils who started with the same score, or slower than their own
      before. Each class has a short list to talk
      about${seesPupils ? ': open a class, then the first pupil on its list' : ''}. You decide what it means.
    </p>
    ${home.oneWindow ? oneWindowPart(home) : ''} ${home.actions.length > 0 ? actionsPart(home) : ''}
    ${home.schools.length === 0 ? noClasses() : ''}
    ${home.schools.map((school) => schoolPart(school, seesPupils, home.schools.length > 3))}
    ${home.rejects === null ? '' : dataPart(home)}`;
}

function schoolPart(
  { school, list, coverage, classes }: Home['schools'][number],
  seesPupils: boolean,
  folded: boolean,
): Html {
  const table = html`<div class="wide">
    <table class="govuk-table">
      <caption class="govuk-visually-hidden">
        Classes of ${school}: pupils tested and pupils to discuss
      </caption>
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">Class</th>
          <th scope="col" class="govuk-table__header">Year</th>
          <th scope="col" class="govuk-table__header number">On roll</th>
          <th scope="col" class="govuk-table__header number">Tested</th>
          <th scope="col" class="govuk-table__header number">To discuss</th>
          <th scope="col" class="govuk-table__header no-print">For the meeting</th>
        </tr>
      </thead>
      <tbody>
        ${classes.map((line) => classRow(line, seesPupils))}
      </tbody>
    </table>
  </div>`;
  const heading = html`${school}`;
  return html`<section aria-label="${school}">
    <h2 class="govuk-heading-m">${heading}</h2>
    ${coverage === '' ? '' : html`<p class="govuk-body">${coverage}</p>`} ${doubtsView(list)}
    ${seesPupils ? html`<p class="govuk-body"><a class="govuk-link" href="${address('/agenda', { school })}">The whole school’s list</a></p>` : ''}
    ${
      classes.length === 0
        ? html`<p class="govuk-body">
            <a class="govuk-link" href="${address('/governor', { school })}">${school} in a few sentences</a>
          </p>`
        : folded
          ? html`<details class="govuk-details">
              <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text"
                  >${seesPupils ? 'Choose from the' : 'The'} ${classes.length} classes of ${school}</span
                >
              </summary>
              <div class="govuk-details__text">${table}</div>
            </details>`
          : table
    }
  </section>`;
}

function classRow(line: ClassLine, seesPupils: boolean): Html {
  const query = { school: line.school, class: line.class };
  const name = line.class || 'no class given';
  return html`<tr>
    <th scope="row" class="govuk-table__header">
      ${seesPupils ? html`<a class="govuk-link" href="${address('/agenda', query)}">${name}</a>` : name}
    </th>
    <td class="govuk-table__cell">${yearGroupWords(line.yearGroup)}</td>
    <td class="govuk-table__cell number">${count(line.list, 'on_roll')}</td>
    <td class="govuk-table__cell number">${count(line.list, 'measured')}</td>
    <td class="govuk-table__cell number">${count(line.list, 'listed')}</td>
    <td class="govuk-table__cell no-print">
      ${
        seesPupils
          ? html`<a class="govuk-link" href="${address('/class-sheet', query)}"
              >Class sheet<span class="govuk-visually-hidden"> of ${name}</span></a
            >`
          : ''
      }
    </td>
  </tr>`;
}

function dataPart({ rejects, warnings, questions, runId }: Home): Html {
  return html`<section aria-label="Data">
    <h2 class="govuk-heading-m">What the data report says</h2>
    <p class="govuk-body">
      ${rejects === 0 ? 'Everything in the files was used.' : `${rejects} ${rejects === 1 ? 'row or result' : 'rows or results'} of the files could not be used.`}
      <a class="govuk-link" href="/data/runs/${runId}"
        >${rejects === 0 ? 'What changed since the results before' : 'Why, and what changed since the results before'}</a
      >
    </p>
    ${
      questions.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">
            ${questions.map((text) => html`<li>${text}</li>`)}
          </ul>`
        : ''
    }
    ${
      warnings.length > 0
        ? html`<details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text"
                >${warnings.length} ${warnings.length === 1 ? 'note' : 'notes'} on the data</span
              >
            </summary>
            <ul class="govuk-list govuk-list--bullet govuk-details__text">
              ${warnings.map((text) => html`<li>${text}</li>`)}
            </ul>
          </details>`
        : ''
    }
  </section>`;
}

/** What was analysed and waits: only those who see drafts are told. */
function draftsPart({ drafts, person, runId }: Home): Html | '' {
  if (drafts.length === 0 || drafts.some(({ id }) => id === runId)) return '';
  const what = mayDo(person.role, 'release') ? 'see what changed, and release it' : 'see what changed';
  return html`<aside class="draft" aria-label="Not released">
    ${drafts
      .slice(0, 3)
      .map(
        ({ id, windowDate }) =>
          html`<p>
            <strong>A draft of ${windowMonth(windowDate)} waits.</strong> Staff do not see it yet:
            <a href="/data/runs/${id}">${what}</a>.
          </p>`,
      )}
  </aside>`;
}

function oneWindowPart({ person, minimumWeeks }: Home): Html {
  return html`<div class="doubts">
    <p>
      ${firstYearSentence(minimumWeeks)}
      ${mayDo(person.role, 'manage-data') ? html`<a class="govuk-link" href="/data">Bring more files</a>` : ''}
    </p>
  </div>`;
}

function actionsPart({ actions, today }: Home): Html {
  const late = actions.filter(({ byWhen }) => byWhen !== '' && byWhen < today).length;
  const shown = actions.slice(0, 5);
  return html`<section aria-labelledby="open-actions">
    <h2 class="govuk-heading-m" id="open-actions">Agreed, and still to do</h2>
    <ul class="govuk-list">
      ${shown.map(
        ({ key, name, agreed, who, byWhen }) =>
          html`<li>
            <a class="govuk-link" href="/pupils/${key}">${name}</a>:
            ${agreed}${who ? ` (${who})` : ''}${byWhen ? `, by ${dateWords(byWhen)}` : ''}${byWhen !== '' && byWhen < today ? html` <span class="state">past its date</span>` : ''}
          </li>`,
      )}
    </ul>
    <p class="govuk-body">
      <a class="govuk-link" href="/actions">${actions.length === 1 ? 'What we agreed' : `All ${actions.length}`}</a
      >${late > 0 ? ` · ${late} past ${late === 1 ? 'its' : 'their'} date` : ''}
    </p>
  </section>`;
}

function noClasses(): Html {
  return html`<p class="govuk-body">
    None of the classes in these results is yours today. Ask the headteacher to add your classes, with the dates you
    teach them; results of a school year before your first day are not shown, because other pupils were in the class.
  </p>`;
}

function count(row: ListRow | undefined, column: 'on_roll' | 'measured' | 'listed'): string {
  return row ? String(row[column]) : '–';
}
