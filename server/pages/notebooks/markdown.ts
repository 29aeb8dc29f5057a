import { html, type Content, type Html } from '../../html/html.ts';

/**
 * The Markdown that our notebooks use: headings, paragraphs, lists, tables, `code`, **strong**, *stress* and links. Everything
 * else is text, markup too, so nothing in a file becomes an element of the page by itself. A link is told, not followed: no
 * page leads off this machine.
 */
export function markdown(text: string): Html {
  return html`${text
    .trim()
    .split(/\n\s*\n/)
    .map(block)}`;
}

function block(text: string): Html {
  const lines = text.split('\n');
  const heading = /^(#{1,3}) (.*)$/.exec(lines[0]);
  if (heading) {
    const rest = lines.slice(1).join('\n').trim();
    const words = inline(heading[2]);
    const title =
      heading[1] === '#'
        ? html`<h1 class="govuk-heading-l">${words}</h1>`
        : html`<h2 class="govuk-heading-m">${words}</h2>`;
    return rest === '' ? title : html`${title}${block(rest)}`;
  }
  if (lines.every((line) => line.startsWith('|'))) return table(lines);
  if (lines[0].startsWith('- '))
    return html`<ul class="govuk-list govuk-list--bullet lead">
      ${items(text, /^- /m)}
    </ul>`;
  if (lines[0].startsWith('1. '))
    return html`<ol class="govuk-list govuk-list--number lead">
      ${items(text, /^\d+\. /m)}
    </ol>`;
  return html`<p class="govuk-body lead">${inline(text)}</p>`;
}

function items(text: string, mark: RegExp): Html[] {
  return text
    .split(new RegExp(mark.source, 'gm'))
    .slice(1)
    .map((item) => html`<li>${inline(item.trim())}</li>`);
}

function table(lines: readonly string[]): Html {
  const [head, , ...rows] = lines.map((line) =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim()),
  );
  return notebookTable([head, ...rows], inline);
}

/** A table whose first row is its heading. */
export function notebookTable(
  [head, ...rows]: readonly (readonly string[])[],
  cell: (text: string) => Content = (text) => text,
): Html {
  return html`<div
    class="wide--scrolls"
    tabindex="0"
    role="region"
    aria-label="${`Table: ${head.filter(Boolean).join(', ')}`}"
  >
    <table class="govuk-table">
      <thead class="govuk-table__head">
        <tr>
          ${head.map((text) =>
            text === ''
              ? html`<td class="govuk-table__header"></td>`
              : html`<th scope="col" class="govuk-table__header">${cell(text)}</th>`,
          )}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row" class="govuk-table__header">${cell(first)}</th>
              ${others.map((text) => html`<td class="govuk-table__cell">${cell(text)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const marked = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

function inline(text: string): Content {
  const parts: Content[] = [];
  let from = 0;
  for (const found of text.matchAll(marked)) {
    const [whole, code, strong, stress, words, address] = found;
    parts.push(text.slice(from, found.index));
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (strong !== undefined) parts.push(html`<strong>${inline(strong)}</strong>`);
    else if (stress !== undefined) parts.push(html`<em>${stress}</em>`);
    else parts.push(`${words} (${address})`);
    from = found.index + whole.length;
  }
  return [...parts, text.slice(from)];
}
