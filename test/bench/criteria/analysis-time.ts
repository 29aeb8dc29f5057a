import { analyse } from '../../../engine/pipeline/analyse.ts';
import { defaultPolicy } from '../../../engine/policy.ts';
import { simulateWorld } from '../../../engine/worlds/simulate-world.ts';
import { worldAsAssessmentData } from '../../../engine/worlds/world-as-assessment-data.ts';
import { worlds } from '../../../engine/worlds/model/worlds.ts';
import type { TargetLine } from './report-world.ts';

const limitSeconds = 15;
const settings = {
  'authority-30000': worlds['authority-30000'].settings,
  'trust-3000 at ten times its size': { ...worlds['trust-3000'].settings, pupils: 30_000 },
};

/** How long a whole analysis of 30,000 pupils × 3 subjects × 7 windows takes on two threads, the fit included. */
export async function analysisTime(seed: number): Promise<TargetLine[]> {
  const lines: TargetLine[] = [];
  for (const [world, given] of Object.entries(settings)) {
    const data = worldAsAssessmentData(simulateWorld({ ...given, seed }));
    const started = performance.now();
    const { timings } = await analyse(data, defaultPolicy, { threads: 2 });
    const seconds = (performance.now() - started) / 1000;
    const stages = Object.entries(timings).map(([stage, took]) => `${stage.toLowerCase()} ${took.toFixed(1)}`);
    console.log(`\n${world}: analysed in ${seconds.toFixed(1)} s\n  ${stages.join(', ')}`);
    lines.push({
      world,
      what: 'time of an analysis',
      target: `at most ${limitSeconds} s`,
      figure: `${seconds.toFixed(1)} s`,
      met: seconds <= limitSeconds,
    });
  }
  return lines;
}
