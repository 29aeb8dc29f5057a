import { findScale, findScaleOfGrades } from '../../../scales/registry.ts';
import type { Scale } from '../../../tables/assessment-data.ts';
import { unnamedScale } from '../../../tables/unnamed-scale.ts';
import type { DeclaredScale } from './read-scales.ts';

/** What the scores of one subject on one named (or unnamed) scale look like; made in one pass over the results. */
export interface ScorePattern {
  readonly subject: string;
  /** As the file names it; '' where it names none. */
  readonly scale: string;
  numbers: number;
  sum: number;
  sumOfSquares: number;
  lowest: number;
  highest: number;
  wholeNumbers: boolean;
  /** Scores that are not numbers, with how often each occurs. */
  readonly words: Map<string, number>;
}

export interface ResolvedScale {
  /** null: the scores are words in no known order. */
  readonly scale: Scale | null;
  /** What was supposed, in a sentence; null where the folder says it. */
  readonly assumption: string | null;
  /** Nothing describes the scale: it was made out from its scores. */
  readonly inferred?: true;
}

/**
 * The scale of each pattern: the one named, as the table scales declares it, else as the registry knows it; where none is
 * named the only one declared for the subject, else the one its other results name, else a known one of the subject's
 * name; else inferred from the scores. Whatever is not stated by the folder comes back as an assumption.
 */
export function resolveScales(
  patterns: readonly ScorePattern[],
  declared: readonly DeclaredScale[],
): readonly ResolvedScale[] {
  return patterns.map((pattern) =>
    pattern.scale === '' ? scaleWithoutName(pattern, patterns, declared) : namedScale(pattern, declared),
  );
}

function namedScale(pattern: ScorePattern, declared: readonly DeclaredScale[]): ResolvedScale {
  const own =
    declared.find(({ scale }) => scale === pattern.scale) ??
    declared.find(({ scale }) => sameName(scale, pattern.scale));
  if (own) return { scale: plain(own), assumption: null };
  const known = findScale(pattern.scale);
  if (known) {
    return {
      scale: { ...plain(known), scale: pattern.scale },
      assumption: `Scale ${pattern.scale} is one that Same Start knows: ${known.class}. ${known.source}`,
    };
  }
  return inferredScale(pattern, pattern.scale);
}

function scaleWithoutName(
  pattern: ScorePattern,
  patterns: readonly ScorePattern[],
  declared: readonly DeclaredScale[],
): ResolvedScale {
  const ofSubject = declared.filter(({ subject }) => subject !== '' && sameName(subject, pattern.subject));
  if (ofSubject.length === 1) return { scale: plain(ofSubject[0]), assumption: null };
  const named = patterns.filter(({ subject, scale }) => subject === pattern.subject && scale !== '');
  if (named.length === 1) {
    return {
      scale: namedScale(named[0], declared).scale,
      assumption: `Results in ${pattern.subject} that name no scale are read on ${named[0].scale}, as its other results are.`,
    };
  }
  if (declared.length === 1 && patterns.every(({ scale }) => scale === '')) {
    return {
      scale: plain(declared[0]),
      assumption: `Results in ${pattern.subject} name no scale and are read on ${declared[0].scale}, the only one declared.`,
    };
  }
  const known = findScale(pattern.subject);
  if (known) {
    return {
      scale: plain(known),
      assumption: `Results in ${pattern.subject} name no scale and are read on ${known.scale}. ${known.source}`,
    };
  }
  return inferredScale(pattern, unnamedScale.of(pattern.subject));
}

/** Half of the scores decide whether they are numbers; standardised scores show in their mean, spread and range. */
function inferredScale(pattern: ScorePattern, name: string): ResolvedScale {
  const words = [...pattern.words.values()].reduce((total, count) => total + count, 0);
  if (pattern.numbers === 0 && words === 0) return { scale: ofNumbers(name, 'criterion'), assumption: null };
  if (pattern.numbers >= words) {
    const mean = pattern.sum / pattern.numbers;
    const sd = Math.sqrt(Math.max(0, pattern.sumOfSquares / pattern.numbers - mean * mean));
    const looksStandardised =
      pattern.wholeNumbers &&
      pattern.numbers >= 10 &&
      mean > 88 &&
      mean < 112 &&
      sd > 7 &&
      sd < 21 &&
      pattern.lowest >= 40 &&
      pattern.highest <= 160;
    const kind = looksStandardised ? 'standardised' : 'criterion';
    return {
      scale: ofNumbers(name, kind),
      inferred: true,
      assumption:
        `Scale ${name} is not described anywhere; from its scores (${pattern.lowest} to ${pattern.highest}) it is taken as ${kind}` +
        `${kind === 'criterion' ? ', so no rate in its own points is drawn' : ''}. Describe it in the table scales.`,
    };
  }
  const frequent = [...pattern.words].filter(([, count]) => count * 100 >= words).map(([word]) => word);
  const known = findScaleOfGrades(frequent);
  if (!known) return { scale: null, assumption: null };
  return {
    scale: { ...plain(known), scale: name },
    inferred: true,
    assumption: `Scale ${name} is not described anywhere; its scores are grades of ${known.scale} (${known.grades.join('<')}).`,
  };
}

function ofNumbers(scale: string, kind: Scale['class']): Scale {
  const unit = kind === 'standardised' ? 'standardised score points' : 'points';
  return { scale, class: kind, min: NaN, max: NaN, unit, sem: NaN, reliability: NaN, higherIsBetter: true, grades: [] };
}

function plain(scale: Scale): Scale {
  const { scale: name, class: kind, min, max, unit, sem, reliability, higherIsBetter, grades } = scale;
  return { scale: name, class: kind, min, max, unit, sem, reliability, higherIsBetter, grades };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
