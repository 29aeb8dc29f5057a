import type { ListRow } from '../../../../engine/index.ts';
import { meetingParts, type MeetingNow, type MeetingPupil } from '../../../runs/meetings/meeting-of.ts';
import type { AgreedBefore } from '../../../records/discussions/agreed-before.ts';
import { reasonFields } from '../../../html/pupils/reason-fields.ts';
import { agreedLine } from '../../../html/pupils/agreed-line.ts';
import { select } from '../../../html/select.ts';
import { dateWords, timeWords } from '../../../html/date-words.ts';
import { doubtsView } from '../../../html/doubts-view.ts';
import { html, type Html } from '../../../html/html.ts';
import { keysBar } from '../keys-bar.ts';
import { clockWords, partWords } from '../../../html/meeting-words.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

export interface MeetingPage {
  readonly now: MeetingNow;
  /** “Autumn results, December 2026”. */
  readonly heading: string;
  readonly list: ListRow | undefined;
  /** Minutes until it was to end. */
  readonly left: number;
  /** Agreed last time for pupils of the class, those open first. */
  readonly lastTime: readonly { key: string; name: string; before: AgreedBefore }[];
  readonly people: ReadonlyMap<string, string>;
  readonly mayRecord: boolean;
  readonly token: string;
}

/** How a meeting opens: what was agreed last time, then whom to talk about. */
export function meetingView(page: MeetingPage): Html {
  const { now, heading, left, token } = page;
  const { meeting, pupils } = now;
  const base = `/meetings/${meeting.meeting_id}`;
  const open = pupils.find(({ own }) => own === undefined);
  const started = `${dateWords(meeting.started_at.slice(0, 10))}, ${timeWords(meeting.started_at)}`;
  return html`<h1 class="govuk-heading-l">
      Meeting ${meeting.class} · ${meeting.school} <span class="govuk-caption-l">${heading}</span>
    </h1>
    <p class="govuk-body">
      Started on ${started}, for ${meeting.minutes} minutes.
      ${
        meeting.ended_at === null
          ? html`<strong><span class="clock" data-seconds-left="${left * 60}">${clockWords(left)}</span></strong
              >.`
          : html`Ended ${timeWords(meeting.ended_at)}.`
      }
      It stays with these results, whatever comes in later.
    </p>
    ${doubtsView(page.list)}
    <div class="govuk-button-group no-print">
      ${open ? html`<a class="govuk-button" href="${base}/pupils/${open.pupil.key}" data-key="n">${pupils.some(({ own }) => own) ? 'Go on with' : 'Begin with'} ${open.pupil.name.short}</a>` : ''}
      <a class="govuk-button govuk-button--secondary" href="${base}/recap" data-key="r">Recap</a>
      ${meeting.ended_at === null ? endForm(base, token) : ''}
    </div>
    ${open ? keysBar(`<kbd>N</kbd> ${pupils.some(({ own }) => own) ? 'go on' : 'begin'} · <kbd>R</kbd> recap`) : ''}
    ${lastTimePart(page)} ${meetingParts.map((part) => partPart(page, part))} ${addPart(page)}`;
}

/**
 * The button that ends a meeting.
 *
 * @param base address of the meeting
 * @param token against forged requests
 */
export function endForm(base: string, token: string): Html {
  return html`<form method="post" action="${base}/end">
    <input type="hidden" name="token" value="${token}" />
    <button class="govuk-button govuk-button--secondary">End the meeting</button>
  </form>`;
}

function lastTimePart({ lastTime, now, token, mayRecord }: MeetingPage): Html {
  if (lastTime.length === 0)
    return html`<section aria-labelledby="last">
      <h2 class="govuk-heading-m" id="last">Last time</h2>
      <p class="govuk-body quiet">Nothing was agreed before for pupils of this class.</p>
    </section>`;
  const done = lastTime.filter(({ before }) => before.doneAt !== null).length;
  return html`<section aria-labelledby="last">
    <h2 class="govuk-heading-m" id="last">
      Last time <span class="quiet">(${lastTime.length} agreed, ${done} done, ${lastTime.length - done} open)</span>
    </h2>
    <div class="wide">
      <table class="govuk-table listing">
        <thead>
          <tr>
            ${['Pupil', 'What we agreed', 'Who', 'By when'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
            <th scope="col" class="govuk-table__header">Done?</th>
          </tr>
        </thead>
        <tbody>
          ${lastTime.map(
            ({ key, name, before }) =>
              html`<tr>
                <th scope="row" class="govuk-table__header"><a class="govuk-link" href="/pupils/${key}">${name}</a></th>
                <td class="govuk-table__cell">
                  <p>${before.content.agreed}</p>
                  <p class="quiet">${outcomeWords(before.content.outcome)}</p>
                </td>
                <td class="govuk-table__cell">${before.content.who || '–'}</td>
                <td class="govuk-table__cell">${dateWords(before.content.by_when) || '–'}</td>
                <td class="govuk-table__cell">
                  ${before.doneAt ? html`<strong>done</strong> ${dateWords(before.doneAt.slice(0, 10))}` : html`<strong>open</strong>`}
                  ${before.doneAt === null && before.stands && mayRecord ? doneForm(before.discussionId, { name, meetingId: now.meeting.meeting_id, token }) : ''}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function doneForm(
  discussionId: string,
  { name, meetingId, token }: { name: string; meetingId: string; token: string },
): Html {
  return html`<form class="no-print" method="post" action="/actions">
    <input type="hidden" name="token" value="${token}" /><input
      type="hidden"
      name="discussion"
      value="${discussionId}"
    /><input type="hidden" name="meeting" value="${meetingId}" />
    <button class="govuk-button govuk-button--secondary small">
      Done<span class="govuk-visually-hidden"> for ${name}</span>
    </button>
  </form>`;
}

function partPart({ now }: MeetingPage, part: MeetingPupil['part']): Html {
  const pupils = now.pupils.filter((one) => one.part === part);
  if (pupils.length === 0) return html``;
  const [name, asks] = partWords(part);
  return html`<section aria-labelledby="part-${part}">
    <h2 class="govuk-heading-m" id="part-${part}">${name} <span class="quiet">(${pupils.length})</span></h2>
    <p class="govuk-body quiet">${asks}</p>
    <ul class="meeting-list">
      ${pupils.map((one) => line(now, one))}
    </ul>
  </section>`;
}

function line({ meeting }: MeetingNow, { pupil, state, own, added, leftOver }: MeetingPupil): Html {
  const why = added ? `“${added.reason}”` : (pupil.sentences[0] ?? '');
  return html`<li>
    <a class="govuk-link" href="/meetings/${meeting.meeting_id}/pupils/${pupil.key}">${pupil.name.short}</a>
    ${leftOver ? html`<span class="state">carried over</span>` : ''}
    ${own ? html`<span class="meeting-list__state">${agreedLine(own)}</span>` : html`<span class="meeting-list__state">${state === 'to come' ? '' : html`<strong>${state}</strong> `}${why || pupil.row.sentence}</span>`}
  </li>`;
}

/** Anybody of the class who is not on the list may be brought, with one line of reason. */
function addPart({ now, token, mayRecord }: MeetingPage): Html {
  const { meeting, others } = now;
  if (!mayRecord || meeting.ended_at !== null || others.length === 0) return html``;
  return html`<section class="no-print" aria-labelledby="add">
    <h2 class="govuk-heading-m" id="add">Add a pupil</h2>
    <p class="govuk-body quiet">The numbers are not the last word. No statistics are needed, one line is.</p>
    <form class="agree" method="post" action="/meetings/${meeting.meeting_id}/add" autocomplete="off">
      <input type="hidden" name="token" value="${token}" />
      <div class="fields">
        ${select(
          'pupil',
          'Pupil',
          others.map(({ key, name }) => [key, name.full] as const),
          '',
        )}
        ${reasonFields()}
      </div>
      <button class="govuk-button govuk-button--secondary">Add to this meeting</button>
    </form>
  </section>`;
}
