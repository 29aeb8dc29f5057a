import type { Role } from '../../../people/permissions.ts';
import { dateWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { html, type Html } from '../../../html/html.ts';
import { personClassesView } from './classes-view.ts';
import { personFields, type PersonFields } from '../person-fields.ts';
import { linkDays } from '../person-steps.ts';
import { stamps, type PersonPage } from './person-page.ts';
import { addDays } from '../../../../engine/index.ts';

/** One person: signing in, classes, details. */
export function personView(page: PersonPage): Html {
  const { person, faults = {} } = page;
  const details: PersonFields = page.typed ?? {
    name: person.display_name,
    role: person.role as Role,
    school: person.school ?? '*',
    signInName: person.sign_in_name ?? '',
    address: person.address ?? '',
  };
  return html`${faultSummary({ ...faults, class: page.classFault })}
    ${page.saved ? html`<p class="doubts" role="status">Saved.</p>` : ''}
    <p class="govuk-body"><a class="govuk-link" href="/people">All people</a></p>
    <h1 class="govuk-heading-l">${person.display_name}</h1>
    ${
      person.disabled_at === null
        ? signingIn(page)
        : html`<p class="doubts">
              Access ended on ${dateWords(person.disabled_at.slice(0, 10))}: cannot sign in. What they recorded stays.
            </p>
            ${step(page, 'enable', 'Let them in again')}`
    }
    ${person.role === 'teacher' ? personClassesView(page) : ''}
    <h2 class="govuk-heading-m">Details</h2>
    <form method="post" action="/people/${person.person_id}" class="narrow" novalidate>
      ${stamps(page)}
      ${personFields({
        typed: details,
        faults,
        schools: page.schools,
        everySchool: page.everySchool,
        openId: page.school,
        keepsRole: page.keepsRole,
      })}
      <button class="govuk-button">Save details</button>
    </form>
    ${
      person.disabled_at === null && !page.keepsRole
        ? html`<h2 class="govuk-heading-m">Leaving</h2>
            <p class="govuk-body lead">
              Signed out everywhere at once and cannot sign in again. What they recorded stays, under their name.
            </p>
            ${step(page, 'disable', `End access for ${person.display_name}`)}`
        : ''
    }`;
}

function signingIn(page: PersonPage): Html {
  const { person, link } = page;
  if (link !== undefined)
    return html`<div class="doubts" role="status">
      <p><strong>The link for ${person.display_name}</strong>, shown this once:</p>
      <p>
        <label class="govuk-visually-hidden" for="link">Sign-in link</label>
        <input class="govuk-input link-box" id="link" value="${link}" readonly />
      </p>
      <p>
        Hand it over yourself or send it to their own address. It works once, until
        ${dateWords(addDays(page.today, linkDays))}. Whoever opens it chooses the passphrase.
      </p>
    </div>`;
  const ways = [
    person.has_passphrase ? `the name ${person.sign_in_name ?? ''} and a passphrase` : '',
    page.school !== null && person.bound ? page.school : '',
    page.school !== null && !person.bound && person.address ? `${page.school}, not used yet` : '',
  ].filter(Boolean);
  return html`<h2 class="govuk-heading-m">Signing in</h2>
    <p class="govuk-body lead">
      ${ways.length > 0 ? `With ${ways.join(', or ')}.` : person.person_id === 'local' ? 'With the address that is printed when Same Start is started.' : 'Cannot sign in yet: make a link, and hand it over.'}
      ${person.last_sign_in_at ? `Last signed in on ${dateWords(person.last_sign_in_at.slice(0, 10))}.` : ''}
    </p>
    <div class="buttons">
      ${
        person.sign_in_name === null
          ? html`<p class="govuk-body quiet">For a passphrase, write a sign-in name under Details first.</p>`
          : step(
              page,
              'link',
              person.has_passphrase ? 'Forgotten passphrase: make a link' : 'Make a sign-in link',
              ways.length > 0,
            )
      }
      ${page.self || person.last_sign_in_at === null ? '' : step(page, 'sign-out', 'Sign them out everywhere', true)}
    </div>`;
}

function step(page: PersonPage, name: string, text: string, secondary = name !== 'enable' && name !== 'link'): Html {
  return html`<form method="post" action="/people/${page.person.person_id}/steps">
    ${stamps(page)}<input type="hidden" name="step" value="${name}" />
    <button class="govuk-button ${secondary ? 'govuk-button--secondary' : ''}">${text}</button>
  </form>`;
}
