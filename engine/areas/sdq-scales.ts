import type { AreaBand, AreaNorm, AreaScale } from './area-scale.ts';

/*
 * Strengths and Difficulties Questionnaire, one-sided informant and self-report versions for ages 4 to 17. Its items are not here.
 *
 * Bands: the fourfold classification of “Scoring the SDQ for age 4–17” (Youth in Mind, sdqinfo.org, 2016). The teacher's are
 * also in table 1 of PMC4830858. Reliability: Cronbach's α in 10,438 British children aged 5 to 15 (Goodman 2001, J Am Acad
 * Child Adolesc Psychiatry 40:1337–1345, table 3; the 21 of them have the mean .73 that its abstract states). Standard deviations:
 * the same sample (Meltzer and others 2000, Mental health of children and adolescents in Great Britain; sdqinfo.org/norms).
 */
const source =
  'Bands: Scoring the SDQ, fourfold classification, Youth in Mind 2016. Reliability: Cronbach’s α, Goodman 2001, J Am Acad Child Adolesc Psychiatry 40:1337. Spread: British norms, Meltzer and others 2000.';

const difficulty = ['close-to-average', 'slightly-raised', 'high', 'very-high'] as const;
const strength = ['very-low', 'low', 'slightly-lowered', 'close-to-average'] as const;
const informants = ['parent', 'teacher', 'self'] as const;

interface Figures {
  /** Last score of each band but the highest one, from the lowest scores up; parent, teacher, self. */
  readonly ends: readonly (readonly [number, number, number])[];
  readonly reliability: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

function sdq(
  scale: string,
  name: string,
  { max, higher = 'more-difficulty', ...figures }: Figures & { max: number; higher?: AreaScale['higher'] },
): AreaScale {
  const codes = higher === 'better' ? strength : difficulty;
  const norms = informants.map((informant, at): AreaNorm => {
    const ends = figures.ends[at];
    const bands = codes.map((band, place): AreaBand => ({
      band,
      from: place === 0 ? 0 : ends[place - 1] + 1,
      to: place < ends.length ? ends[place] : max,
    }));
    return {
      source: informant,
      bands,
      reliability: figures.reliability[at],
      standardDeviation: figures.deviation[at],
    };
  });
  return { scale, name, higher, min: 0, max, whole: true, counted: false, norms, source };
}

/** Total difficulties, the five scales and the impact of the difficulties. */
export const sdqScales: readonly AreaScale[] = [
  sdq('sdq-total', 'SDQ total difficulties', {
    max: 40,
    ends: [
      [13, 16, 19],
      [11, 15, 18],
      [14, 17, 19],
    ],
    reliability: [0.82, 0.87, 0.8],
    deviation: [5.8, 6.0, 5.2],
  }),
  sdq('sdq-emotional', 'SDQ emotional problems', {
    max: 10,
    ends: [
      [3, 4, 6],
      [3, 4, 5],
      [4, 5, 6],
    ],
    reliability: [0.67, 0.78, 0.66],
    deviation: [2.0, 1.9, 2.1],
  }),
  sdq('sdq-conduct', 'SDQ conduct problems', {
    max: 10,
    ends: [
      [2, 3, 5],
      [2, 3, 4],
      [3, 4, 5],
    ],
    reliability: [0.63, 0.74, 0.6],
    deviation: [1.7, 1.6, 1.7],
  }),
  sdq('sdq-hyperactivity', 'SDQ hyperactivity', {
    max: 10,
    ends: [
      [5, 7, 8],
      [5, 7, 8],
      [5, 6, 7],
    ],
    reliability: [0.77, 0.88, 0.67],
    deviation: [2.6, 2.8, 2.2],
  }),
  sdq('sdq-peer', 'SDQ peer problems', {
    max: 10,
    ends: [
      [2, 3, 4],
      [2, 4, 5],
      [2, 3, 4],
    ],
    reliability: [0.57, 0.7, 0.41],
    deviation: [1.7, 1.8, 1.4],
  }),
  sdq('sdq-prosocial', 'SDQ prosocial behaviour', {
    max: 10,
    higher: 'better',
    ends: [
      [5, 6, 7],
      [3, 4, 5],
      [4, 5, 6],
    ],
    reliability: [0.65, 0.84, 0.66],
    deviation: [1.6, 2.4, 1.7],
  }),
  sdq('sdq-impact', 'SDQ impact', {
    max: 10,
    ends: [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ],
    reliability: [0.85, 0.85, 0.81],
    deviation: [1.1, 1.0, 0.8],
  }),
].map((scale) =>
  // A teacher answers fewer questions about impact.
  scale.scale === 'sdq-impact' ? withTeacherMost(scale, 6) : scale,
);

function withTeacherMost(scale: AreaScale, most: number): AreaScale {
  const capped = ({ to, ...band }: AreaBand): AreaBand => ({ ...band, to: Math.min(to, most) });
  return {
    ...scale,
    norms: scale.norms.map((norm) => (norm.source === 'teacher' ? { ...norm, bands: norm.bands.map(capped) } : norm)),
  };
}
