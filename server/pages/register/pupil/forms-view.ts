import { notKnownOf, type NotKnown } from '../../../records/register/not-known.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';
import { addDays } from '../../../../engine/index.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import type { RegisterPupilPage } from './facts.ts';
import { senWords } from '../../../html/words.ts';
import { statusOf } from '../choice.ts';

/**
 * Enters a pupil, or changes what the entry says, needs included; folded, and open with what was typed where it was not saved.
 * Of what was decided before this record boxes may stay empty.
 */
export function enterForm(page: RegisterPupilPage): Html {
  const { one } = page;
  const { entry } = one;
  const status = page.unsaved?.entered['status'] ?? (entry?.status || one.fileStatus || 'K');
  const known = entry ? notKnownOf(entry) : new Set<NotKnown>();
  const mayBePast = one.fileStatus !== '' || known.size > 0;
  const required = !mayBePast;
  const from = entry ? (known.has('from') ? '' : entry.from_on) : one.fileStatus ? (one.fileSince ?? '') : page.today;
  return folded(page, {
    names: ['difficulty', 'entry_provision', 'need_1'],
    title: entry ? 'Change the entry, the status or the needs' : 'Enter on the register',
    action: 'entry',
    fields: html`<input type="hidden" name="seen" value="${String(entry?.version ?? 0)}" />
      <p>
        ${
          entry
            ? 'Another status from a later day: the one before ends then. The same day puts right what was written.'
            : 'A person decides. Both must hold: learning is harder for the pupil than for most of the same age, and something different from or additional to good teaching for everyone is in place.'
        }
      </p>
      <div class="fields">
        ${choice('status', 'Status', Object.entries(senWords), status)}
        ${date(page, 'from_on', 'From', { value: from, required })}
      </div>
      ${area(page, 'difficulty', 'What makes learning hard', { value: entry?.difficulty, required })}
      ${area(page, 'entry_provision', 'What is different or additional', { value: entry?.provision, required })}
      <div class="fields">
        ${line(page, 'decided_by', 'Decided by', { value: entry?.decided_by, required })}
        ${date(page, 'told_on', 'Parents told on', { value: entry?.told_on, required })}
        ${line(page, 'told_by', 'Told by', { value: entry?.told_by, required })}
        ${line(page, 'told_how', 'How: in a talk, by letter', { value: entry?.told_how, required: false })}
      </div>
      ${mayBePast ? pastBox(page, entry === undefined || known.size > 0) : ''} ${needFields(page)}`,
    button: entry ? 'Change' : 'Enter',
    more:
      statusOf(one) === ''
        ? html`<button
            class="govuk-button govuk-button--secondary"
            formaction="/register/${one.pupil.key}/needs"
            formnovalidate
          >
            Save the needs only, without a status
          </button>`
        : undefined,
  });
}

/** One tick for all that nobody knows any more. */
function pastBox(page: RegisterPupilPage, before: boolean): Html {
  const ticked = page.unsaved ? page.unsaved.entered['past'] === 'yes' : before;
  return html`<div class="choice">
    <input id="past" name="past" type="checkbox" value="yes" ${ticked ? trusted(' checked') : ''} /><label for="past"
      >Decided before this record: what is empty here is not known</label
    >
  </div>`;
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
        ${date(page, 'left_on', 'Left on', { value: page.today })} ${date(page, 'left_told_on', 'Parents told on')}
        ${line(page, 'left_told_by', 'Told by')}
        ${date(page, 'watch_until', 'On the monitoring list, to look again on (empty: not)', { required: false })}
      </div>`,
    button: 'Leave the register',
  });
}

/** Days in which the last change of an entry may be taken back: later it is history, and a new entry says what holds. */
const undoDays = 14;

/** Takes the last change of the newest entry back. */
export function undoPart(page: RegisterPupilPage): Html {
  const { newest, today } = page;
  if (!newest || addDays(newest.changedOn, undoDays) < today) return html``;
  const what = newest.entry.version > 1 ? (newest.entry.left_on ? 'leaving' : 'the last change') : 'the entry';
  return folded(page, {
    names: [],
    title: `Take ${what} back`,
    action: 'undo',
    fields: html`<p>For a mistake: it is as it was before. How it stood is kept in the history.</p>
      <input type="hidden" name="entry" value="${newest.entry.entry_id}" /><input
        type="hidden"
        name="seen"
        value="${String(newest.entry.version)}"
      />`,
    button: 'Take it back',
  });
}

/** Up to three areas of need, most important first, with a note each. What the school's file says is proposed. */
function needFields(page: RegisterPupilPage): Html {
  const { needs, fileNeed } = page.one;
  const proposed = needs.length === 0 && fileNeed in needTypes ? [fileNeed] : needs.map(({ need }) => need);
  const options = Object.entries(needTypes).map(([code, [name]]): [string, string] => [code, name]);
  return html`<p>Needs, most important first. No diagnosis is needed to record a need.</p>
    ${[1, 2, 3].map((place) => {
      const [need, note] = [`need_${place}`, `note_${place}`];
      const chosen = page.unsaved?.entered[need] ?? proposed[place - 1] ?? '';
      return html`<div class="fields">
        ${choice(need, `Need ${place}`, [['', 'none'], ...options], chosen)}
        ${line(page, note, `Note ${place}`, { value: needs[place - 1]?.note, required: false })}
      </div>`;
    })}`;
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
  /** Another way to send the same form. */
  readonly more?: Html | undefined;
}

function folded(page: RegisterPupilPage, { names, title, action, fields, button, more }: Form): Html {
  const entered = page.unsaved?.entered ?? {};
  const open = names.some((name) => entered[name] !== undefined);
  return html`<details class="govuk-details" ${open ? trusted(' open') : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${title}</span></summary>
    <div class="govuk-details__text">
      <form class="agree" method="post" action="/register/${page.one.pupil.key}/${action}" autocomplete="off">
        <input type="hidden" name="token" value="${page.token}" />
        ${fields}
        <button class="govuk-button">${button}</button> ${more ?? ''}
      </form>
    </div>
  </details>`;
}

interface Box {
  readonly value?: string | undefined;
  readonly required?: boolean;
}

function line(page: RegisterPupilPage, name: string, label: string, box: Box = {}): Html {
  return input(page, name, label, { ...box, type: 'text' });
}

function date(page: RegisterPupilPage, name: string, label: string, box: Box = {}): Html {
  return input(page, name, label, { ...box, type: 'date' });
}

function input(
  page: RegisterPupilPage,
  name: string,
  label: string,
  { value = '', type, required = true }: Box & { readonly type: string },
): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <input
      class="govuk-input"
      id="${name}"
      name="${name}"
      type="${type}"
      value="${page.unsaved?.entered[name] ?? value}"
      maxlength="300"
      ${required ? trusted(' required') : ''}
    />
  </div>`;
}

function area(page: RegisterPupilPage, name: string, label: string, { value = '', required = true }: Box = {}): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="${name}">${label}</label>
    <textarea
      class="govuk-textarea"
      id="${name}"
      name="${name}"
      rows="2"
      maxlength="4000"
      ${required ? trusted(' required') : ''}
    >
${page.unsaved?.entered[name] ?? value}</textarea>
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
