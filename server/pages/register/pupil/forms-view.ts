import type { SupportPlanRow } from '../../../records/register/support-plans.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import type { RegisterPupilPage } from './facts.ts';
import { senWords, effectWords } from '../../../html/words.ts';

/** Forms of the register, folded; one that was not saved stands open with what was typed. */
export function enterForm(page: RegisterPupilPage): Html {
  const { one } = page;
  const now = one.entry?.status ?? one.fileStatus;
  const status = page.unsaved?.entered['status'] ?? (now || 'K');
  return folded(page, {
    names: ['difficulty', 'entry_provision'],
    title: one.entry ? 'Change the status' : 'Enter on the register',
    action: 'entry',
    fields: html`<p>
        A person decides. Both must hold: learning is harder for the pupil than for most of the same age, and something
        different from or additional to good teaching for everyone is in place.
      </p>
      <div class="fields">
        ${choice(
          'status',
          'Status',
          Object.entries(senWords).filter(([code]) => code !== one.entry?.status),
          status,
        )}
        ${date(page, 'from_on', 'From', page.today)}
      </div>
      ${area(page, 'difficulty', 'What makes learning hard')}
      ${area(page, 'entry_provision', 'What is different or additional')}
      <div class="fields">
        ${line(page, 'decided_by', 'Decided by')} ${date(page, 'told_on', 'Parents told on')}
        ${line(page, 'told_by', 'Told by')} ${line(page, 'told_how', 'How: in a talk, by letter')}
      </div>`,
    button: one.entry ? 'Change' : 'Enter',
  });
}

/**
 * Takes a pupil off the register: what shows that support is no longer needed, when parents were told, when to look again.
 */
export function leaveForm(page: RegisterPupilPage): Html {
  return folded(page, {
    names: ['left_because'],
    title: 'Leave the register',
    action: 'leave',
    fields: html`<p>Support is no longer needed. Write what shows it; parents are told again.</p>
      ${area(page, 'left_because', 'What shows it')}
      <div class="fields">
        ${date(page, 'left_on', 'Left on', page.today)} ${date(page, 'left_told_on', 'Parents told on')}
        ${line(page, 'left_told_by', 'Told by')}
        ${date(page, 'watch_until', 'On the monitoring list, to look again on (empty: not)')}
      </div>`,
    button: 'Leave the register',
  });
}

/** Up to three areas of need, most important first, with a note each. */
export function needsForm(page: RegisterPupilPage): Html {
  const { needs } = page.one;
  return folded(page, {
    names: ['need_1'],
    title: 'Needs',
    action: 'needs',
    fields: html`<p>Most important first. No diagnosis is needed to record a need.</p>
      ${[1, 2, 3].map(
        (place) =>
          html`<div class="fields">
            ${choice(
              `need_${place}`,
              `Need ${place}`,
              [['', 'none'], ...Object.entries(needTypes).map(([code, [name]]): [string, string] => [code, name])],
              needs[place - 1]?.need ?? '',
            )}
            ${line(page, `note_${place}`, `Note ${place}`, needs[place - 1]?.note ?? '', false)}
          </div>`,
      )}`,
    button: 'Save the needs',
  });
}

/** Starts a plan: what is hoped for, the provision, and when it is reviewed. */
export function planForm(page: RegisterPupilPage): Html {
  return folded(page, {
    names: ['hoped_for', 'plan_provision'],
    title: 'Start a plan',
    action: 'plan',
    fields: html`<p>For a fixed time, with or without an SEN status.</p>
      ${area(page, 'hoped_for', 'What we hope for, one a line')}
      ${area(page, 'plan_provision', 'Provision: what, how often, who')}
      <div class="fields">${date(page, 'start_on', 'From', page.today)} ${date(page, 'review_on', 'Review on')}</div>`,
    button: 'Start the plan',
  });
}

/** Reviews the running plan: whether it had the effect hoped for (no answer is suggested), what pupil and home say. */
export function reviewForm(page: RegisterPupilPage, plan: SupportPlanRow): Html {
  const effect = page.unsaved?.entered['effect'] ?? '';
  return folded(page, {
    names: ['came_of_it'],
    title: 'Review the plan',
    action: 'review',
    fields: html`<input type="hidden" name="plan" value="${plan.plan_id}" />
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend">Has it had the effect hoped for?</legend>
        <div class="outcomes">
          ${Object.entries(effectWords).map(
            ([answer, words], place) =>
              html`<div class="choice">
                <input
                  id="effect-${place}"
                  name="effect"
                  type="radio"
                  value="${answer}"
                  required
                  ${effect === answer ? trusted(' checked') : ''}
                /><label for="effect-${place}">${words}</label>
              </div>`,
          )}
        </div>
      </fieldset>
      ${area(page, 'came_of_it', 'What came of it')}
      <div class="fields">
        ${line(page, 'review_pupil_says', 'The pupil says, or why not asked')}
        ${line(page, 'review_home_says', 'Home says, or why not asked')}
        ${date(page, 'reviewed_on', 'Reviewed on', page.today)}
      </div>`,
    button: 'Save the review',
  });
}

/** Puts a pupil on the monitoring list, or takes off one who is on it; either way with a reason. */
export function watchPart(page: RegisterPupilPage): Html {
  const { monitored, pupil } = page.one;
  if (monitored)
    return folded(page, {
      names: ['ended_because'],
      title: 'Take off the monitoring list',
      action: 'monitoring/end',
      fields: area(page, 'ended_because', 'Why'),
      button: 'Take off the list',
    });
  return folded(page, {
    names: ['watch_because'],
    title: `Put ${pupil.name.forename || 'this pupil'} on the monitoring list`,
    action: 'monitoring',
    fields: html`${area(page, 'watch_because', 'Why')}
      <div class="fields">${date(page, 'look_again_on', 'Look again on')}</div>`,
    button: 'Put on the list',
  });
}

interface Form {
  /** Fields by which a form that was not saved is known. */
  readonly names: readonly string[];
  readonly title: string;
  readonly action: string;
  readonly fields: Html;
  readonly button: string;
}

function folded(page: RegisterPupilPage, { names, title, action, fields, button }: Form): Html {
  const open = names.some((name) => page.unsaved?.entered[name] !== undefined);
  return html`<details class="govuk-details" ${open ? trusted(' open') : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
    <div class="govuk-details__text">
      <form class="agree" method="post" action="/register/${page.one.pupil.key}/${action}" autocomplete="off">
        <input type="hidden" name="token" value="${page.token}" />
        ${fields}
        <button class="govuk-button">${button}</button>
      </form>
    </div>
  </details>`;
}

function line(page: RegisterPupilPage, name: string, label: string, value = '', required = true): Html {
  return input(name, label, page.unsaved?.entered[name] ?? value, { type: 'text', required });
}

function date(page: RegisterPupilPage, name: string, label: string, value = ''): Html {
  return input(name, label, page.unsaved?.entered[name] ?? value, { type: 'date', required: name !== 'watch_until' });
}

function input(
  name: string,
  label: string,
  value: string,
  { type, required }: { type: string; required: boolean },
): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <input
      class="govuk-input"
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      maxlength="300"
      ${required && name !== 'told_how' ? trusted(' required') : ''}
    />
  </div>`;
}

function area(page: RegisterPupilPage, name: string, label: string): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <textarea class="govuk-textarea" id="${name}" name="${name}" rows="2" maxlength="4000" required>
${page.unsaved?.entered[name] ?? ''}</textarea>
  </div>`;
}

function choice(name: string, label: string, options: readonly (readonly [string, string])[], chosen: string): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <select class="govuk-select" id="${name}" name="${name}">
      ${options.map(([value, text]) => html`<option value="${value}" ${value === chosen ? trusted(' selected') : ''}>${text}</option>`)}
    </select>
  </div>`;
}
