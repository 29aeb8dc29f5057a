import { transcode } from 'node:buffer';
import type { Html } from './html.ts';

/**
 * A page as it is sent. Given text, the server counts its bytes, joins it to the headers and only then writes it down: three
 * times through a page that was put together from hundreds of pieces. By way of UTF-16, which is how the pieces lie in memory,
 * once through takes less than half of what writing UTF-8 piece by piece does.
 */
export function pageBytes({ markup }: Html): Buffer {
  try {
    return transcode(Buffer.from(markup, 'utf16le'), 'utf16le', 'utf8');
  } catch {
    // Half a character somewhere, which this way is refused and the plain one replaces.
    return Buffer.from(markup);
  }
}
