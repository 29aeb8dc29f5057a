import { ordinarySubjects, plainWorld } from './world-settings.ts';
import type { SubjectSettings, WorldSettings } from './world-settings.ts';

export interface NamedWorld {
  readonly summary: string;
  readonly settings: WorldSettings;
}

/** What happens in real schools and in no textbook: absences, joiners, moves, bad days, uneven error, pupils out of year. */
const schoolLife = {
  errorExtremes: 0.25,
  badDayChance: 0.02,
  schoolWindowSd: 0.05,
  absentChance: 0.03,
  missingWindowChance: 0.02,
  lateJoinerShare: 0.08,
  moverShare: 0.03,
  longAbsenceShare: 0.01,
  outOfYearShare: 0.01,
} as const satisfies Partial<WorldSettings>;

const { mathematics, reading, spelling, writing, socialDevelopment, science, readingAge, verbalReasoning } =
  ordinarySubjects;

function world(summary: string, settings: Partial<WorldSettings>): NamedWorld {
  return { summary, settings: { ...plainWorld, ...settings } };
}

function measuredAt(reliability: number, subjects: readonly SubjectSettings[]): SubjectSettings[] {
  return subjects.map((subject) => ({ ...subject, reliability }));
}

/**
 * Worlds whose truth is known, by name. The first eight are the settings of the criteria benchmark. Slow-downs are sized so that
 * a rule that knows the model ranks the slowed pupils with an average precision near 0.27 (`plain`: 0.27; by the drop since the
 * last window 0.11, by value added over a year 0.20): hard to find, as they are in schools.
 */
export const worlds: Readonly<Record<string, NamedWorld>> = {
  'school-180': world('One school of 180 in four year groups; plain errors. Pool over many seeds.', {
    pupils: 180,
    schoolSizes: [1],
    schoolLevelShare: 0,
    schoolRateShare: 0,
  }),
  'trust-3000': world('A trust of 3,000 with everything that happens in schools; a year’s true change SD 0.28.', {
    ...schoolLife,
  }),
  'authority-30000': world('30,000 pupils, 3 subjects, 7 windows; plain errors.', { pupils: 30_000 }),
  'steady-walk': world('True change SD 0.15, a random walk without mean reversion, reliability 0.95, 5 windows.', {
    yearlyChangeSd: 0.15,
    reversionPerYear: 0,
    windows: 5,
    subjects: measuredAt(0.95, [mathematics, reading, spelling]),
    slowedSdPerYear: 0.3,
  }),
  'volatile-three-windows': world(
    'True change SD 0.42, quick mean reversion, reliability 0.85, 3 yearly windows, 2 subjects.',
    {
      yearlyChangeSd: 0.42,
      reversionPerYear: 1.5,
      persistentShare: 0.3,
      windows: 3,
      spacing: 'yearly',
      subjects: measuredAt(0.85, [mathematics, reading]),
      slowedSdPerYear: 0.65,
    },
  ),
  'mixed-scales': world(
    'Vertical, ordinal and a rating that runs the other way; one school marked harshly in the last window; pupils out of year.',
    {
      ...schoolLife,
      subjects: [mathematics, writing, socialDevelopment],
      harshMarking: { school: 0, windowFromLast: 1, subject: 'mathematics', shiftSd: -0.5 },
      outOfYearShare: 0.03,
      slowedSubjectChance: 0.6,
    },
  ),
  'piecewise-growth': world(
    'Not our model: log-normal growth in each school year, none in the summer holidays, skewed heavy-tailed errors.',
    {
      ...schoolLife,
      family: 'piecewise',
      errorDegrees: 5,
    },
  ),
  'jumping-walk': world(
    'Not our model: a walk whose steps depend on the level, with jumps, from positions in two clusters; heavy-tailed errors.',
    {
      ...schoolLife,
      family: 'jumps',
      errorDegrees: 6,
    },
  ),
  plain: world(
    'The plain Gaussian world of 3,000: no bad days, no gaps, even errors; its posterior is closed-form.',
    {},
  ),
  'no-slow-downs': world('As trust-3000, and nobody slowed: whoever is listed is listed by chance.', {
    ...schoolLife,
    slowedShare: 0,
  }),
  'harsh-marking': world('As plain, one school marked half an SD too hard in reading in the last window.', {
    harshMarking: { school: 0, windowFromLast: 1, subject: 'reading', shiftSd: -0.5 },
  }),
  'floor-and-ceiling': world('A tenth of the results at the floor of one test and a tenth at the ceiling of another.', {
    subjects: [{ ...mathematics, floorSd: -1.28 }, { ...reading, ceilingSd: 1.28 }, spelling],
  }),
  'every-scale': world('All six classes of scale at once.', {
    ...schoolLife,
    subjects: [mathematics, reading, science, writing, readingAge, socialDevelopment],
  }),
  'oakfield-trust': world(
    'Six primary schools of about 2,000 pupils, Reception to Year 6: the sample in data-samples.',
    {
      ...schoolLife,
      pupils: 2000,
      schoolSizes: [1, 1, 1.5, 2, 2, 2],
      schoolNames: [
        'Oakfield Primary',
        'Harrowbeck Primary',
        'St Winifred’s Primary',
        'Millbrook Lane Primary',
        'Larkrise Primary',
        'Castle Rise Primary',
      ],
      yearGroups: [0, 1, 2, 3, 4, 5, 6],
      subjects: [
        { ...mathematics, fromYear: 1 },
        { ...reading, fromYear: 1, floorSd: -2.1, ceilingSd: 2.7 },
        { ...writing, fromYear: 1 },
        socialDevelopment,
      ],
      slowedSdPerYear: 0.6,
      slowedSubjectChance: 0.75,
      harshMarking: { school: 3, windowFromLast: 2, subject: 'reading', shiftSd: -0.5 },
      belowTestSd: -2.3,
      classesNotYetTested: 1,
      idStyle: 'upn',
    },
  ),
  'one-primary': world(
    'One primary school of 180 in its first year: June and November only; the sample in data-samples.',
    {
      ...schoolLife,
      pupils: 180,
      schoolSizes: [1],
      schoolNames: ['Brackenwell Primary'],
      schoolLevelShare: 0,
      schoolRateShare: 0,
      yearGroups: [0, 1, 2, 3, 4, 5, 6],
      windows: 2,
      subjects: [
        {
          ...mathematics,
          scale: 'maths-standardised',
          class: 'standardised',
          fromYear: 1,
          floorSd: -2.1,
          ceilingSd: 2.7,
        },
        { ...reading, fromYear: 1, floorSd: -2.1, ceilingSd: 2.7 },
        { ...writing, fromYear: 1 },
      ],
      slowedSdPerYear: 0.6,
      slowedSubjectChance: 0.75,
      belowTestSd: -2.3,
      idStyle: 'upn',
    },
  ),
  'one-secondary': world(
    'One secondary school, Years 7 to 11, tested each autumn, with a test of ability on entry; the sample in data-samples.',
    {
      ...schoolLife,
      pupils: 750,
      schoolSizes: [1],
      schoolNames: ['Thornmere School'],
      schoolLevelShare: 0,
      schoolRateShare: 0,
      yearGroups: [7, 8, 9, 10, 11],
      windows: 5,
      spacing: 'yearly',
      subjects: [
        { ...reading, subject: 'English', scale: 'english-standardised', fromYear: 7, floorSd: -2.1, ceilingSd: 2.7 },
        { ...mathematics, fromYear: 7 },
        { ...science, fromYear: 7 },
        { ...verbalReasoning, floorSd: -2.7, ceilingSd: 2.73 },
      ],
      outOfYearShare: 0,
      slowedSubjectChance: 0.75,
      idStyle: 'upn',
    },
  ),
};
