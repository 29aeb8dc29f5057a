import type { Html } from './html.ts';

/** Bytes for pages of up to some 300,000 characters, of which UTF-8 takes three bytes at most; used again for every page. */
const desk = Buffer.allocUnsafe(1_000_000);

/**
 * A page as it is sent. Given text, the server counts its bytes, joins it to the headers and only then writes it down: three
 * times through a page that was put together from hundreds of pieces.
 */
export function pageBytes({ markup }: Html): Buffer {
  if (markup.length * 3 > desk.length) return Buffer.from(markup);
  return Buffer.from(desk.subarray(0, desk.write(markup)));
}
