/** Kinds of file the engine reads. */
const kinds = ['csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'ods', 'xml', 'parquet', 'arrow'];

/**
 * A name for a brought file that can do no harm on the disk or in a page: letters, digits, spaces and “-_().” of the last part
 * of what the browser sent, at most 80 characters, one of the kinds that are read. Null where the kind is another one.
 */
export function safeFileName(sent: string): string | null {
  const last = sent.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const cleaned = last
    .replace(/[^\p{L}\p{N} \-_().]/gu, '_')
    .replace(/\s+/g, ' ')
    .trim();
  const dot = cleaned.lastIndexOf('.');
  const kind = dot < 0 ? '' : cleaned.slice(dot + 1).toLowerCase();
  if (!kinds.includes(kind)) return null;
  const stem = cleaned
    .slice(0, dot)
    .replace(/\.{2,}/g, '.')
    .replace(/^[.\s]+/, '');
  const short = Array.from(stem).slice(0, 70).join('');
  return `${short.replace(/[.\s]+$/, '') || 'file'}.${kind}`;
}
