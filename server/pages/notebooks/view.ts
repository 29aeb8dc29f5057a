import { html, type Html } from '../../html/html.ts';
import type { NotebookPage, NotebookPart } from './load.ts';
import { markdown, notebookTable } from './markdown.ts';

/** Every notebook with what it is about. */
export function notebooksView(notebooks: readonly NotebookPage[]): Html {
  return html`<h1 class="govuk-heading-l">Notebooks</h1>
    <p class="govuk-body lead">
      How the numbers are made, what they are worth, and how to ask a question of your own. Each is text with the code
      that was run and what it gave, on made-up pupils or on public data. None uses your school’s results.
    </p>
    <ul class="govuk-list lead">
      ${notebooks.map(
        ({ name, title, about }) =>
          html`<li>
            <h2 class="govuk-heading-s">
              <a class="govuk-link" href="/notebooks/${name}">${title}</a>
            </h2>
            <p class="govuk-body">${about}</p>
          </li>`,
      )}
    </ul>
    <p class="govuk-body lead">
      To change one and run it, open it from the folder <code>notebooks</code> of the source; its
      <code>README.md</code> says how.
    </p>`;
}

/** One notebook as a page. */
export function notebookView({ name, parts }: NotebookPage): Html {
  return html`<div class="notebook">
    ${parts.map((part) => partOf(name, part))}
    <p class="govuk-body no-print"><a class="govuk-link" href="/notebooks">All notebooks</a></p>
  </div>`;
}

function partOf(name: string, part: NotebookPart): Html {
  switch (part.kind) {
    case 'text':
      return markdown(part.markdown);
    case 'code':
      return html`<details class="govuk-details">
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">The code</span></summary>
        <pre tabindex="0" role="region" aria-label="Code"><code>${part.source}</code></pre>
      </details>`;
    case 'printed':
      return html`<p class="govuk-body notebook__printed">${part.text}</p>`;
    case 'table':
      return notebookTable(part.rows);
    default:
      return html`<p>
        <img src="/notebooks/${name}/pictures/${part.cell}" alt="${part.words}" loading="lazy" />
      </p>`;
  }
}
