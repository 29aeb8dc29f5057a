import type { PersonOnList } from '../../../people/manage-people.ts';
import { dateWords } from '../../../html/date-words.ts';
import { html, type Html } from '../../../html/html.ts';
import { linkDays } from '../person-steps.ts';
import { addDays } from '../../../../engine/index.ts';

/** One slip a person, to print and cut apart or to send. The page is shown once. */
export function linksView(links: readonly { person: PersonOnList; link: string }[], today: string): Html {
  const until = dateWords(addDays(today, linkDays));
  return html`<h1 class="govuk-heading-l">
      Sign-in links for ${links.length} ${links.length === 1 ? 'person' : 'people'}
    </h1>
    <div class="doubts no-print" role="status">
      <p>
        <strong>Shown this once.</strong> Print this page and cut it apart, or send each link to the person’s own
        address. Links that were made for them before no longer work.
      </p>
    </div>
    ${links.map(({ person, link }) => slip(person, link, until))}
    <p class="govuk-body no-print"><a class="govuk-link" href="/people">Back to the list</a></p>`;
}

function slip(person: PersonOnList, link: string, until: string): Html {
  const letter = `${person.display_name}, open this link by ${until} and choose your passphrase: ${link} It works once. After that you sign in as ${person.sign_in_name}.`;
  return html`<section class="slip">
    <h2 class="govuk-heading-s">${person.display_name}${person.school === null ? '' : `, ${person.school}`}</h2>
    <p class="govuk-body">
      Open this link by ${until} and choose your passphrase. It works once. After that you sign in as
      <strong>${person.sign_in_name}</strong>.
    </p>
    <p class="govuk-body slip__link"><code>${link}</code></p>
    ${
      person.address === null
        ? ''
        : html`<p class="govuk-body no-print">
            <a
              class="govuk-link"
              href="mailto:${encodeURIComponent(person.address)}?subject=${encodeURIComponent('Your link for Same Start')}&body=${encodeURIComponent(letter)}"
              >Write an e-mail to ${person.address}</a
            >
          </p>`
    }
  </section>`;
}
