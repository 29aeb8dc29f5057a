import type { ScaleClass } from '../../tables/assessment-data.ts';

/** How a subject is spoken of: what every sentence about it needs to know of its scale. */
export interface SubjectWords {
  /** “Reading”; for a measure other than attainment with what it is and which way it runs. */
  readonly label: string;
  /** The subject inside a sentence: “reading”. */
  readonly name: string;
  /** False where a higher score means more difficulty: the words above and below change places. */
  readonly higherIsBetter: boolean;
  /** False where a result is a band: nothing may then be said in points. */
  readonly hasPoints: boolean;
  /** False also where every test is a new one (key stage tests): points of two of them are then never set against each other. */
  readonly comparesPoints: boolean;
  /** What one and several units are called. */
  readonly unitOne: string;
  readonly unitMany: string;
  /** A rating or another measure that is no test of what a pupil knows. */
  readonly isRating: boolean;
  /** Number of bands of an ordinal scale, else 0. */
  readonly bands: number;
}

/** The fields of a scale that decide its words; `Scale` and the manifest's scale both have them. */
export interface ScaleOfSubject {
  readonly class: ScaleClass | (string & {});
  readonly unit: string;
  readonly higherIsBetter: boolean;
  readonly grades: readonly string[];
}

/** Words for a subject as the data folder names it (“reading”, “social_skills”), measured on `scale`. */
export function subjectWords(subject: string, scale?: ScaleOfSubject): SubjectWords {
  const plain = subject.replaceAll(/[_-]+/g, ' ').trim();
  const capital = plain.charAt(0).toUpperCase() + plain.slice(1);
  const bands = scale?.class === 'ordinal' ? scale.grades.length : 0;
  const higherIsBetter = scale?.higherIsBetter ?? true;
  const [unitOne, unitMany] = unitWords(scale);
  return {
    label: scale?.class === 'non-attainment' ? `${capital} (${measureWords(plain, scale)})` : capital,
    // Only an initial capital goes: GPS and SPaG stay as they are; languages are named with a capital.
    name:
      /^(?:[A-Z][a-z ]+)$/.test(plain) && !/^(?:English|French|German|Spanish|Welsh|Latin)\b/.test(plain)
        ? plain.charAt(0).toLowerCase() + plain.slice(1)
        : plain,
    higherIsBetter,
    hasPoints: bands === 0,
    comparesPoints: bands === 0 && scale?.class !== 'criterion',
    unitOne,
    unitMany,
    isRating: scale?.class === 'non-attainment',
    bands,
  };
}

function unitWords(scale: ScaleOfSubject | undefined): readonly [string, string] {
  const months = scale?.class === 'age-equivalent' || /^months?\b/i.test(scale?.unit ?? '');
  return months ? ['month', 'months'] : ['point', 'points'];
}

function measureWords(plain: string, scale: ScaleOfSubject): string {
  if (/attendance/i.test(plain)) return 'per cent of sessions; a higher figure means more time in school';
  const source = /\brating\b|\bquestionnaire\b|\bprofile\b/i.test(scale.unit) ? scale.unit : "teacher's rating";
  return `${source}; a higher score means ${scale.higherIsBetter ? 'less' : 'more'} difficulty`;
}
