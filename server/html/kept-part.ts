import type { Html } from './html.ts';

interface Parts {
  readonly byName: Map<string, Html>;
  characters: number;
}

/** In the order in which they were last asked for. */
const kept = new Map<object, Parts>();
let characters = 0;

/** Two bytes each: 60 MB, the rows of some 40,000 pupils. */
const most = 30_000_000;
/** Of one subject: the classes of a run have many, a pupil a few; and its share of all. */
const manyParts = 2000;
const largeShare = most / 10;

/**
 * A part of a page that depends on nothing but `of` and `name`, written once and kept: what a run says of a pupil does not
 * change, and a class is looked at again and again. Those not asked for longest are let go.
 */
export function keptPart(of: object, name: string, write: () => Html): Html {
  const own = kept.get(of) ?? { byName: new Map<string, Html>(), characters: 0 };
  // Asked for now: to the end of the order.
  kept.delete(of);
  kept.set(of, own);
  const known = own.byName.get(name);
  if (known !== undefined) return known;
  if (own.byName.size >= manyParts || own.characters >= largeShare) {
    characters -= own.characters;
    own.characters = 0;
    own.byName.clear();
  }
  const part = write();
  // Reading one character makes one text of the many it was put together from.
  part.markup.charCodeAt(0);
  own.byName.set(name, part);
  own.characters += part.markup.length;
  characters += part.markup.length;
  for (const [oldest, parts] of kept) {
    if (characters <= most || oldest === of) break;
    kept.delete(oldest);
    characters -= parts.characters;
  }
  return part;
}
