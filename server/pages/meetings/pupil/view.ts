import { pageTemplates, yearGroupWords } from '../../../../engine/index.ts';
import type { MeetingNow, MeetingPupil, MeetingSteps } from '../../../runs/meetings/meeting-of.ts';
import type { SubjectLabel } from '../../../runs/pupils/listed-pupils.ts';
import type { Told } from '../../../runs/pupils/pupil-told.ts';
import type { SupportOf } from '../../../runs/pupils/register-of.ts';
import { stateTag } from '../../../html/pupils/state-tag.ts';
import { agreeForm } from '../../../html/pupils/agreement-form.ts';
import type { Agreement } from '../../../runs/meetings/agreement-of.ts';
import { agreedLine } from '../../../html/pupils/agreed-line.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { keysBar } from '../keys-bar.ts';
import { clockWords, partWords } from '../../../html/meeting-words.ts';
import type { PupilBackgroundParts } from '../../../runs/pupils/background-parts.ts';
import { pupilLevels } from '../../../runs/pupils/pupil-level.ts';
import { pupilImage } from '../../../html/pictures/pupil-image.ts';
import { pictureKey } from '../../../html/pictures/picture-key.ts';
import { address } from '../../../html/address.ts';
import { effectWords } from '../../../html/words.ts';

export interface MeetingPupilPage extends Told {
  readonly now: MeetingNow;
  readonly one: MeetingPupil;
  readonly steps: MeetingSteps;
  /** Seconds until the meeting was to end. */
  readonly secondsLeft: number;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly background: Omit<PupilBackgroundParts, 'past'>;
  /** Plans and register, whatever the status. */
  readonly support: SupportOf;
  readonly agreement: Agreement;
  readonly people: ReadonlyMap<string, string>;
  readonly saved: { key: string; name: string } | undefined;
}

/** One pupil in the meeting: what is known on the left, what is agreed on the right, the way on above. */
export function meetingPupilView(page: MeetingPupilPage): Html {
  const { now, one, steps, agreement, people } = page;
  const { key } = one.pupil;
  const base = `/meetings/${now.meeting.meeting_id}`;
  const last = steps.nextOpen === null;
  return html`${bar(page)} ${savedBanner(page)}
    <div class="meeting">
      <div class="meeting__known">${headPart(page)} ${knownPart(page)}</div>
      <section class="meeting__agree" aria-labelledby="agree">
        <h2 class="govuk-heading-m" id="agree">Agree</h2>
        ${agreeForm({
          action: `${base}/pupils/${key}`,
          key,
          runId: now.meeting.run_id,
          agreement,
          people,
          button: last ? 'Save, to the recap' : 'Save and next',
          go: 'next',
          mayStay: true,
          meetingId: now.meeting.meeting_id,
        })}
      </section>
    </div>`;
}

function bar({ now, one, steps, secondsLeft, agreement }: MeetingPupilPage): Html {
  const { meeting } = now;
  const base = `/meetings/${meeting.meeting_id}`;
  const at = (key: string) => `${base}/pupils/${key}`;
  return html`<div class="meeting-bar no-print">
      <p class="meeting-bar__where">
        <a class="govuk-link" href="${base}">Meeting ${meeting.class}</a>
        <strong>${steps.place} of ${steps.of}</strong
        >${meeting.ended_at === null ? html`, <span class="clock" data-seconds-left="${secondsLeft}">${clockWords(Math.ceil(secondsLeft / 60))}</span>` : ', ended'}
      </p>
      <nav class="meeting-bar__steps" aria-label="Steps of the meeting">
        ${steps.previous ? html`<a class="govuk-link" rel="prev" data-key="p" href="${at(steps.previous)}">◄ Previous</a>` : ''}
        ${steps.next ? html`<a class="govuk-link" rel="next" data-key="n" href="${at(steps.next)}">Next ►</a>` : ''}
        <form method="post" action="${at(one.pupil.key)}/park">
          <input type="hidden" name="token" value="${agreement.token}" />
          <button class="govuk-button govuk-button--secondary small" data-key="k">
            Park<span class="govuk-visually-hidden"> ${one.pupil.name.short}: comes back at the end</span>
          </button>
        </form>
        <a class="govuk-link" data-key="a" href="${base}#add">Add a pupil</a>
        <a class="govuk-link" data-key="r" href="${base}/recap">Recap</a>
      </nav>
    </div>
    ${keysBar('<kbd>N</kbd> next · <kbd>P</kbd> previous · <kbd>K</kbd> park · <kbd>O</kbd> outcome · <kbd>A</kbd> add a pupil · <kbd>R</kbd> recap · <kbd>Enter</kbd> in a field, or <kbd>Ctrl</kbd> + <kbd>Enter</kbd> anywhere, saves')}`;
}

function savedBanner({ saved, now }: MeetingPupilPage): Html {
  if (!saved) return html``;
  return html`<div class="doubts doubts--thin" role="status">
    <p>
      Saved for
      <a class="govuk-link" href="/meetings/${now.meeting.meeting_id}/pupils/${saved.key}">${saved.name}</a>. It can be
      taken back there for ten minutes.
    </p>
  </div>`;
}

function headPart({ one, labels, background }: MeetingPupilPage): Html {
  const { row, name, key } = one.pupil;
  const { head } = background;
  return html`<h1 class="govuk-heading-l">${name.short} ${stateTag(row)}</h1>
    <p class="govuk-body">
      <strong>${partWords(one.part)[0]}</strong> ·
      ${[row.class ?? '', yearGroupWords(row.year_group), head?.age, head?.sen].filter(Boolean).join(' · ')} · level:
      ${pupilLevels(one.pupil, labels)}${one.leftOver ? html` · <strong>carried over from last time</strong>` : ''}
    </p>
    ${head && head.facts.length > 0 ? html`<p class="govuk-body">${head.facts.join(' · ')}</p>` : ''}
    ${one.added ? html`<p class="govuk-body">Added by staff (${one.added.source}): “${one.added.reason}”</p>` : ''}
    <p class="govuk-body no-print meeting__links">
      <a class="govuk-link" href="${address(`/pupils/${key}`, { run: undefined })}"
        >Everything on ${name.forename || 'this pupil'}</a
      >
      <a class="govuk-link" href="/pupils/${key}/one">One-pupil view</a>
      <a class="govuk-link" href="/pupils/${key}/family-sheet">Family sheet</a>
    </p>`;
}

function knownPart(page: MeetingPupilPage): Html {
  const { now, one, labels, inShort, pictures, background, agreement, people } = page;
  const { pupil, before } = one;
  const said = agreement.form;
  const listed = (pupil.row.subjects ?? '').split('; ').filter(Boolean);
  const shown = pictures.filter(({ subject }) => listed.includes(subject));
  const first = (shown.length > 0 ? shown : pictures).slice(0, 2);
  return html`<section aria-labelledby="can-do">
      <h2 class="govuk-heading-s" id="can-do">Can do</h2>
      <p class="govuk-body">
        ${said.can_do ? html`“${said.can_do}”` : html`<span class="quiet">Nothing is written yet: what does ${pupil.name.forename || 'the pupil'} do well?</span>`}
      </p>
      ${said.pupil_says ? html`<p class="govuk-body">${pupil.name.forename || 'The pupil'} says: “${said.pupil_says}”</p>` : ''}
      ${said.home_says ? html`<p class="govuk-body">Home says: “${said.home_says}”</p>` : ''}
    </section>
    <section aria-labelledby="last">
      <h2 class="govuk-heading-s" id="last">Last time</h2>
      ${
        before
          ? html`<p class="govuk-body">
              ${agreedLine(before.content)}
              ${before.content.agreed ? html`· <strong>${before.doneAt ? 'done' : 'open'}</strong>` : ''}
              <span class="quiet"
                >(${people.get(before.savedBy) ?? 'someone who has left'},
                ${dateWords(before.savedAt.slice(0, 10))})</span
              >
            </p>`
          : html`<p class="govuk-body quiet">Not discussed before in this record.</p>`
      }
    </section>
    ${planPart(page)}
    <section aria-labelledby="short">
      <h2 class="govuk-heading-s" id="short">In short</h2>
      ${
        inShort.length === 0
          ? html`<p class="govuk-body">There is no result for this pupil in these windows.</p>`
          : html`<ul class="in-short meeting__short">
              ${inShort.map(({ sentence, met }) => html`<li>${met ? html`<strong>${sentence}</strong>` : sentence}</li>`)}
            </ul>`
      }
    </section>
    ${
      first.length > 0
        ? html`<div class="pictures">
              ${first.map(
                ({ subject, chart, note }) =>
                  html`<figure class="picture">
                    <figcaption>${labels.get(subject)?.label ?? subject}</figcaption>
                    ${pupilImage({ key: pupil.key, subject, run: now.meeting.run_id }, chart.description)}
                    ${note ? html`<p class="govuk-body-s quiet">${note}</p>` : ''}
                  </figure>`,
              )}
            </div>
            ${pictureKey(first)}`
        : ''
    }
    <section aria-labelledby="else">
      <h2 class="govuk-heading-s" id="else">What else</h2>
      <p class="govuk-body">${background.contextLine}</p>
      ${background.classPattern ? html`<p class="govuk-body">${background.classPattern}</p>` : ''}
      ${background.rebounds.map((line) => html`<p class="govuk-body">${line}</p>`)}
    </section>`;
}

/** Is the plan working? What was hoped for, when it is reviewed, and what stands out on the register. */
function planPart({ support, one }: MeetingPupilPage): Html {
  const { plan, reviewed, statutory, toDo } = support;
  if (!plan && reviewed.length === 0 && toDo.length === 0) return html``;
  const last = reviewed.at(-1);
  return html`<section aria-labelledby="plan">
    <h2 class="govuk-heading-s" id="plan">Plan</h2>
    ${statutory ? html`<p class="govuk-body"><strong>${pageTemplates.statutory}</strong></p>` : ''}
    ${
      plan
        ? html`<p class="govuk-body">
            Since ${dateWords(plan.start_on)}, review ${dateWords(plan.review_on)}:
            ${plan.hoped_for.replaceAll('\n', '; ')}${plan.provision === '' ? '' : ` (${plan.provision.replaceAll('\n', '; ')})`}.
          </p>`
        : ''
    }
    ${last ? html`<p class="govuk-body">Last plan, reviewed ${dateWords(last.reviewed_on ?? '')}: ${effectWords[last.effect ?? '']}. ${last.came_of_it}</p>` : ''}
    ${toDo.map((line) => html`<p class="govuk-body">${line}</p>`)}
    <p class="govuk-body no-print"><a class="govuk-link" href="/register/${one.pupil.key}">Register and plans</a></p>
  </section>`;
}
