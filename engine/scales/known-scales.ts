// Longer than the house limit: data, an entry a scale with its source.
import type { Scale } from '../tables/assessment-data.ts';

/** A scale that ships with the engine: what is published about it, and where. */
export interface KnownScale extends Scale {
  /** Other names it goes by in exports. */
  readonly aliases: readonly string[];
  /** Where range, SEM and reliability come from; what is not known is said. */
  readonly source: string;
  /** What must not be concluded from it. */
  readonly caution: string;
  /** Scores outside are flagged for a look, never refused: the publisher states no hard bounds. NaN = none known. */
  readonly usualLow: number;
  readonly usualHigh: number;
  /** Publishers' tables end somewhere at or beyond these: “<70”, “130+”. NaN = not known. */
  readonly highestFloor: number;
  readonly lowestCeiling: number;
  /** Its grades mean something else elsewhere: it is taken by its name, never by them. */
  readonly onlyByName: boolean;
}

type Entry = Pick<KnownScale, 'scale' | 'class' | 'unit' | 'source'> & Partial<KnownScale>;

const entry = (known: Entry): KnownScale => ({
  min: NaN,
  max: NaN,
  sem: NaN,
  reliability: NaN,
  higherIsBetter: true,
  grades: [],
  aliases: [],
  caution: '',
  usualLow: NaN,
  usualHigh: NaN,
  highestFloor: NaN,
  lowestCeiling: NaN,
  onlyByName: false,
  ...known,
});

const standardised = (known: Omit<Entry, 'class' | 'unit'>): KnownScale =>
  entry({
    class: 'standardised',
    unit: 'standardised score points',
    usualLow: 40,
    usualHigh: 160,
    // Two standard deviations from the mean: no publisher's table ends nearer to it.
    highestFloor: 70,
    lowestCeiling: 130,
    ...known,
  });

const semUnknown = 'SEM not known here: see the publisher’s manual and give it in the table scales.';

/**
 * Assessments used in English schools. Sources: Standards and Testing Agency (STA) and Department for Education (DfE)
 * guidance, publishers’ public help pages, as of November 2026.
 */
export const knownScales: readonly KnownScale[] = [
  entry({
    scale: 'eyfs-profile',
    class: 'ordinal',
    unit: 'level',
    grades: ['emerging', 'expected'],
    aliases: ['EYFSP', 'ELG', 'GLD', 'early learning goal'],
    source: 'DfE, Early Years Foundation Stage Profile: results 2024/25. SEM not known.',
    caution: 'Not comparable with results before 2021/22; very sensitive to age.',
  }),
  entry({
    scale: 'phonics-check',
    class: 'criterion',
    unit: 'marks',
    min: 0,
    max: 40,
    aliases: ['phonics', 'phonics screening check', 'PSC', 'phonics mark'],
    source: 'STA, phonics screening check (0 to 40, threshold 32 since 2012). SEM not known.',
    caution: 'Many pupils at the top; a pass mark, not a measure of growth.',
  }),
  entry({
    scale: 'ks1-scaled-score',
    class: 'criterion',
    unit: 'scaled score points',
    min: 85,
    max: 115,
    aliases: ['KS1 scaled score', 'KS1 SATs', 'KS1 reading', 'KS1 maths', 'KS1 mathematics'],
    source: 'STA, key stage 1 scaled scores (85 to 115, 100 expected); optional since 2023/24. SEM not known.',
    caution: 'Not to be subtracted from a key stage 2 scaled score.',
  }),
  entry({
    scale: 'multiplication-tables-check',
    class: 'criterion',
    unit: 'marks',
    min: 0,
    max: 25,
    aliases: ['MTC', 'multiplication check', 'times tables check'],
    source: 'STA, multiplication tables check (0 to 25; mean 21.0 and 37 % full marks in 2025). SEM not known.',
    caution: 'Over a third of pupils reach the top: no measure of growth.',
  }),
  entry({
    scale: 'ks2-scaled-score',
    class: 'criterion',
    unit: 'scaled score points',
    min: 80,
    max: 120,
    aliases: ['KS2 scaled score', 'KS2 SATs', 'KS2 reading', 'KS2 maths', 'KS2 mathematics', 'KS2 GPS', 'KS2 SPaG'],
    source: 'STA, key stage 2 scaled scores (80 to 120, 100 expected). SEM not confirmed.',
    caution: 'Raw-to-scaled tables differ by year; 100 is not an NFER 100.',
  }),
  entry({
    scale: 'test-outcome',
    class: 'ordinal',
    unit: 'outcome',
    grades: ['NS', 'AS'],
    aliases: ['READOUTCOME', 'MATOUTCOME', 'GPSOUTCOME'],
    source: 'STA, key stage 1 and 2 tests: standard not achieved, achieved. No SEM: an outcome, not marks.',
    caution: 'Says less than the scaled score it is made from.',
    onlyByName: true,
  }),
  entry({
    scale: 'phonics-outcome',
    class: 'ordinal',
    unit: 'outcome',
    grades: ['Wt', 'Wa'],
    aliases: ['phonics screening outcome'],
    source: 'STA, phonics screening check: standard not met, met (32 of 40 marks). No SEM: an outcome, not marks.',
    caution: 'Says less than the marks it is made from.',
    onlyByName: true,
  }),
  entry({
    scale: 'teacher-assessment',
    class: 'ordinal',
    unit: 'level',
    grades: ['WTS', 'EXS', 'GDS'],
    aliases: ['TA', 'writing TA', 'KS2 writing', 'KS1 writing', 'teacher assessment framework'],
    source: 'STA, teacher assessment frameworks. No SEM: levels, not marks.',
    caution: 'Steps between levels are not equal.',
  }),
  entry({
    scale: 'below-at-above',
    class: 'ordinal',
    unit: 'level',
    grades: ['below', 'at', 'above'],
    aliases: ['below at above'],
    source: 'Local teacher assessment; no published properties.',
    caution: 'Steps between levels are not equal.',
  }),
  entry({
    scale: 'pre-key-stage-2',
    class: 'ordinal',
    unit: 'standard',
    grades: ['PK1', 'PK2', 'PK3', 'PK4', 'PK5', 'PK6'],
    aliases: ['pre-key stage', 'pre key stage standards', 'KS2 pre-key stage'],
    source: 'STA, pre-key stage 2 standards. No SEM: standards, not marks.',
    caution: 'Summative; not to be split into steps.',
  }),
  entry({
    scale: 'pre-key-stage-1',
    class: 'ordinal',
    unit: 'standard',
    grades: ['PK1', 'PK2', 'PK3', 'PK4'],
    aliases: ['KS1 pre-key stage'],
    source: 'STA, pre-key stage 1 standards. No SEM: standards, not marks.',
    caution: 'Summative; not to be split into steps.',
  }),
  standardised({
    scale: 'nfer-standardised',
    aliases: ['NFER', 'NFER standardised score', 'NFER age-standardised', 'NFER reading', 'NFER maths'],
    source: `NFER tests, mean 100, SD 15. ${semUnknown}`,
    caution: '100 is not a key stage 2 scaled score of 100.',
  }),
  standardised({
    scale: 'pira-puma-standardised',
    aliases: ['PiRA', 'PUMA', 'GAPS', 'NTS standardised', 'RS Assessment standardised score'],
    source: `Hodder/RS Assessment PiRA, PUMA, NTS standardised score, normed by term. ${semUnknown}`,
    caution: 'Not the Hodder Scale.',
  }),
  entry({
    scale: 'hodder-scale',
    class: 'vertical',
    unit: 'Hodder Scale points',
    aliases: ['Hodder Scale score', 'NTS score', 'NTS scale'],
    source: `Hodder/RS Assessment, standardised data guide. Range not known. ${semUnknown}`,
    caution: 'Its top end was smoothed: do not assume an exact interval scale.',
  }),
  entry({
    scale: 'star-scaled-score',
    class: 'vertical',
    unit: 'scaled score points',
    min: 0,
    max: 1400,
    aliases: ['Star Reading', 'Star Maths', 'Star scaled score', 'Star SS', 'Renaissance Star'],
    source: 'Renaissance, Star scaled score (0 to 1400). SEM differs by pupil: import it with each result.',
    caution: 'The Unified scale and the older scale differ.',
  }),
  standardised({
    scale: 'star-nrss',
    aliases: ['NRSS', 'Star norm referenced standardised score'],
    source: `Renaissance, norm referenced standardised score (mean 100). ${semUnknown}`,
  }),
  standardised({
    scale: 'gl-progress-test',
    aliases: ['PTE', 'PTM', 'PTS', 'Progress Test in English', 'Progress Test in Maths', 'GL SAS', 'SAS'],
    source: `GL Assessment, Progress Test Series, standard age score (mean 100, SD 15). ${semUnknown}`,
  }),
  standardised({
    scale: 'ngrt',
    sem: 4.7,
    reliability: 0.9,
    aliases: ['New Group Reading Test', 'NGRT SAS'],
    source: 'GL Assessment, NGRT technical information: alpha .90, SEM 4.7 (90 % band ±8); three parallel forms.',
  }),
  standardised({
    scale: 'cat4-verbal',
    sem: 5.0,
    aliases: ['CAT4', 'CAT4 verbal', 'Cognitive Abilities Test'],
    source: 'GL Assessment, CAT4 technical report: verbal SEM 5.0 (90 % band ±8). Other batteries: SEM not known here.',
    caution: 'A measure of ability, not of progress.',
  }),
  standardised({
    scale: 'standardised-score',
    aliases: ['standardised', 'age-standardised score', 'standardized score', 'standard age score'],
    source: `Any test standardised to mean 100, SD 15. ${semUnknown}`,
  }),
  entry({
    scale: 'reading-age',
    class: 'age-equivalent',
    unit: 'months',
    min: 36,
    max: 240,
    aliases: ['RA', 'reading age', 'spelling age', 'maths age', 'estimated reading age'],
    source: 'Publishers’ age equivalents, in months or as years:months. SEM not known here.',
    caution: 'Units stretch with age.',
  }),
  entry({
    scale: 'sdq-total',
    class: 'non-attainment',
    unit: 'points',
    min: 0,
    max: 40,
    higherIsBetter: false,
    aliases: ['SDQ', 'SDQ total difficulties', 'strengths and difficulties questionnaire'],
    source: 'SDQ, teacher version, total difficulties 0 to 40 (16 and over high). SEM not known here.',
    caution: 'A higher score means more difficulty.',
  }),
  entry({
    scale: 'sdq-prosocial',
    class: 'non-attainment',
    unit: 'points',
    min: 0,
    max: 10,
    aliases: ['SDQ prosocial'],
    source: 'SDQ, prosocial scale 0 to 10, reversed against the total. SEM not known here.',
  }),
  entry({
    scale: 'boxall-developmental',
    class: 'non-attainment',
    unit: 'points',
    aliases: ['Boxall developmental strands', 'Boxall'],
    source: 'Boxall Profile, developmental strands (higher is better). Range and SEM: see its manual.',
  }),
  entry({
    scale: 'boxall-diagnostic',
    class: 'non-attainment',
    unit: 'points',
    higherIsBetter: false,
    aliases: ['Boxall diagnostic profile'],
    source: 'Boxall Profile, diagnostic profile (lower is better). Range and SEM: see its manual.',
  }),
  entry({
    scale: 'attendance',
    class: 'non-attainment',
    unit: '% of sessions',
    min: 0,
    max: 100,
    aliases: ['attendance percentage', 'attendance %'],
    source:
      'DfE, pupil absence: persistent absence is 10 % or more of sessions missed, severe 50 % or more. Counted, not estimated.',
    caution: 'Context first, outcome second.',
  }),
];
