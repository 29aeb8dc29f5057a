import type { PolicySetting } from '../../../engine/index.ts';
import type { PolicySettingRow } from '../../records/settings/policy-settings.ts';
import { dateWords } from '../../html/date-words.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { html, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import { hiddenFields } from './hidden-fields.ts';
import { settingsFormView } from './form-view.ts';
import { statedAt } from './stated-at.ts';
import type { Preview, SettingsPage } from './facts.ts';

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
    ${page.preview ? previewPart(page.preview) : ''} ${settingsFormView(page)} ${historyPart(page)} ${filePart(page)}`;
}

function previewPart({ parts, sameList, next }: Preview): Html {
  const names = (found: readonly string[]) => (found.length === 0 ? '' : `: ${found.join(', ')}`);
  const nothing = parts.length + sameList.length + next.length === 0;
  return html`<div class="govuk-inset-text" role="status">
    <h2 class="govuk-heading-m">What it would have listed</h2>
    ${
      parts.length === 0
        ? ''
        : html`<p class="govuk-body">With the newest results, exactly; a pupil who has left since may be among them.</p>
            <ul class="govuk-list govuk-list--bullet">
              ${parts.map(
                ({ title, more, fewer, moreNames, fewerNames }) =>
                  html`<li>${title}: ${more} more${names(moreNames)}; ${fewer} fewer${names(fewerNames)}.</li>`,
              )}
            </ul>`
    }
    ${sameList.length === 0 ? '' : html`<p class="govuk-body">These list nobody more and nobody fewer: ${sameList.join('; ')}.</p>`}
    ${
      next.length === 0
        ? ''
        : html`<p class="govuk-body">
            Whom these would list shows with the next analysis only, as each result must be looked at again:
            ${next.join('; ')}.
          </p>`
    }
    <p class="govuk-body">${nothing ? 'These settings are the same as now.' : 'Nothing is saved yet.'}</p>
  </div>`;
}

function historyPart({ versions, people, token, school, settings }: SettingsPage): Html {
  if (versions.length === 0) return html`<p class="govuk-body quiet">Nothing was changed here yet.</p>`;
  return html`<h2 class="govuk-heading-m">History</h2>
    <ul class="govuk-list lead">
      ${versions.map(
        (version) =>
          html`<li>
            ${dateWords(version.set_at.slice(0, 10))}, ${people.get(version.set_by) ?? 'someone who has left'}:
            “${version.because}” ${statedWords(version, settings)}
          </li>`,
      )}
    </ul>
    <form method="post" action="/settings" class="no-print">
      ${hiddenFields({ token, school, seen: String(versions[0].version) })}
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
      ${hiddenFields({ token, school, seen: String(versions[0]?.version ?? 0) })}
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

/** What a version states, by the names of the settings. */
function statedWords(version: PolicySettingRow, settings: readonly PolicySetting[]): string {
  const stated: unknown = JSON.parse(version.settings);
  const told = settings.flatMap(({ key, name }) => {
    const value = statedAt(stated, key);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const profile = (stated as { profile?: unknown }).profile;
  const all = [...(typeof profile === 'string' ? [`Lists: ${profile.replace('-', ' ')}`] : []), ...told];
  return all.length === 0 ? 'Nothing is stated any more.' : `${all.join('; ')}.`;
}
