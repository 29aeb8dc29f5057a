import type { AssessmentData } from '../../tables/assessment-data.ts';
import { resultStatuses } from '../../tables/assessment-data.ts';

/** By window: pupils with any result in it that counts as sat, and pupils who could have had one. */
export interface WhoSat {
  readonly sat: Int32Array;
  readonly could: Int32Array;
}

/** By status: somebody absent or withheld has not sat; working below the test and disapplied are answers. */
export const hasSat = resultStatuses.map((status) => status !== 'absent' && status !== 'withheld');
const aYearOfDays = 400;

/** Counts them over all subjects. Who could are the pupils with any result in the window or in the year before. */
export function whoSat({ results, windows, pupils, subjects }: AssessmentData): WhoSat {
  const sat = new Int32Array(windows.count);
  const could = new Int32Array(windows.count);
  const own = new Uint8Array(windows.count);
  for (let pupil = 0; pupil < pupils.count; pupil++) {
    own.fill(0);
    for (let subject = 0; subject < subjects.length; subject++) {
      const pair = subject * pupils.count + pupil;
      for (let row = results.firstRow[pair]; row < results.firstRow[pair + 1]; row++) {
        const window = results.window[row];
        own[window] = Math.max(own[window], hasSat[results.status[row]] ? 2 : 1);
      }
    }
    let newest = -Infinity;
    for (let window = 0; window < windows.count; window++) {
      if (own[window] > 0) newest = windows.day[window];
      if (own[window] === 2) sat[window]++;
      if (windows.day[window] - newest <= aYearOfDays) could[window]++;
    }
  }
  return { sat, could };
}
