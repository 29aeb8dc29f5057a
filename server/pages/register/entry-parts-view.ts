import { html, type Html } from '../../html/html.ts';
import { dateWords } from '../../html/date-words.ts';
import type { EntryKind, SupportEntry, SupportEntryRow } from '../../records/higher/support-entries.ts';
import type { Unsaved } from './change-of-pupil.ts';

/** What a form of an entry shows: what was typed and could not be saved, else the entry as it stands, else nothing. */
export function shownIn(
  form: string,
  unsaved: Unsaved | undefined,
  content: object | undefined,
): (name: string) => string {
  if (unsaved?.form === form) return (name) => unsaved.entered[name] ?? '';
  const values = (content ?? {}) as Readonly<Record<string, string | undefined>>;
  return (name) => values[name] ?? '';
}

/** The hidden fields that say which version of which entry a form was opened on. */
export function entryFields<Kind extends EntryKind>(token: string, entry: SupportEntry<Kind> | undefined): Html {
  return html`<input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="entry" value="${entry?.entryId ?? ''}" />
    <input type="hidden" name="seen" value="${entry?.version ?? 0}" />`;
}

/** “Take the last change back”. */
export function undoEntryForm<Kind extends EntryKind>(
  action: string,
  token: string,
  { entry, of }: { readonly entry: SupportEntry<Kind>; readonly of: string },
): Html {
  return html`<form class="no-print" method="post" action="${action}">
    ${entryFields(token, entry)}
    <button class="govuk-button govuk-button--secondary">
      Take the last change back<span class="govuk-visually-hidden">: ${of}</span>
    </button>
  </form>`;
}

/** Who wrote each version when; entries that were taken back are here too. */
export function versionsView(
  versions: readonly SupportEntryRow[],
  { told, person }: { readonly told: (row: SupportEntryRow) => string; readonly person: (personId: string) => string },
): Html {
  if (versions.length === 0) return html``;
  return html`<section aria-labelledby="history">
    <h2 class="govuk-heading-m" id="history">History</h2>
    <ul class="govuk-list lead">
      ${versions
        .toReversed()
        .map(
          (row) =>
            html`<li>
              ${dateWords(row.written_at.slice(0, 10))}, ${person(row.written_by)}:
              ${row.content === 'null' ? 'taken back' : told(row)}
            </li>`,
        )}
    </ul>
  </section>`;
}
