import { html, trusted, type Html } from '../html.ts';
import type { Block } from './blocks.ts';

/** The same blocks as on a paper, for a page. */
export function paperView(blocks: readonly Block[]): Html {
  return html`${blocks.map(blockView)}`;
}

function blockView(block: Block): Html {
  if (block.kind === 'heading') {
    if (block.level === 1) return html`<h1 class="govuk-heading-l">${block.text}</h1>`;
    if (block.level === 2) return html`<h2 class="govuk-heading-s">${block.text}</h2>`;
    return html`<h3 class="govuk-heading-s">${block.text}</h3>`;
  }
  if (block.kind === 'text') return html`<p class="govuk-body ${block.quiet ? 'quiet' : ''}">${block.text}</p>`;
  if (block.kind === 'list')
    return html`<ul class="govuk-list govuk-list--bullet">
      ${block.items.map((item) => html`<li>${item}</li>`)}
    </ul>`;
  if (block.kind === 'pairs')
    return html`${block.rows
      .filter(([, text]) => text !== '')
      .map(
        ([name, text]) =>
          html`<p class="govuk-body"><strong>${name}${name.endsWith('?') ? '' : ':'}</strong> ${text}</p>`,
      )}`;
  if (block.kind === 'picture') return trusted(block.svg);
  return html`<table class="govuk-table">
    <thead>
      <tr>
        ${block.head.map((cell) => html`<th scope="col" class="govuk-table__header">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${block.rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td class="govuk-table__cell">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
