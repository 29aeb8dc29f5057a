import type { RandomStream } from '../../stats/distributions/random-stream.ts';
import type { WorldPupils } from '../model/world.ts';

const needs: Readonly<Record<'K' | 'E', readonly (readonly [string, number])[]>> = {
  K: [
    ['SLCN', 30],
    ['SPLD', 14],
    ['MLD', 18],
    ['SEMH', 20],
    ['ASD', 8],
    ['NSA', 5],
    ['PD', 1],
    ['HI', 2],
    ['VI', 1],
    ['OTH', 1],
  ],
  E: [
    ['ASD', 40],
    ['SLCN', 22],
    ['SEMH', 12],
    ['SLD', 9],
    ['MLD', 8],
    ['PD', 4],
    ['PMLD', 2],
    ['DS', 2],
    ['HI', 1],
  ],
};

/**
 * What a school records of its pupils beside their results, from each one's mean true position (`level`) and long absence (first
 * day, NaN where there is none).
 */
export function pupilTraits(
  level: Float64Array,
  awayFromDay: Float64Array,
  random: RandomStream,
): Pick<
  WorldPupils,
  'sex' | 'senStatus' | 'primaryNeed' | 'pupilPremium' | 'englishAdditional' | 'lookedAfter' | 'attendancePercent'
> {
  return {
    ...characteristics(level, random.sub('traits')),
    attendancePercent: attendance(level, awayFromDay, random.sub('attendance')),
  };
}

/** Shares: premium 25 %, EAL 21 %, SEN support about 15 %, plans about 4 %; more boys than girls with either. */
function characteristics(level: Float64Array, random: RandomStream) {
  const sex: ('F' | 'M')[] = [];
  const senStatus: ('N' | 'K' | 'E')[] = [];
  const primaryNeed: string[] = [];
  const pupilPremium = new Uint8Array(level.length);
  const englishAdditional = new Uint8Array(level.length);
  const lookedAfter = new Uint8Array(level.length);
  for (let pupil = 0; pupil < level.length; pupil++) {
    const boy = random.uniform() < 0.51;
    sex.push(boy ? 'M' : 'F');
    pupilPremium[pupil] = random.uniform() < 1 / (1 + Math.exp(1.2 + 0.5 * level[pupil])) ? 1 : 0;
    englishAdditional[pupil] = random.uniform() < 0.21 ? 1 : 0;
    lookedAfter[pupil] = random.uniform() < 0.008 ? 1 : 0;
    const seenNeed = -0.75 * level[pupil] + 0.66 * random.normal() + (boy ? 0.15 : -0.15);
    const status = seenNeed > 1.75 ? 'E' : seenNeed > 0.9 ? 'K' : 'N';
    const chance = random.uniform();
    senStatus.push(status);
    primaryNeed.push(status === 'N' ? '' : pick(needs[status], chance));
  }
  return { sex, senStatus, primaryNeed, pupilPremium, englishAdditional, lookedAfter };
}

function pick(weighted: readonly (readonly [string, number])[], chance: number): string {
  const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let left = chance * total;
  return (weighted.find(([, weight]) => (left -= weight) < 0) ?? weighted[0])[0];
}

/** Per cent of sessions, to a tenth: mean about 94.5. */
function attendance(level: Float64Array, awayFromDay: Float64Array, random: RandomStream): Float64Array {
  return level.map((position, pupil) => {
    const missed = 2.7 * random.gamma(2) * Math.exp(-0.12 * position) + (Number.isNaN(awayFromDay[pupil]) ? 0 : 18);
    return Math.round(10 * Math.max(35, 100 - missed)) / 10;
  });
}
