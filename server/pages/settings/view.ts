import type { PolicySetting } from '../../../engine/index.ts';
import type { PolicySettingRow } from '../../records/settings/policy-settings.ts';
import { dateWords } from '../../html/date-words.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import type { UnsavedSettings } from './stated-of.ts';

export interface ShownSetting extends PolicySetting {
  /** With which the next results are made. */
  readonly now: number;
  /** What this school (or the trust, on its page) states. */
  readonly own: number | undefined;
  readonly ofTrust: number | undefined;
}

/** Whom the newest results would have listed. */
export interface Preview {
  readonly more: string;
  readonly fewer: string;
  readonly moreNames: readonly string[];
  readonly fewerNames: readonly string[];
  /** Settings whose effect shows with the next results only. */
  readonly others: readonly string[];
}

export interface SettingsPage {
  /** '' is the trust. */
  readonly school: string;
  /** To choose from, for whoever looks after all of them. */
  readonly schools: readonly string[];
  readonly settings: readonly ShownSetting[];
  readonly versions: readonly PolicySettingRow[];
  readonly people: ReadonlyMap<string, string>;
  readonly unsaved: UnsavedSettings | undefined;
  readonly preview: Preview | undefined;
  readonly hasResults: boolean;
  readonly token: string;
}

/** Each setting with its meaning, range, default and source; a preview; the history; the same as a file. */
export function settingsView(page: SettingsPage): Html {
  const { school, unsaved, schools } = page;
  return html`${unsaved?.problem ? faultSummary({ [unsaved.field ?? 'because']: unsaved.problem }) : ''}
    <h1 class="govuk-heading-l">Settings: ${school || 'all schools'}</h1>
    <p class="govuk-body lead">
      A changed setting holds from the next analysis on. Results that are released stay as they are.
      ${school ? 'An empty box is as for all schools.' : 'An empty box is the default. A school’s own settings go over these.'}
    </p>
    ${
      schools.length === 0
        ? ''
        : html`<form
            method="get"
            action="/settings"
            class="filters no-print"
            aria-label="Choose whose settings are shown"
          >
            ${select('school', 'Settings of', [['', 'all schools'], ...schools.map((one): [string, string] => [one, one])], school)}
            <button class="govuk-button govuk-button--secondary">Show</button>
          </form>`
    }
    ${page.preview ? previewPart(page.preview) : ''} ${formPart(page)} ${historyPart(page)} ${filePart(page)}`;
}

function previewPart({ more, fewer, moreNames, fewerNames, others }: Preview): Html {
  const names = (found: readonly string[]) => (found.length === 0 ? '' : `: ${found.join(', ')}`);
  return html`<div class="govuk-inset-text" role="status">
    <h2 class="govuk-heading-m">What it would have listed</h2>
    <p class="govuk-body">
      With the newest results and how sure a question must be: ${more} more${names(moreNames)}; ${fewer}
      fewer${names(fewerNames)}.
    </p>
    ${
      others.length === 0
        ? ''
        : html`<p class="govuk-body">What these change shows with the next analysis only: ${others.join(', ')}.</p>`
    }
    <p class="govuk-body">Nothing is saved yet.</p>
  </div>`;
}

function formPart({ school, settings, unsaved, versions, token, hasResults }: SettingsPage): Html {
  return html`<form method="post" action="/settings">
    ${hidden({ token, school, seen: String(versions[0]?.version ?? 0) })}
    ${settings.map((setting) =>
      formField({
        name: setting.key,
        label: setting.key,
        hint: hintOf(setting, school),
        value: unsaved?.entered[setting.key] ?? (setting.own === undefined ? '' : String(setting.own)),
        fault: unsaved?.field === setting.key ? unsaved.problem : null,
        width: 10,
        longest: 20,
      }),
    )}
    ${formField({
      name: 'because',
      label: 'Why',
      hint: 'It stands in the history.',
      value: unsaved?.entered['because'] ?? '',
      fault: unsaved?.field === 'because' ? unsaved.problem : null,
      longest: 500,
    })}
    ${hasResults ? html`<button class="govuk-button govuk-button--secondary" name="does" value="preview">See what it would have listed</button>` : ''}
    <button class="govuk-button" name="does" value="save">Save</button>
  </form>`;
}

function hintOf({ meaning, minimum, maximum, now, own, ofTrust, whole }: ShownSetting, school: string): string {
  const source =
    own !== undefined
      ? 'stated here'
      : school && ofTrust !== undefined
        ? 'of all schools'
        : 'default, or from the file of the last results';
  return `${meaning} ${whole ? 'A whole number from' : 'From'} ${minimum} to ${maximum}. Now ${now} (${source}).`;
}

function historyPart({ versions, people, token, school }: SettingsPage): Html {
  if (versions.length === 0) return html`<p class="govuk-body quiet">Nothing was changed here yet.</p>`;
  return html`<h2 class="govuk-heading-m">History</h2>
    <ul class="govuk-list lead">
      ${versions.map(
        ({ set_at, set_by, because, settings }) =>
          html`<li>
            ${dateWords(set_at.slice(0, 10))}, ${people.get(set_by) ?? 'someone who has left'}: “${because}”
            <code>${settings}</code>
          </li>`,
      )}
    </ul>
    <form method="post" action="/settings" class="no-print">
      ${hidden({ token, school, seen: String(versions[0].version) })}
      <button class="govuk-button govuk-button--secondary" name="does" value="undo">Take the last change back</button>
    </form>`;
}

function filePart({ token, school, versions, unsaved }: SettingsPage): Html {
  const fault = unsaved?.field === 'file' ? unsaved.problem : undefined;
  return html`<h2 class="govuk-heading-m">As a file</h2>
    <p class="govuk-body">
      <a class="govuk-link" href="/settings/policy.json">Download the settings</a>: the file that
      <code>same-start run DATA --out RUNS --policy policy.json</code> takes.
    </p>
    <form method="post" action="/settings">
      ${hidden({ token, school, seen: String(versions[0]?.version ?? 0) })}
      <input type="hidden" name="because" value="from a file" />
      <div class="govuk-form-group ${fault ? 'govuk-form-group--error' : ''}">
        <label class="govuk-label" for="file">Settings of ${school || 'all schools'} as a file states them</label>
        ${fault ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${fault}</p>` : ''}
        <textarea class="govuk-textarea" id="file" name="file" rows="5" maxlength="20000">
${unsaved?.entered['file'] ?? ''}</textarea>
      </div>
      <button class="govuk-button govuk-button--secondary" name="does" value="file">Save what it states</button>
    </form>`;
}

function hidden(fields: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
}
