/** A writer in a process of its own, to be killed or starved: `node write-one-run.ts RUNS PUPILS`. */
import { SameStartError } from '../../../engine/errors.ts';
import { writeRun } from '../../../engine/runs/write-run.ts';
import { madeUpRun } from './made-up-run.ts';

try {
  const [folder, pupils] = process.argv.slice(2);
  await writeRun(madeUpRun(Number(pupils)), folder, { formats: ['csv'] });
} catch (error) {
  if (!(error instanceof SameStartError)) throw error;
  process.stdout.write(`${error.code}: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
