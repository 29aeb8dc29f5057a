import type { SettingGroup } from '../../../engine/index.ts';
import { formField } from '../../html/form-field.ts';
import { html, type Html } from '../../html/html.ts';
import { hiddenFields } from './hidden-fields.ts';
import type { SettingsPage, ShownSetting } from './facts.ts';

const titles: readonly (readonly [SettingGroup, string])[] = [
  ['certainty', 'How sure an answer must be'],
  ['progress', 'What counts as slow progress'],
  ['list', 'The meeting’s list'],
  ['told', 'What is said beside it'],
];

/** The boxes of all settings: those stated here first, the others by what they are about. */
export function settingsFormView(page: SettingsPage): Html {
  const { school, settings, unsaved, versions, token, hasResults } = page;
  const changed = settings.filter(({ own }) => own !== undefined);
  return html`<form method="post" action="/settings">
    ${hiddenFields({ token, school, seen: String(versions[0]?.version ?? 0) })}
    ${changed.length === 0 ? '' : part('Changed here', changed, page)}
    ${titles.map(([group, title]) =>
      part(
        title,
        settings.filter(({ about, own }) => about === group && own === undefined),
        page,
      ),
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

function part(title: string, settings: readonly ShownSetting[], { school, unsaved }: SettingsPage): Html {
  if (settings.length === 0) return html``;
  return html`<fieldset class="govuk-fieldset settings">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${title}</legend>
    ${settings.map((setting) =>
      formField({
        name: setting.key,
        label: setting.name,
        hint: hintOf(setting, school),
        value: unsaved?.entered[setting.key] ?? (setting.own === undefined ? '' : String(setting.own)),
        fault: unsaved?.field === setting.key ? unsaved.problem : null,
        width: 10,
        longest: 20,
      }),
    )}
  </fieldset>`;
}

function hintOf(setting: ShownSetting, school: string): Html {
  const { key, meaning, minimum, maximum, byDefault, now, own, ofTrust, whole } = setting;
  const source =
    own !== undefined
      ? 'stated here'
      : school && ofTrust !== undefined
        ? 'of all schools'
        : now === byDefault
          ? 'the default'
          : 'as the last results were made';
  return html`${meaning} ${whole ? 'A whole number from' : 'From'} ${minimum} to ${maximum}; default ${byDefault}. Now
    ${now} (${source}). <small>In the file: <code>${key}</code></small>`;
}
