import { findScale } from '../../../scales/registry.ts';
import type { Conversion } from '../conversion/conversion.ts';
import type { Sitting } from '../conversion/sitting.ts';
import { standsBeside } from '../mapping/measure-label.ts';

/** One kind of result of a subject. */
export interface Measure {
  readonly label: string;
  readonly scale: string | null;
  readonly results: number;
  /** It only stands beside others: an age, a raw score. */
  readonly isBeside: boolean;
}

/**
 * Kinds of results that some pupil has two of in one subject and window, by subject; likeliest to be followed first: those that
 * stand for themselves, on a known scale, with most results.
 */
export function measuresInConflict(conversion: Conversion): Map<string, Measure[]> {
  const known = new Map<string, Map<string, { scale: string; results: number }>>();
  const all = sittings(conversion);
  for (const { subject, measure, scale } of all) {
    const ofSubject = known.get(subject) ?? new Map<string, { scale: string; results: number }>();
    const entry = ofSubject.get(measure);
    if (entry) entry.results++;
    else known.set(subject, ofSubject.set(measure, { scale, results: 1 }));
  }
  const bySitting = new Map<string, Set<string>>();
  for (const { pupilId, subject, window, measure } of all) {
    // One kind clashes with nothing; most files hold no other.
    if (known.get(subject)!.size < 2) continue;
    const key = `${conversion.presentId(pupilId)}\n${subject}\n${window}`;
    const labels = bySitting.get(key);
    if (labels) labels.add(measure);
    else bySitting.set(key, new Set([measure]));
  }
  const clashing = new Map<string, Set<string>>();
  for (const [key, labels] of bySitting) {
    if (labels.size < 2) continue;
    const subject = key.split('\n')[1];
    clashing.set(subject, new Set([...(clashing.get(subject) ?? []), ...labels]));
  }
  return new Map(
    [...clashing].map(([subject, labels]) => {
      const all = [...labels].map((label) => ({ label, ...known.get(subject)!.get(label)! }));
      const scales = all.map(({ scale }) => scale || null);
      const measures = all.map(({ label, scale, results }) => ({
        label,
        scale: scale || null,
        results,
        isBeside: standsBeside(label, scale || null, scales),
      }));
      return [subject, measures.sort(likelier)] as const;
    }),
  );
}

/** Of every cell that was read, used or not. */
export function sittings({ results, unused }: Conversion): Sitting[] {
  return [...results, ...unused.flatMap(({ sitting }) => sitting ?? [])];
}

const order = ['standardised', 'vertical', 'criterion', 'ordinal', 'age-equivalent', 'non-attainment'];

function likelier(a: Measure, b: Measure): number {
  const rank = ({ scale, isBeside, label }: Measure): number => {
    const known = scale === null ? null : findScale(scale);
    const kind = known ? order.indexOf(known.class) : label.includes('quiz') ? 4.5 : 3.5;
    return (isBeside ? 10 : 0) + kind;
  };
  // A test's own norm is about everybody, an “internal” one about those who sat it here.
  const isInternal = ({ label }: Measure): number => (/\binternal\b/i.test(label) ? 1 : 0);
  return (
    rank(a) - rank(b) ||
    isInternal(a) - isInternal(b) ||
    b.results - a.results ||
    (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)
  );
}
