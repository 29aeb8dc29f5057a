import { SameStartError } from '../../errors.ts';
import type { WorldSettings } from './world-settings.ts';

type Range = readonly [from: number, to: number, whole?: 'whole'];

const ranges: Partial<Record<keyof WorldSettings, Range>> = {
  pupils: [2, 1_000_000, 'whole'],
  windows: [1, 60, 'whole'],
  lastAutumn: [1950, 2200, 'whole'],
  yearlyChangeSd: [0.01, 1],
  persistentShare: [0, 1],
  reversionPerYear: [0, 50],
  schoolLevelShare: [0, 1],
  schoolRateShare: [0, 1],
  slowedShare: [0, 1],
  slowedSdPerYear: [0, 5],
  slowedSubjectChance: [0, 1],
  errorExtremes: [0, 10],
  badDayChance: [0, 1],
  absentChance: [0, 1],
  missingWindowChance: [0, 1],
  lateJoinerShare: [0, 1],
  moverShare: [0, 1],
  longAbsenceShare: [0, 1],
  outOfYearShare: [0, 0.3],
  classesNotYetTested: [0, 10, 'whole'],
};

/** The settings themselves, or error `setting-invalid` naming the first that is out of its range. */
export function checkedSettings(settings: WorldSettings): WorldSettings {
  for (const [name, [from, to, whole]] of Object.entries(ranges)) {
    requireIn(name, settings[name as keyof WorldSettings] as number, [from, to, whole ?? undefined] as Range);
  }
  // Other degrees than 3, 4, 5 … have no place in the closed form of the skewed error.
  if (settings.errorDegrees !== Infinity) requireIn('errorDegrees', settings.errorDegrees, [3, 1000, 'whole']);
  if (settings.subjects.length === 0) requireIn('number of subjects', 0, [1, 100, 'whole']);
  for (const subject of settings.subjects) {
    requireIn(`reliability of ${subject.subject}`, subject.reliability, [0.05, 1]);
    requireIn(`levelLoading of ${subject.subject}`, subject.levelLoading, [0, 1]);
    requireIn(`changeLoading of ${subject.subject}`, subject.changeLoading, [0, 1]);
  }
  return settings;
}

function requireIn(setting: string, value: number, [from, to, whole]: Range): void {
  if (value >= from && value <= to && (whole === undefined || Number.isInteger(value))) return;
  const range = `${whole === undefined ? 'a number' : 'a whole number'} from ${from} to ${to}`;
  throw new SameStartError('setting-invalid', { setting, value, why: `it must be ${range}` });
}
