import { analyse, defaultPolicy, type AssessmentData } from '../../../../engine/index.ts';
import type { TargetLine } from '../report-world.ts';
import { fittedComponents } from '../unlike/fitted-components.ts';
import { keepWindows } from './cut-data.ts';

/** Pupils listed, and what was fitted, with a sample's newest two windows, beside all of its windows. */
export async function firstYearList(sample: string, whole: AssessmentData): Promise<TargetLine> {
  const last = whole.windows.count - 1;
  const listed: number[] = [];
  for (const data of [whole, keepWindows(whole, last - 1, last)]) {
    const run = await analyse(data, defaultPolicy, { threads: 1 });
    const { reliability, atLimit } = fittedComponents(run);
    listed.push(run.manifest.counts['pupils listed']);
    console.log(
      `\n${sample}, ${data === whole ? 'all windows' : 'newest two windows'}: ${listed.at(-1)} pupils listed; ` +
        `reliability fitted ${reliability.toFixed(3)}; at a limit: ${atLimit.join(', ') || 'nothing'}`,
    );
  }
  const ratio = listed[1] / listed[0];
  return {
    world: `${sample}, newest two windows`,
    what: 'listed ÷ listed with all windows',
    target: '0.5 to 1.5',
    figure: ratio.toFixed(2),
    met: ratio >= 0.5 && ratio <= 1.5,
  };
}
