import { randomStream, type RandomStream } from '../../../../engine/stats/distributions/random-stream.ts';
import { drawEvents } from './draw-events.ts';
import { drawSlowDown, leastShortfall } from './draw-slow-down.ts';
import { keepNewest } from './keep-newest.ts';
import { ordinaryGrowth } from './ordinary-growth.ts';
import { sharedShifts, type SharedShifts } from './shared-shifts.ts';
import { sitPapers } from './sit-papers.ts';
import { unlikeCalendar, type UnlikeCalendar } from './unlike-calendar.ts';
import type { SlowDownKind, UnlikeSettings } from './unlike-settings.ts';
import type { UnlikeTruth, UnlikeWorld } from './unlike-world.ts';
import { unlikeWorldAsData } from './unlike-world-as-data.ts';

/**
 * Draws a world: the same settings give the same bytes.
 *
 *   ability and growth ─► slow-down or dip ─► what school and class share ─► level ─► papers ─► data
 *                                                                            └► truth
 */
export function makeUnlikeWorld(settings: UnlikeSettings): UnlikeWorld {
  const calendar = unlikeCalendar(settings);
  const stream = randomStream(settings.seed).sub('unlike');
  const shared = sharedShifts(settings, calendar, stream.sub('shared'));
  const truth = livePupils(settings, calendar, shared, stream);
  placeInCohorts(truth, calendar.count);
  const papers = sitPapers(settings, calendar, truth, shared, stream.sub('papers'));
  const data = unlikeWorldAsData(settings, calendar, truth.school, truth.cohort, papers.sittings, papers.ceilingPoints);
  return keepNewest({ settings, calendar, data, truth: { ...truth, ...papers.yearOn } }, settings.keepWindows);
}

type Lives = Omit<UnlikeTruth, 'pointsYearOn' | 'driftYearOn'>;

function livePupils(
  settings: UnlikeSettings,
  calendar: UnlikeCalendar,
  shared: SharedShifts,
  stream: RandomStream,
): Lives {
  const { pupils, schools, subjects, yearGroups } = settings;
  const [times, newest] = [calendar.year.length, calendar.count - 1];
  const entries = () => new Float64Array(subjects * pupils * times);
  const truth = {
    pupils,
    times,
    school: Int32Array.from({ length: pupils }, (_, pupil) => pupil % schools),
    cohort: Int32Array.from({ length: pupils }, (_, pupil) => Math.floor(pupil / schools) % yearGroups.length),
    level: entries(),
    position: entries().fill(NaN),
    shown: entries().fill(NaN),
    shortfall: entries(),
    kind: Array.from({ length: pupils }, (): SlowDownKind | null => null),
    fromYear: new Float64Array(pupils).fill(NaN),
    slowed: new Uint8Array(subjects * pupils),
    awayFrom: new Int32Array(pupils).fill(-1),
    awayWindows: new Int32Array(pupils),
    eventSchool: shared.eventSchool,
    eventWindow: shared.eventWindow,
  };
  for (let pupil = 0; pupil < pupils; pupil++) {
    const own = stream.sub('pupil', pupil);
    const ordinary = ordinaryGrowth(settings, calendar, own.sub('growth'));
    const { kind, absence } = drawEvents(settings, calendar, own.sub('events'));
    const slowDown = kind ? drawSlowDown(kind, settings, calendar, absence, own.sub('slow-down')) : null;
    const joined = own.sub('joins').uniform() < settings.newShare ? newest : 0;
    truth.kind[pupil] = kind;
    truth.fromYear[pupil] = slowDown?.fromYear ?? NaN;
    if (absence) [truth.awayFrom[pupil], truth.awayWindows[pupil]] = [absence.from, absence.windows];
    for (let subject = 0; subject < subjects; subject++) {
      const series = subject * pupils + pupil;
      for (let time = 0; time < times; time++) {
        const short = slowDown?.shortfall[subject * times + time] ?? 0;
        if (kind !== 'dip that recovers') truth.shortfall[series * times + time] = short;
        const together = shared.lasting(subject, truth.school[pupil], truth.cohort[pupil], time);
        truth.level[series * times + time] = time < joined ? NaN : ordinary[subject * times + time] - short + together;
      }
      truth.slowed[series] = Number(truth.shortfall[series * times + newest] >= leastShortfall);
    }
  }
  return truth;
}

/** Mean 0 and SD 1 over the pupils of a cohort who are on roll. */
function placeInCohorts({ level, position, cohort, pupils, times, slowed }: Lives, windows: number): void {
  const cohorts = Math.max(...cohort) + 1;
  for (let subject = 0; subject * pupils < slowed.length; subject++) {
    for (let window = 0; window < windows; window++) {
      const at = (pupil: number) => (subject * pupils + pupil) * times + window;
      for (let own = 0; own < cohorts; own++) {
        const here = [...cohort.keys()].filter((pupil) => cohort[pupil] === own && !Number.isNaN(level[at(pupil)]));
        const mean = here.reduce((sum, pupil) => sum + level[at(pupil)], 0) / here.length;
        const sd = Math.sqrt(here.reduce((sum, pupil) => sum + (level[at(pupil)] - mean) ** 2, 0) / here.length);
        for (const pupil of here) position[at(pupil)] = (level[at(pupil)] - mean) / sd;
      }
    }
  }
}
