import type { AssessmentData } from '../../tables/assessment-data.ts';

/** Characters of a mark. With 48 bits, two of a million pupils share a mark in about one of 560 such millions. */
const markLength = 8;

/** Pupils with a baseline and a current score, one an entry. */
interface ScoredPupils {
  /** Index into the pupils of the data. */
  readonly pupil: ArrayLike<number>;
  readonly baseline: ArrayLike<number>;
  readonly current: ArrayLike<number>;
}

/**
 * Marks of the pupils a fit was made on, so that a frozen fit knows whom it holds: whether a pupil, with these very scores,
 * was among its peers. A mark is a hash and names nobody; who already knows a pupil's number and both scores can confirm
 * that they are in it.
 *
 * @returns marks of 8 characters each, ascending, joined: the same for the same pupils in any order
 */
export function peerMarks(data: AssessmentData, peers: readonly ScoredPupils[]): string {
  const marks = new Float64Array(peers.reduce((sum, { pupil }) => sum + pupil.length, 0));
  let count = 0;
  for (const scored of peers) {
    for (let place = 0; place < scored.pupil.length; place++) marks[count++] = markOf(data, scored, place);
  }
  let text = '';
  for (const mark of marks.sort()) text += base64(mark / 2 ** 24) + base64(mark % 2 ** 24);
  return text;
}

/** Whether the pupil at a place is among those marked. */
export function isMarkedPeer(data: AssessmentData, marks: string, scored: ScoredPupils): (place: number) => boolean {
  const known = new Set<string>();
  for (let at = 0; at < marks.length; at += markLength) known.add(marks.slice(at, at + markLength));
  return (place) => {
    const mark = markOf(data, scored, place);
    return known.has(base64(mark / 2 ** 24) + base64(mark % 2 ** 24));
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 24 bits as four letters. */
function base64(bits: number): string {
  return letters[(bits >>> 18) & 63] + letters[(bits >>> 12) & 63] + letters[(bits >>> 6) & 63] + letters[bits & 63];
}

const doubles = new Float64Array(2);
const words = new Uint32Array(doubles.buffer);

/**
 * A whole number of 48 bits: two hashes with different multipliers over the letters of the pupil's number and the bits of
 * both scores (cyrb53 by bryc, public domain, mixing as in MurmurHash3).
 */
function markOf({ pupils }: AssessmentData, { pupil, baseline, current }: ScoredPupils, place: number): number {
  const id = pupils.pupilId[pupil[place]];
  doubles[0] = baseline[place];
  doubles[1] = current[place];
  let a = 0xdeadbeef ^ id.length;
  let b = 0x41c6ce57 ^ id.length;
  for (let i = 0; i < id.length + words.length; i++) {
    const next = i < id.length ? id.charCodeAt(i) : words[i - id.length];
    a = Math.imul(a ^ next, 2654435761);
    b = Math.imul(b ^ next, 1597334677);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  const first = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  const second = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return ((first >>> 8) & 0xffffff) * 2 ** 24 + ((second >>> 8) & 0xffffff);
}
