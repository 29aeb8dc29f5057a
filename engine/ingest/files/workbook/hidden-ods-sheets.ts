/** Names of the sheets of an OpenDocument workbook (its content.xml) whose style says that they are not displayed. */
export function hiddenOdsSheets(content: string): Set<string> {
  const styles = new Set<string>();
  for (const [style, attributes, body] of content.matchAll(/<style:style\b([^>]*?)>([\s\S]*?)<\/style:style>/g))
    if (style.length < 10_000 && /\btable:display="false"/.test(body))
      styles.add(attributeOf(attributes, 'style:name'));
  const names = new Set<string>();
  for (const [, attributes] of content.matchAll(/<table:table\b([^>]*)>/g))
    if (styles.has(attributeOf(attributes, 'table:style-name'))) names.add(attributeOf(attributes, 'table:name'));
  return names;
}

function attributeOf(attributes: string, name: string): string {
  const text = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}
