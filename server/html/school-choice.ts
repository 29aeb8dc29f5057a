import { html, type Html } from './html.ts';
import { select } from './select.ts';

/**
 * Which school a page is about, to choose another; nothing where there is one school only.
 *
 * @param page.keeps what else the address holds, and goes on holding
 */
export function schoolChoice(
  action: string,
  {
    school,
    schools,
    keeps = {},
  }: { school: string; schools: readonly string[]; keeps?: Readonly<Record<string, string>> },
): Html {
  if (schools.length < 2) return html``;
  return html`<form class="filters no-print" method="get" action="${action}" aria-label="Choose the school">
    ${Object.entries(keeps).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${select(
      'school',
      'School',
      schools.map((one) => [one, one]),
      school,
    )}
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}
