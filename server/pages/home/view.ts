import { firstYearSentence, windowMonth } from '../../../engine/index.ts';
import { mayDo } from '../../people/permissions.ts';
import { address } from '../../html/address.ts';
import { dateWords } from '../../html/date-words.ts';
import { doubtsView } from '../../html/doubts-view.ts';
import { dueDocumentsView } from '../../html/documents/due-documents-view.ts';
import { html, type Html } from '../../html/html.ts';
import type { Home } from './facts.ts';
import { linesView } from './lines-view.ts';
import { ownClassView } from './own-class-view.ts';
import { standingsView } from './standings-view.ts';

/** Where a reader starts: drafts to release, the doubts once, one table of schools or classes, and what was agreed. */
export function homeView(home: Home): Html {
  return html`${draftsPart(home)}
    <h1 class="govuk-heading-l">
      ${home.place ? html`${home.place} <span class="govuk-caption-l">${home.heading}</span>` : home.heading}
    </h1>
    ${leadPart(home)} ${home.coverage === '' ? '' : html`<p class="govuk-body quiet">${home.coverage}</p>`}
    ${home.oneWindow ? oneWindowPart(home) : doubtsView(home.list)}
    ${home.ownClass ? ownClassView(home.ownClass) : html`${placesPart(home)} ${linesView(home)} ${standingsView(home)}`}
    ${
      home.due.length > 0
        ? html`<ul class="actions govuk-body no-print" aria-label="Documents to review">
            ${dueDocumentsView(home.due, home.today)}
          </ul>`
        : ''
    }
    ${home.actions.length > 0 ? actionsPart(home) : ''}
    ${home.lines.length === 0 && !home.standings?.length ? noClasses(home) : ''}
    ${home.rejects === null ? '' : dataPart(home)}`;
}

function leadPart({ person, standings, ownClass }: Home): Html {
  if (standings)
    return html`<p class="govuk-body lead">
      What the schools have released, in counts. No pupil is named, and numbers from which one could be found are not
      shown.
    </p>`;
  return html`<p class="govuk-body lead">
    Pupils whose progress looks slower than that of pupils who started with the same score, or slower than their own
    before${mayDo(person.role, 'see-pupils') ? `: open ${ownClass ? 'the first of them' : 'a class, then the first pupil on its list'}` : ''}.
    You decide what it means. <a class="govuk-link" href="/help">How it works</a>
  </p>`;
}

/** Ways to other lists than the table's own. */
function placesPart({ person, lines, place, chosen }: Home): Html {
  const links = [
    ...(chosen ? [html`<li><a class="govuk-link" href="/">All schools</a></li>`] : []),
    ...(place && lines.length > 0 && mayDo(person.role, 'see-pupils')
      ? [
          html`<li>
            <a class="govuk-link" href="${address('/agenda', { school: lines[0].school })}"
              >${person.role === 'teacher' ? 'The list of all my classes' : 'The whole school’s list'}</a
            >
          </li>`,
        ]
      : []),
  ];
  return links.length === 0
    ? html``
    : html`<ul class="actions govuk-body no-print">
        ${links}
      </ul>`;
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
      ${mayDo(person.role, 'manage-data') ? html`<a class="govuk-link" href="/data">Upload more files</a>` : ''}
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

function noClasses({ person }: Home): Html {
  if (person.role !== 'teacher')
    return html`<p class="govuk-body">There is nothing of your school in these results.</p>`;
  return html`<p class="govuk-body">
    None of the classes in these results is yours today. The headteacher can add your classes, with the dates you teach
    them; results of a school year before your first day are not shown, because other pupils were in the class.
  </p>`;
}
