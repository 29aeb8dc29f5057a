import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import type { UnclearPupil } from '../../records/pupils/unclear-schools.ts';
import type { HandedOver } from '../../records/transfers/hand-over.ts';
import type { TransferRow } from '../../records/transfers/transfers.ts';

export interface ShownMove {
  readonly row: TransferRow;
  readonly name: string;
  readonly mayAgree: boolean;
  /** Who has agreed for the old school and for the new one; null where nobody has. */
  readonly agreedBy: readonly (string | null)[];
}

export interface MovesPage {
  /** The reader's school; null = all. */
  readonly school: string | null;
  readonly moves: readonly ShownMove[];
  /** Entries from before the record was kept by school; for whoever looks after all schools. */
  readonly unclear: readonly UnclearPupil[];
  readonly schools: readonly string[];
  readonly token: string;
}

/** Moves between schools, open ones first, and entries whose school nobody knows. */
export function movesView(page: MovesPage): Html {
  const open = page.moves.filter(({ row }) => row.carried_out_at === null && row.refused_at === null);
  const over = page.moves.filter((move) => !open.includes(move));
  return html`<h1 class="govuk-heading-l">Moves</h1>
    <p class="govuk-body lead">
      A child’s record belongs to one school. When a pupil moves, the headteachers of both schools agree here, and then
      the register, needs, plans and monitoring are the new school’s. Meeting notes stay where they were written; child
      protection files go another way, from one safeguarding lead to the other.
    </p>
    <h2 class="govuk-heading-m">To agree <span class="quiet">(${open.length})</span></h2>
    ${
      open.length === 0
        ? html`<p class="govuk-body">
            Nothing is waiting. A move is proposed here as soon as released results, or files with unique pupil numbers,
            show a pupil at another school of this record. What results show is told to the old school first, and to the
            new one once the old one has agreed.
          </p>`
        : open.map((move) => openMove(move, page.token))
    }
    ${
      over.length > 0
        ? html`<h2 class="govuk-heading-m">Done or refused</h2>
            ${over.map(endedMove)}`
        : ''
    }
    ${page.unclear.length > 0 ? unclearPart(page) : ''}`;
}

function openMove({ row, name, mayAgree, agreedBy }: ShownMove, token: string): Html {
  return html`<section class="doubts">
    <p>
      <strong>${name}</strong> <span class="quiet">${row.pupil_id}</span>: from ${row.from_school} to ${row.to_school},
      ${row.proposed_by === null ? 'seen in released results' : 'seen in files'} on
      ${dateWords(row.proposed_at.slice(0, 10))}.
      ${[row.from_school, row.to_school].map((school, at) =>
        agreedBy[at] === null
          ? html` ${school} has not agreed yet.`
          : html` ${school} agreed${agreedBy[at] ? ` (${agreedBy[at]})` : ''}.`,
      )}
    </p>
    ${
      mayAgree
        ? html`<form method="post" action="/moves/${row.transfer_id}/agree">
              <input type="hidden" name="token" value="${token}" />
              <button class="govuk-button">Agree to this move</button>
            </form>
            <form method="post" action="/moves/${row.transfer_id}/refuse" autocomplete="off">
              <input type="hidden" name="token" value="${token}" />
              <label class="govuk-label" for="because-${row.transfer_id}">If it is no move, why?</label>
              <input
                class="govuk-input"
                id="because-${row.transfer_id}"
                name="because"
                maxlength="300"
                aria-describedby="hint-${row.transfer_id}"
              />
              <span class="quiet" id="hint-${row.transfer_id}">The other school reads it.</span>
              <button class="govuk-button govuk-button--secondary">Refuse</button>
            </form>`
        : ''
    }
  </section>`;
}

/** What the kinds of rows are called. */
const kinds: Readonly<Record<string, string>> = {
  register_entry: 'register entries',
  ehc_step: 'steps to an EHC plan',
  support_entry: 'agencies, access arrangements and what works',
  register_entry_version: 'earlier versions of register entries',
  pupil_need: 'needs',
  support_plan: 'plans',
  monitored: 'monitoring',
  discussion: 'meeting notes',
  preparation: 'notes before meetings',
  added_pupil: 'additions to lists',
  meeting_pupil: 'put off at meetings',
};

function endedMove({ row, name }: ShownMove): Html {
  const { handed, stayed } = JSON.parse(row.handed_over ?? '{"handed":{},"stayed":{}}') as HandedOver;
  const said = (counts: HandedOver['handed']) =>
    Object.entries(counts)
      .map(([kind, count]) => `${kinds[kind] ?? kind} ${count}`)
      .join(', ') || 'nothing';
  return html`<p class="govuk-body">
    <strong>${name}</strong> <span class="quiet">${row.pupil_id}</span>: from ${row.from_school} to ${row.to_school},
    ${
      row.carried_out_at === null
        ? `refused on ${dateWords((row.refused_at ?? '').slice(0, 10))}: “${row.refused_because ?? ''}”`
        : `handed over on ${dateWords(row.carried_out_at.slice(0, 10))}: ${said(handed)}. Stayed: ${said(stayed)}.`
    }
  </p>`;
}

function unclearPart({ unclear, schools, token }: MovesPage): Html {
  return html`<h2 class="govuk-heading-m">Whose are these? <span class="quiet">(${unclear.length})</span></h2>
    <p class="govuk-body">
      Until version 0.5 an identifier was one pupil in all schools. Of these entries it cannot be told which school they
      are of, so nobody sees them until you say it.
    </p>
    <div class="wide">
      <table class="govuk-table listing roomy">
        <thead>
          <tr>
            ${['Pupil', 'Entries', 'School'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${unclear.map(
            ({ pupilId, rows }, place) =>
              html`<tr>
                <th scope="row" class="govuk-table__header">${pupilId}</th>
                <td class="govuk-table__cell">${rows}</td>
                <td class="govuk-table__cell">
                  <form method="post" action="/moves/settle">
                    <input type="hidden" name="token" value="${token}" />
                    <input type="hidden" name="pupil" value="${pupilId}" />
                    <label class="govuk-visually-hidden" for="school-${place}">School of ${pupilId}</label>
                    <select class="govuk-select" id="school-${place}" name="school">
                      ${schools.map((school) => html`<option>${school}</option>`)}
                    </select>
                    <button class="govuk-button govuk-button--secondary">It is theirs</button>
                  </form>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
