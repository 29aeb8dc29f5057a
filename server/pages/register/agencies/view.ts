import { dateWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { formField } from '../../../html/form-field.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { consentWords } from '../../../html/consent-words.ts';
import { select } from '../../../html/select.ts';
import { textArea } from '../../../html/text-area.ts';
import {
  consents,
  type Agency,
  type SupportEntry,
  type SupportEntryRow,
} from '../../../records/higher/support-entries.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import type { Unsaved } from '../change-of-pupil.ts';
import { entryFields, shownIn, undoEntryForm, versionsView } from '../entry-parts-view.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';

export interface AgenciesPage {
  readonly pupil: ListedPupil;
  readonly agencies: readonly SupportEntry<'agency'>[];
  /** Every version ever written, oldest first. */
  readonly versions: readonly SupportEntryRow[];
  readonly person: (personId: string) => string;
  readonly unsaved: Unsaved | undefined;
  readonly token: string;
}

/** Who is involved, since when, last contact, reports, consent; a form for each and one for another agency. */
export function agenciesView(page: AgenciesPage): Html {
  const { pupil, agencies, versions, person, unsaved } = page;
  return html`<h1 class="govuk-heading-l">${pupil.name.short}: agencies</h1>
    <p class="govuk-body lead">
      Who from outside the school is involved. An agency is sent evidence only where the family has agreed to it.
    </p>
    ${pupilLinks(pupil.key, { here: 'agencies', mayKeep: true })} ${faultSummary(unsaved?.faults ?? {})}
    ${agencies.length === 0 ? html`<p class="govuk-body quiet">No agency is written down. Add the first one below.</p>` : ''}
    ${agencies.map((agency) => agencyPart(page, agency))}
    <section class="no-print" aria-labelledby="add">
      <h2 class="govuk-heading-m" id="add">Add an agency</h2>
      ${agencyFormView(page, undefined)}
    </section>
    ${versionsView(versions, { told: ({ content }) => told(JSON.parse(content) as Agency), person })}`;
}

function told({ name, consent, consent_by, consent_on, last_contact_on, ended_on }: Agency): string {
  return [
    name,
    last_contact_on && `last contact ${dateWords(last_contact_on)}`,
    `${consentWords[consent]}${consent_by ? ` (${consent_by}${consent_on ? `, ${dateWords(consent_on)}` : ''})` : ''}`,
    ended_on && `ended ${dateWords(ended_on)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function agencyPart(page: AgenciesPage, entry: SupportEntry<'agency'>): Html {
  const { pupil, token, unsaved } = page;
  const one = entry.content;
  const open = unsaved?.form === `agency-${entry.entryId}`;
  return html`<section aria-label="${one.name}">
    <h2 class="govuk-heading-m">${one.name}</h2>
    <dl class="govuk-summary-list lead">
      ${item('Contact', one.contact)} ${item('Involved since', dateWords(one.since_on))}
      ${item('Last contact', dateWords(one.last_contact_on) || 'none written down')}
      ${item('Reports received', one.reports)}
      ${item('Consent to tell them', [consentWords[one.consent], one.consent_by, dateWords(one.consent_on)].filter(Boolean).join(', '))}
      ${item('About the consent', one.consent_note)} ${item('Ended', dateWords(one.ended_on))}
    </dl>
    ${exportPart(pupil.key, entry)}
    <details class="govuk-details no-print" ${open ? trusted(' open') : ''}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">Change ${one.name}</span>
      </summary>
      <div class="govuk-details__text">
        ${agencyFormView(page, entry)}
        ${undoEntryForm(`/register/${pupil.key}/agencies/undo`, token, { entry, of: one.name })}
      </div>
    </details>
  </section>`;
}

function exportPart(key: string, { entryId, content }: SupportEntry<'agency'>): Html {
  if (content.ended_on !== '') return html``;
  if (content.consent !== 'given')
    return html`<p class="govuk-body quiet no-print">Evidence can be taken for it once the family has agreed.</p>`;
  const query = `?agency=${entryId}`;
  return html`<ul class="actions govuk-body no-print">
    <li>
      <a class="govuk-link" href="/register/${key}/evidence.pdf${query}">Evidence for ${content.name} (PDF)</a>
    </li>
    <li>
      <a class="govuk-link" href="/register/${key}/evidence.zip${query}">The same with its data (ZIP)</a>
    </li>
  </ul>`;
}

function agencyFormView({ pupil, unsaved, token }: AgenciesPage, entry: SupportEntry<'agency'> | undefined): Html {
  const form = `agency-${entry?.entryId ?? ''}`;
  const value = shownIn(form, unsaved, entry?.content);
  const faults = unsaved?.form === form ? unsaved.faults : {};
  // Several forms of one page: the one that came back has the ids that the summary of faults leads to.
  const field = (name: string, label: string, type: 'text' | 'date' = 'text') =>
    formField({ name, label, type, value: value(name), fault: faults[name], longest: 300, of: ofForm(entry, unsaved) });
  const area = (name: string, label: string) =>
    textArea({ name, label, value: value(name), fault: faults[name], of: ofForm(entry, unsaved) });
  return html`<form class="agree" method="post" action="/register/${pupil.key}/agencies" autocomplete="off">
    ${entryFields(token, entry)}
    <div class="fields">
      ${field('name', 'Agency')} ${field('contact', 'Whom to ask there')} ${field('since_on', 'Involved since', 'date')}
      ${field('last_contact_on', 'Last contact', 'date')}
    </div>
    ${area('reports', 'Reports received, one a line with its day')}
    <div class="fields">
      ${select(
        'consent',
        'Consent of the family',
        consents.map((one): [string, string] => [one, consentWords[one]]),
        value('consent') || 'not asked',
        ofForm(entry, unsaved),
      )}
      ${field('consent_by', 'Who gave or refused it')} ${field('consent_on', 'On which day', 'date')}
    </div>
    ${area('consent_note', 'About the consent: what may be told, what not')}
    <div class="fields">${field('ended_on', 'Ended on (empty: still involved)', 'date')}</div>
    <button class="govuk-button">${entry ? 'Save the change' : 'Add the agency'}</button>
  </form>`;
}

/** '' for the form whose boxes keep their plain ids: the one that came back, else the last of the page. */
function ofForm(entry: SupportEntry<'agency'> | undefined, unsaved: Unsaved | undefined): string {
  const form = `agency-${entry?.entryId ?? ''}`;
  return unsaved ? (unsaved.form === form ? '' : form) : entry ? form : '';
}

function item(key: string, value: string): Html {
  if (value === '') return html``;
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${key}</dt>
    <dd class="govuk-summary-list__value">${value}</dd>
  </div>`;
}
