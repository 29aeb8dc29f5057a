import { faultSummary } from '../../html/fault-summary.ts';
import { html, type Html } from '../../html/html.ts';
import { personFields, type PersonFields, type PersonFieldsPage } from './person-fields.ts';

export interface NewPersonPage {
  readonly typed: PersonFields | undefined;
  readonly faults: PersonFieldsPage['faults'];
  readonly schools: readonly string[];
  readonly everySchool: boolean;
  /** Name of the school's own sign-in, or null. */
  readonly school: string | null;
  readonly token: string;
}

/** A new person: who they are; classes and the sign-in link follow on their own page. */
export function newPersonView(page: NewPersonPage): Html {
  const onlySchool = page.schools.length === 1 ? page.schools[0] : '';
  const empty: PersonFields = { name: '', role: 'teacher', school: onlySchool, signInName: '', address: '' };
  return html`${faultSummary(page.faults)}
    <h1 class="govuk-heading-l">Add a person</h1>
    <p class="govuk-body lead">Next you give a class teacher their classes, and everyone a link to sign in with.</p>
    <form method="post" action="/people" class="narrow" novalidate>
      <input type="hidden" name="token" value="${page.token}" />
      ${personFields({
        typed: page.typed ?? empty,
        faults: page.faults,
        schools: page.schools,
        everySchool: page.everySchool,
        openId: page.school,
      })}
      <button class="govuk-button">Add</button>
      <a class="govuk-link" href="/people">Back to the list</a>
    </form>`;
}
