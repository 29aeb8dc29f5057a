import { findScale } from '../../../scales/registry.ts';
import { besideScores, genericScale } from './aliases.ts';
import { parseHeading, type Heading } from './parse-heading.ts';

/** What kind of result a heading, aspect or result type says it is, the same from term to term: its test, its kind of score and what else it is called, without numbers. '' where it says none. */
export function measureLabel({ scale, measure, byAge, rest }: Heading): string {
  const words = rest.map((word) => word.replace(/\d+/g, '')).filter((word) => word !== '' && word !== '%');
  const standardised = byAge && scale !== null && findScale(scale)?.class === 'standardised';
  return [scale ?? '', standardised ? 'by age' : '', measure ?? '', ...words].filter((part) => part !== '').join(' ');
}

/** The scale of a result whose kind of score is said apart from its test: a raw score is on none, a standardised one on the test's own. */
export function scaleOfMeasure({ scale, measure }: Heading, ofTest: string | null): string | null {
  if (measure !== null) return null;
  if (scale !== null && scale !== genericScale) return scale;
  const isOfTest = ofTest !== null && (scale === null || findScale(ofTest)?.class === 'standardised');
  return isOfTest ? ofTest : scale;
}

/** Whether results of this kind only stand beside others: an age, a percentile, a raw score, the outcome a score is made into. */
export function standsBeside(label: string, scale: string | null, others: readonly (string | null)[]): boolean {
  if (scale === 'test-outcome' || scale === 'phonics-outcome') return true;
  if (scale === 'star-nrss') return others.includes('star-scaled-score');
  const isNational = others.some((one) => one === 'ks1-scaled-score' || one === 'ks2-scaled-score');
  if (scale === 'teacher-assessment' && isNational) return true;
  if (scale !== null && findScale(scale)?.class === 'age-equivalent') return true;
  const { measure } = parseHeading(label.replaceAll('·', ' '));
  return besideScores.has(measure ?? '') || [...besideScores].some((name) => label.includes(name));
}
