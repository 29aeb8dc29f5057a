import { resultStatuses } from '../../tables/assessment-data.ts';
import type { ResultStatus } from '../../tables/assessment-data.ts';
import { markOn, pointsSd } from './marking-scales.ts';
import type { Hall } from './hall.ts';
import type { SubjectSettings, WorldSettings } from '../model/world-settings.ts';
import type { WorldResults } from '../model/world.ts';
import { dayOf, daysAYear } from '../../tables/days.ts';

export interface Sitting {
  /** Population position + shock + error − bad day, in SD of true position. */
  readonly observed: number;
  /** How much better everyone did on this paper, in observed SD. */
  readonly shiftSd: number;
  readonly absent: boolean;
  /** Whether a result as low as `belowTestSd` would be recorded as below the test. */
  readonly belowTest: boolean;
}

const codeOf = Object.fromEntries(resultStatuses.map((status, code) => [status, code])) as Record<ResultStatus, number>;

/** Turns one sitting into status, value, observed position and stated error of result `row`, whose keys are already set. */
export function markPaper(hall: Hall, results: WorldResults, row: number, sitting: Sitting): void {
  const { settings, windows, lives } = hall;
  const pupil = results.pupil[row];
  const window = results.window[row];
  const subject = settings.subjects[results.subject[row]];
  const below = lives.pupils.yearsBelow[pupil * windows.count + window];
  const ease = spansYears(subject) ? 0 : below * settings.outOfYearEaseSd;
  const sd = Math.sqrt(subject.reliability) * sitting.observed + sitting.shiftSd + ease;
  const day = windows.day[window];
  const away = day >= lives.awayFromDay[pupil] && day <= lives.awayToDay[pupil];
  const status = away || sitting.absent ? 'absent' : statusOf(settings, subject, sd, sitting.belowTest);
  const scored = status !== 'absent' && status !== 'below-test';
  // Scales that span years follow the pupil's age group, whichever paper was sat.
  const schoolYears = (day - dayOf(lives.pupils.cohort[pupil] + 1, 9, 1)) / daysAYear;
  results.status[row] = codeOf[status];
  results.value[row] = scored ? markOn(subject, withinTest(subject, sd), schoolYears) : Number.NaN;
  results.observed[row] = scored ? sitting.observed : Number.NaN;
  results.sem[row] = scored ? statedError(settings, subject, sd, schoolYears) : Number.NaN;
}

function statusOf(settings: WorldSettings, subject: SubjectSettings, sd: number, belowTest: boolean): ResultStatus {
  if (subject.class !== 'non-attainment' && settings.belowTestSd !== null && sd < settings.belowTestSd && belowTest)
    return 'below-test';
  if (subject.floorSd !== null && sd <= subject.floorSd) return 'floor';
  return subject.ceilingSd !== null && sd >= subject.ceilingSd ? 'ceiling' : 'valid';
}

function withinTest(subject: SubjectSettings, sd: number): number {
  return Math.min(subject.ceilingSd ?? Infinity, Math.max(subject.floorSd ?? -Infinity, sd));
}

function spansYears(subject: SubjectSettings): boolean {
  return subject.class === 'vertical' || subject.class === 'age-equivalent' || subject.class === 'non-attainment';
}

/** The publisher's figure for a score: error SD in points at the observed position, to two decimals. */
function statedError(settings: WorldSettings, subject: SubjectSettings, sd: number, schoolYears: number): number {
  if (settings.errorStated !== 'score') return Number.NaN;
  const { errorExtremes } = settings;
  const likely = Math.sqrt(subject.reliability) * sd;
  const uneven = (1 + errorExtremes * likely * likely) / (1 + errorExtremes);
  const points = pointsSd(subject, schoolYears) * Math.sqrt((1 - subject.reliability) * uneven);
  return Math.round(100 * points) / 100;
}
