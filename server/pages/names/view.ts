import type { NamesPurpose } from '../../people/person.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, type Html } from '../../html/html.ts';
import { stopForm } from '../../html/layout-view.ts';
import { timeWords } from '../../html/date-words.ts';
import { schoolField } from '../../html/school-field.ts';
import { address } from '../../html/address.ts';

export const shortestPurpose = 10;
export const longestPurpose = 200;

export type PurposeFaults = { readonly [field in 'school' | 'purpose']?: string };

export interface PurposePage {
  readonly title: string;
  /** What names are shown for now; null where nothing stands. */
  readonly standing: NamesPurpose | null;
  readonly schools: readonly string[];
  readonly typed: { readonly school: string; readonly purpose: string };
  readonly faults: PurposeFaults;
  readonly token: string;
}

/** Asks a reader of totals what they need the names of one school for. */
export function purposeView(page: PurposePage): Html {
  return html`${faultSummary(page.faults)}
    <h1 class="govuk-heading-l">${page.title}</h1>
    ${page.standing ? standingPart(page.standing, page.token) : ''}
    <p class="govuk-body lead">
      Your role sees figures of groups. If you need names for your work, say for which school and what for. You can then
      read its lists and pupil pages for 8 hours or until you sign out, and of no other school.
    </p>
    <p class="govuk-body">
      What you write goes into the audit, with every page you open. The headteacher of the school and the auditor read
      it there. What staff wrote and agreed about pupils, and what families told them, is not shown.
    </p>
    ${
      page.schools.length === 0
        ? html`<p class="govuk-body">No results have been released yet, so there are no names to show.</p>`
        : form(page)
    }`;
}

function standingPart({ school, text, until }: NamesPurpose, token: string): Html {
  return html`<div class="doubts">
    <p>
      You see names of <strong>${school}</strong> for: “${text}” until ${timeWords(until)}.
      <a class="govuk-link" href="${address('/agenda', { school })}">The list of ${school}</a>. A new purpose takes the
      place of this one.
    </p>
    ${stopForm(token)}
  </div>`;
}

function form({ schools, typed, faults, token }: PurposePage): Html {
  const chosen = typed.school || (schools.length === 1 ? schools[0] : '');
  return html`<form method="post" action="/names" class="narrow" autocomplete="off" novalidate>
    <input type="hidden" name="token" value="${token}" />
    ${schoolField({ schools, chosen, fault: faults.school })}
    ${formField({
      name: 'purpose',
      label: 'What do you need the names for?',
      hint: `One line, ${shortestPurpose} to ${longestPurpose} characters, without names of pupils: “Planning the reading support we pay for this spring.”`,
      value: typed.purpose,
      fault: faults.purpose,
      longest: longestPurpose,
      required: true,
    })}
    <button class="govuk-button">Show names</button>
  </form>`;
}
