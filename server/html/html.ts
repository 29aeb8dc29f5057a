/** Markup that is safe to send as it is: made by the `html` tag only. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
  toString(): string {
    return this.markup;
  }
}

export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Template tag: everything put into a slot is escaped, unless it is Html. Empty for null, undefined and false; arrays are joined. */
export function html(strings: TemplateStringsArray, ...slots: Content[]): Html {
  let markup = strings[0];
  for (let slot = 0; slot < slots.length; slot += 1) markup += written(slots[slot]) + strings[slot + 1];
  return new Html(markup);
}

/** Markup from a part we trust whole: a chart drawn by the engine. Never for text that came from a file or a person. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function written(content: Content): string {
  if (content instanceof Html) return content.markup;
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  if (content === null || content === undefined || content === false) return '';
  return content.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character]) : text;
}
