import type { MeetingNow, MeetingPupil } from '../../../runs/meetings/meeting-of.ts';
import type { AgreedBefore } from '../../../records/discussions/agreed-before.ts';
import type { DiscussionRow } from '../../../records/discussions/discussions.ts';
import { missingVoices } from '../../../html/pupils/agreed-line.ts';
import { dateWords, timeWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { endForm } from './view.ts';
import { outcomeWords } from '../../../html/outcome-words.ts';

export interface RecapPage {
  readonly now: MeetingNow;
  readonly heading: string;
  /** Agreed before this meeting for pupils of the class, not done yet and not replaced today. */
  readonly stillOpen: readonly { name: string; before: AgreedBefore }[];
  readonly startedBy: string;
  readonly mayRecord: boolean;
  readonly token: string;
}

type Agreed = MeetingPupil & { readonly own: DiscussionRow };

/** Who does what by when; then whom the meeting did not finish with. */
export function recapView(page: RecapPage): Html {
  const { now, heading, startedBy } = page;
  const { meeting, pupils } = now;
  const base = `/meetings/${meeting.meeting_id}`;
  const agreed = pupils.filter((one): one is Agreed => one.own !== undefined);
  const doing = agreed.filter(({ own }) => own.agreed !== '').toSorted(byWhoAndWhen);
  const rest = agreed.filter(({ own }) => own.agreed === '');
  const ended = meeting.ended_at === null ? 'still open' : `until ${timeWords(meeting.ended_at)}`;
  return html`<h1 class="govuk-heading-l">
      Recap ${meeting.class} · ${meeting.school} <span class="govuk-caption-l">${heading}</span>
    </h1>
    <p class="govuk-body">
      ${dateWords(meeting.started_at.slice(0, 10))}, ${timeWords(meeting.started_at)}, ${ended}. Started by
      ${startedBy}. ${agreed.length} of ${pupils.length} talked about.
    </p>
    <div class="govuk-button-group no-print">
      <a class="govuk-button govuk-button--secondary" href="${base}">Back to the meeting</a>
      ${meeting.ended_at === null && page.mayRecord ? endForm(base, page.token) : ''}
    </div>
    ${doingPart(doing)}
    ${namesPart('Outcome, with nothing to do', 'rest', rest, ({ own }) => outcomeWords(own.outcome))}
    ${voicesPart(agreed)} ${parentsPart(agreed)}
    ${namesPart('Parked, not taken up again', 'parked', inState(pupils, 'parked'), () => '')}
    ${namesPart('Not reached', 'not-reached', [...inState(pupils, 'to come'), ...inState(pupils, 'not reached')], () => '')}
    ${stillOpenPart(page)}
    <p class="govuk-body quiet">
      Whoever was parked or not reached is carried over: the next meeting of the class opens with them, and with what
      was agreed today.
    </p>`;
}

function doingPart(doing: readonly Agreed[]): Html {
  if (doing.length === 0) return html`<p class="govuk-body lead">Nothing to do was agreed so far.</p>`;
  return html`<section aria-labelledby="doing">
    <h2 class="govuk-heading-m" id="doing">Who does what by when</h2>
    <div class="wide">
      <table class="govuk-table listing">
        <thead>
          <tr>
            ${['Who', 'Pupil', 'What', 'By when', 'We will see'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${doing.map(
            ({ own, pupil }) =>
              html`<tr>
                <td class="govuk-table__cell">${own.who ? html`<strong>${own.who}</strong>` : 'nobody named yet'}</td>
                <th scope="row" class="govuk-table__header">
                  <a class="govuk-link" href="/pupils/${pupil.key}">${pupil.name.short}</a>
                </th>
                <td class="govuk-table__cell">
                  <p>${own.agreed}</p>
                  <p class="quiet">${outcomeWords(own.outcome)}</p>
                </td>
                <td class="govuk-table__cell">${dateWords(own.by_when) || 'no date yet'}</td>
                <td class="govuk-table__cell">${own.will_see || '–'}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function voicesPart(agreed: readonly Agreed[]): Html {
  const missing = agreed.filter(({ own }) => missingVoices(own).length > 0 && own.outcome !== 'carried-over');
  return namesPart('Voices still to ask', 'voices', missing, ({ own }) =>
    [
      missingVoices(own).join(' and '),
      own.asks ? `${own.asks} asks` : 'nobody named to ask',
      own.asks_by ? `by ${dateWords(own.asks_by)}` : '',
    ]
      .filter(Boolean)
      .join(', '),
  );
}

function parentsPart(agreed: readonly Agreed[]): Html {
  const told = agreed.filter(({ own }) => own.parent_told !== '');
  return namesPart('Parents', 'parents', told, ({ own }) => own.parent_told);
}

function stillOpenPart({ stillOpen }: RecapPage): Html {
  if (stillOpen.length === 0) return html``;
  return html`<section aria-labelledby="still-open">
    <h2 class="govuk-heading-m" id="still-open">Open from before <span class="quiet">(${stillOpen.length})</span></h2>
    <ul class="govuk-list">
      ${stillOpen.map(({ name, before: { content } }) => html`<li><strong>${name}</strong>: ${content.agreed}${content.who ? `, ${content.who}` : ''}${content.by_when ? `, by ${dateWords(content.by_when)}` : ''}</li>`)}
    </ul>
  </section>`;
}

function namesPart<One extends MeetingPupil>(
  title: string,
  id: string,
  pupils: readonly One[],
  words: (one: One) => string,
): Html {
  if (pupils.length === 0) return html``;
  return html`<section aria-labelledby="${id}">
    <h2 class="govuk-heading-m" id="${id}">${title} <span class="quiet">(${pupils.length})</span></h2>
    <ul class="govuk-list">
      ${pupils.map((one) => html`<li><strong>${one.pupil.name.short}</strong>${words(one) ? `: ${words(one)}` : ''}</li>`)}
    </ul>
  </section>`;
}

function inState(pupils: readonly MeetingPupil[], state: MeetingPupil['state']): MeetingPupil[] {
  return pupils.filter((one) => one.state === state);
}

function byWhoAndWhen({ own: a }: Agreed, { own: b }: Agreed): number {
  return a.who.localeCompare(b.who, 'en') || (a.by_when || '9999').localeCompare(b.by_when || '9999');
}
