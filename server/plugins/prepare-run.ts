import { setTimeout as wait } from 'node:timers/promises';
import { groupRow } from '../access/class-growth.ts';
import { classCoverage } from '../access/class-coverage.ts';
import type { LoadedRun } from '../access/loaded-run.ts';
import { listOf } from '../access/run-lists.ts';
import { classesOfRun } from '../access/scoped-run.ts';
import { yearAxis } from '../access/year-axis.ts';
import { tested } from './comparison-words.ts';
import type { DisplayNames } from './display-names.ts';
import { listedPupil } from './listed-pupils.ts';
import { nameInRun } from './name-in-run.ts';

/** Milliseconds between two steps: whoever clicks meanwhile goes first. */
const pause = 2;

/**
 * Works out what the pages of a run share, and joins its pupils class by class, so that nobody's first page waits for it. A step
 * takes some milliseconds; the pages are right without any of them.
 */
export async function prepareRun(run: LoadedRun, names: DisplayNames): Promise<void> {
  for (const step of stepsOf(run, names)) {
    await wait(pause, undefined, { ref: false });
    step();
  }
}

function* stepsOf(run: LoadedRun, names: DisplayNames): Generator<() => void> {
  const school = run.manifest.schools[0] ?? '';
  yield () => nameInRun(run, names, '');
  yield () => classesOfRun(run);
  yield () => listOf(run, 'run', '');
  yield () => classCoverage(run, { school });
  yield () => groupRow(run, '', 'class', '');
  yield () => tested(run, '', '');
  yield () => yearAxis(run, '', '');
  for (const rows of run.agendaOfClass.values())
    yield () => {
      for (const row of rows) listedPupil(run, names, row);
    };
}
