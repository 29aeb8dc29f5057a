import { html, type Html } from '../../html/html.ts';

/** Home before there is anything to show. */
export function emptyHomeView({ manages, mayBring }: { manages: boolean; mayBring: boolean }): Html {
  return html`<h1 class="govuk-heading-l">There is nothing to show yet</h1>
    ${
      manages
        ? html`<p class="govuk-body lead">
              Same Start compares each pupil’s progress with that of pupils who started with the same score. It needs
              the school’s pupil list and its test results, from two windows at least ten weeks apart.
            </p>
            ${
              mayBring
                ? html`<p class="govuk-body">
                    <a class="govuk-button" href="/data">Upload the school’s files</a>
                  </p>`
                : html`<p class="govuk-body">
                    With the results in a folder called data, run: npx same-start run data --out runs
                  </p>`
            }
            <p class="govuk-body quiet">To see how it looks first: npm start makes a sample trust.</p>`
        : html`<p class="govuk-body lead">
            The results are being prepared or checked. They stand here as soon as the headteacher or SENCO has released
            them.
          </p>`
    }
    <p class="govuk-body">
      <a class="govuk-link" href="/help">How it works, first steps and what the words mean</a>
    </p>`;
}
