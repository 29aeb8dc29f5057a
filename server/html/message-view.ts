import { html, type Html } from './html.ts';

/** A page that says what is in the way and what to do about it. */
export function messageView({ title, lines }: { title: string; lines: readonly string[] }): Html {
  return html`<h1 class="govuk-heading-l">${title}</h1>
    ${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}
    <p class="govuk-body"><a class="govuk-link" href="/">Home</a></p>`;
}
