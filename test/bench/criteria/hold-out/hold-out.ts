import { join } from 'node:path';
import { readDataFolder, type AssessmentData } from '../../../../engine/index.ts';
import type { TargetLine } from '../report-world.ts';
import { cutIntoBands, keepWindows, largestSchools } from './cut-data.ts';
import { firstYearList } from './first-year-list.ts';
import { judgeHoldOut, type HoldOut } from './judge-hold-out.ts';

/** What a state publishes of a test, lowest level first. */
const bandShares = [0.2, 0.3, 0.35, 0.15];
const schoolsAlone = 8;

/**
 * Real data: of every pupil and subject the last score, told from the earlier ones; whole, cut to two windows, to one school at a
 * time, and to bands. All methods predict the observed position (mean 0, SD 1 in its cohort and window) and are fitted to the
 * other scores alone. A second sample is read where the variable REFERENCE_DATA names the folder of data sets, as the tests take it.
 */
export async function holdOut(): Promise<TargetLine[]> {
  const lines = await judgeSample('sustaining-effects', 'data-samples/sustaining-effects', 2);
  const reference = process.env['REFERENCE_DATA'];
  if (!reference) {
    console.log('\nREFERENCE_DATA is not set: the Junior School Project is not held out.');
    return lines;
  }
  const folder = join(reference, 'junior-school-project');
  return [...lines, ...(await judgeSample('Junior School Project', folder, 1))];
}

async function judgeSample(sample: string, folder: string, earlier: number): Promise<TargetLine[]> {
  const { data } = await readDataFolder(folder);
  return [...cutsOf(sample, data, earlier).flatMap(judgeHoldOut), await firstYearList(sample, data)];
}

function cutsOf(sample: string, data: AssessmentData, earlier: number): HoldOut[] {
  const last = data.windows.count - 1;
  const cuts: HoldOut[] = [{ name: sample, parts: [data], earlier }];
  // Three windows at a time: fitted on two, asked about the third. Where there are but three, that is the whole.
  const thirds = last > 2 ? Array.from({ length: last >> 1 }, (_, at) => 2 * at + 2) : [];
  for (const window of thirds) {
    const parts = [keepWindows(data, window - 2, window)];
    cuts.push({ name: `${sample}, windows ${window - 1} and ${window}`, parts, earlier: 1 });
  }
  cuts.push({ name: `${sample}, one school at a time`, parts: largestSchools(data, schoolsAlone), earlier: 1 });
  cuts.push({ name: `${sample}, in bands`, parts: [cutIntoBands(data, bandShares)], earlier });
  return cuts;
}
