import { chanceWords, windowMonth, type AgendaRow, type ForecastRow } from '../../../../engine/index.ts';
import type { PupilTargetRow, TargetLevel } from '../../../records/targets/pupil-targets.ts';
import type { DisplayName } from '../../../runs/pupils/display-names.ts';
import type { TargetStanding } from '../../../runs/pupils/target-standing.ts';
import { address } from '../../../html/address.ts';
import { dateWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { dayWords, levelWords, standingWords, targetWords } from '../../../html/pupils/target-lines.ts';
import type { UnsavedTarget } from '../forms.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';

/** What the results offer for one day, and the target that holds for it. */
export interface OfferedDay {
  readonly offer: ForecastRow;
  readonly chance: (score: number) => number | null;
  readonly holds: PupilTargetRow | undefined;
}

export interface StandingOverTime extends TargetStanding {
  readonly windows: readonly { readonly date: string; readonly score: string; readonly chance: number | null }[];
}

export interface SubjectTargets {
  readonly subject: string;
  readonly label: string;
  readonly higherIsBetter: boolean;
  readonly days: readonly OfferedDay[];
  readonly standings: readonly StandingOverTime[];
  /** Targets that do not hold any more, newest first. */
  readonly past: readonly PupilTargetRow[];
}

export interface PupilTargetsPage {
  readonly heading: string;
  readonly runId: string;
  readonly key: string;
  readonly row: AgendaRow;
  readonly name: DisplayName;
  readonly subjects: readonly SubjectTargets[];
  readonly people: ReadonlyMap<string, string>;
  readonly unsaved: UnsavedTarget | undefined;
  readonly mayRecord: boolean;
  readonly mayKeep: boolean;
  readonly token: string;
}

/** Subject by subject: the target and how it stands, then the form to choose one, then what was chosen before. */
export function pupilTargetsView(page: PupilTargetsPage): Html {
  const { name, row, heading, key, runId, subjects, unsaved } = page;
  const some = subjects.some(({ days, standings, past }) => days.length + standings.length + past.length > 0);
  return html`${unsaved ? faultSummary({ [unsaved.subject ? fieldId(unsaved) : 'targets']: unsaved.problem }) : ''}
    <h1 class="govuk-heading-l" id="targets">
      Targets of ${name.short}
      <span class="govuk-caption-l">${[row.class, row.school].filter(Boolean).join(' · ')} · ${heading}</span>
    </h1>
    ${pupilLinks(key, { here: 'targets', mayKeep: page.mayKeep })}
    <p class="govuk-body no-print">
      <a class="govuk-link" href="${address('/targets', { run: runId, school: row.school, class: row.class ?? '' })}"
        >Targets of the class</a
      >
    </p>
    ${
      some
        ? html`<p class="govuk-body lead">
            A person chooses, with the pupil and the parents. Start from the aspirational one. All pupils with the same
            record are offered the same, whatever their needs.
          </p>`
        : html`<p class="govuk-body lead">
            These results forecast no score for ${name.forename || 'this pupil'}, so no target can be recorded. A
            forecast needs a result now, points that mean the same next year, and at least 11 pupils to go by. Results
            analysed by an earlier version have none: analyse them again.
          </p>`
    }
    ${subjects.map((subject) => subjectPart(page, subject))}`;
}

function subjectPart(page: PupilTargetsPage, subject: SubjectTargets): Html {
  const { label, days, standings, past, higherIsBetter } = subject;
  if (days.length + standings.length + past.length === 0) return html``;
  return html`<section aria-label="${label}">
    <h2 class="govuk-heading-m">${label}</h2>
    ${higherIsBetter ? '' : html`<p class="govuk-body quiet">A lower score is better here.</p>`}
    ${standings.map((standing) => standingPart(page, standing))}
    ${page.mayRecord ? days.map((day) => dayForm(page, subject, day)) : ''} ${pastPart(page, past)}
  </section>`;
}

function standingPart({ people, token, runId, key, mayRecord }: PupilTargetsPage, standing: StandingOverTime): Html {
  const { target, windows } = standing;
  return html`<div class="govuk-inset-text">
    <p class="govuk-body"><strong>${targetWords(standing)}.</strong> ${standingWords(standing)}</p>
    <p class="govuk-body">
      “${target.reason}” ${people.get(target.set_by) ?? 'someone who has left'},
      ${dateWords(target.set_at.slice(0, 10))}
    </p>
    ${
      windows.length < 2
        ? ''
        : html`<p class="govuk-body">
            Window by window:
            ${windows.map(
              ({ date, score, chance }, place) =>
                html`${place > 0 ? ' · ' : ''}<span class="nowrap">${windowMonth(date)}: ${score}</span
                  >${chance === null ? '' : ` (${chanceWords(chance)})`}`,
            )}
          </p>`
    }
    ${
      mayRecord
        ? html`<form method="post" action="/targets/${key}/undo" class="no-print">
            <input type="hidden" name="token" value="${token}" /><input type="hidden" name="run" value="${runId}" />
            <input type="hidden" name="target" value="${target.target_id}" />
            <button class="govuk-button govuk-button--secondary">Take this target back</button>
          </form>`
        : ''
    }
  </div>`;
}

interface Field {
  readonly field?: string;
  readonly subject?: string;
  readonly until?: string;
}

/** A box of one of several like forms. */
function fieldId({ field = 'level', subject = '', until = '' }: Field): string {
  return `${field}-${until}-${subject}`.replaceAll(/[^\w-]/g, '_');
}

function dayForm(
  page: PupilTargetsPage,
  { subject, label }: SubjectTargets,
  { offer, chance, holds }: OfferedDay,
): Html {
  const { token, runId, key, unsaved } = page;
  const { until } = offer;
  const typed = unsaved?.subject === subject && unsaved.until === until ? unsaved : undefined;
  const id = (field: string) => fieldId({ field, subject, until });
  const chosen: TargetLevel = typed?.level ?? holds?.level ?? 'aspirational';
  const fault = (field: string) =>
    typed?.field === field
      ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${typed.problem}</p>`
      : '';
  const option = (level: TargetLevel, words: Html | string, own = id(level)) =>
    html`<div class="govuk-radios__item">
      <input
        class="govuk-radios__input"
        type="radio"
        id="${own}"
        name="level"
        value="${level}"
        ${trusted(level === chosen ? 'checked' : '')}
      />
      <label class="govuk-label govuk-radios__label" for="${own}">${words}</label>
    </div>`;
  return html`<details class="govuk-details no-print" ${trusted(typed ? 'open' : '')}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text"
        >${holds ? 'Change' : 'Choose'} the ${label} target for ${dayWords(offer)}</span
      >
    </summary>
    <form method="post" action="/targets/${key}" class="govuk-details__text">
      <input type="hidden" name="token" value="${token}" /><input type="hidden" name="run" value="${runId}" />
      <input type="hidden" name="subject" value="${subject}" /><input type="hidden" name="until" value="${until}" />
      <input type="hidden" name="seen" value="${holds?.target_id ?? ''}" />
      <fieldset class="govuk-fieldset" id="${id('level')}">
        <legend class="govuk-fieldset__legend">Which target (how many pupils like this get this far)</legend>
        ${fault('level')}
        <div class="govuk-radios govuk-radios--small">
          ${(['typical', 'aspirational', 'exceptional'] as const).map((level) => option(level, levelOption(offer, level, chance), `${id('level')}-${level}`))}
          ${option('other', 'a score of our own:', `${id('level')}-other`)}
        </div>
      </fieldset>
      <div class="govuk-form-group">
        <label class="govuk-label" for="${id('score')}">Our own score (${label})</label>
        ${fault('score')}
        <input
          class="govuk-input govuk-input--width-10"
          id="${id('score')}"
          name="score"
          inputmode="decimal"
          maxlength="12"
          value="${typed?.score ?? (holds?.level === 'other' ? String(holds.score) : '')}"
        />
      </div>
      <div class="govuk-form-group">
        <label class="govuk-label" for="${id('reason')}">Why this one</label>
        ${fault('reason')}
        <input
          class="govuk-input"
          id="${id('reason')}"
          name="reason"
          maxlength="500"
          required
          value="${typed?.reason ?? ''}"
        />
      </div>
      <button class="govuk-button">Record the target</button>
    </form>
  </details>`;
}

function levelOption(offer: ForecastRow, level: Exclude<TargetLevel, 'other'>, chance: OfferedDay['chance']): Html {
  const score = offer[level];
  if (score === null) return html`${levelWords[level]}: not offered`;
  const how = chance(score);
  return html`${levelWords[level]}:
    <strong>${Math.round(10 * score) / 10}</strong>${how === null ? '' : ` (${chanceWords(how)})`}`;
}

function pastPart({ people }: PupilTargetsPage, past: readonly PupilTargetRow[]): Html {
  if (past.length === 0) return html``;
  return html`<h3 class="govuk-heading-s">Before</h3>
    <ul class="govuk-list lead">
      ${past.map(
        (one) =>
          html`<li>
            ${one.score} by ${windowMonth(one.date)} (${levelWords[one.level]}), “${one.reason}”,
            ${people.get(one.set_by) ?? 'someone who has left'}, ${dateWords(one.set_at.slice(0, 10))};
            ${one.ended_as === 'undone' ? 'taken back' : 'changed'} by
            ${people.get(one.ended_by ?? '') ?? 'someone who has left'},
            ${dateWords((one.ended_at ?? '').slice(0, 10))}.
          </li>`,
      )}
    </ul>`;
}
