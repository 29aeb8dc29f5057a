import { basename } from 'node:path';
import { SameStartError } from '../errors.ts';
import { currentWindows } from '../growth/comparisons/current-windows.ts';
import { readDataFolder } from '../ingest/folder/read-data-folder.ts';
import { analyse } from './analyse.ts';
import type { Policy } from '../policy.ts';
import { runPolicy } from './run-policy.ts';
import { listRuns } from '../runs/list-runs.ts';
import { openRun } from '../runs/open-run.ts';
import { previousRun } from '../runs/previous-run.ts';
import type { PublishedManifest } from '../runs/published-run.ts';
import { runId } from '../runs/run-id.ts';
import { readReference } from '../runs/read-reference.ts';
import { refuseUnwritable, writeRun } from '../runs/write-run.ts';
import type { TableFormat } from '../runs/write-table-files.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import { formatDay } from '../tables/days.ts';

/** How a data folder is analysed and written. */
export interface AnalyseFolderSettings {
  /** File of settings; default `policy.json` in the data folder, else the defaults. */
  readonly policy?: string | undefined;
  /** Settings of an earlier run, for a data folder without any. */
  readonly carriedPolicy?: Policy | undefined;
  /** Window to look from; default the newest. */
  readonly window?: string | undefined;
  /** Window progress is counted from; default by the policy's rule. */
  readonly baseline?: string | undefined;
  /** File or folder of a saved reference. */
  readonly reference?: string | undefined;
  /** Run that lists are compared with: a folder, an id, `none`; default the newest of the same schools from an earlier window. */
  readonly previous?: string | undefined;
  /** Which runs that default may choose. */
  readonly mayFollow?: ((id: string) => boolean) | undefined;
  readonly formats?: readonly TableFormat[] | undefined;
  readonly progress?: ((what: string) => void) | undefined;
  /** Told the id of a run that is about to appear; it is written once this is done. Not called for a run that is there. */
  readonly beforeWriting?: ((id: string) => Promise<void>) | undefined;
}

/** Where a run was written and what was read for it. */
export interface AnalysedFolder {
  readonly folder: string;
  readonly manifest: PublishedManifest;
  /** Whether the same run was there before: the same files, settings and engine. */
  readonly existed: boolean;
}

/**
 * One run from a data folder, as `same-start run` and the data page make it.
 *
 *     policy → data folder → previous run, reference → analyse → write
 */
export async function analyseFolder(
  dataFolder: string,
  runsFolder: string,
  settings: AnalyseFolderSettings = {},
): Promise<AnalysedFolder> {
  const progress = settings.progress ?? (() => undefined);
  await refuseUnwritable(runsFolder);
  const policy = await runPolicy(dataFolder, settings.policy, settings.baseline, settings.carriedPolicy);
  const reference = settings.reference === undefined ? null : await readReference(settings.reference);
  const started = performance.now();
  const { data, warnings } = await readDataFolder(dataFolder, {
    progress: (done, of, what) =>
      progress(`Reading ${basename(dataFolder)}: ${what} ${Math.round((100 * done) / of)} %`),
  });
  const window = windowLookedFrom(data, policy, settings.window);
  const windowDate = formatDay(data.windows.day[window]);
  requireEarlierBaseline(data, policy.baseline.window, window);
  const previous = await previousRun(settings.previous, runsFolder, data, windowDate, settings.mayFollow);
  const readSeconds = (performance.now() - started) / 1000;
  const content = await analyse(data, policy, {
    ...(settings.window === undefined ? {} : { window: settings.window }),
    ...(reference === null ? {} : { reference }),
    ...(previous === null ? {} : { previous }),
    progress,
    warnings,
  });
  progress('Writing the run');
  const id = runId(content.manifest);
  const existed = (await listRuns(runsFolder)).some((run) => run.id === id);
  if (!existed) await settings.beforeWriting?.(id);
  const timings = { read: readSeconds, ...content.timings };
  const folder = await writeRun({ ...content, timings }, runsFolder, { formats: settings.formats ?? [] });
  return { folder, manifest: (await openRun(folder)).manifest, existed };
}

/** The window named, else the newest that counts as current: windows to come, listed without results, are passed over. */
function windowLookedFrom(data: AssessmentData, { coverage }: Policy, name: string | undefined): number {
  const { runWindow } = currentWindows(data, { window: name ?? null, ...coverage });
  // where nobody has sat anything the analysis says so
  return runWindow < 0 ? data.windows.count - 1 : runWindow;
}

/** A baseline window that is not before the window looked from would leave every pupil without an answer. */
function requireEarlierBaseline({ windows }: AssessmentData, baseline: string | null, window: number): void {
  if (baseline === null) return;
  const place = windows.window.indexOf(baseline);
  if (place < 0) throw new SameStartError('window-unknown', { window: baseline, known: windows.window.join(', ') });
  if (windows.day[place] < windows.day[window]) return;
  const why = `is ${baseline}, which is not before ${windows.window[window]}, the window looked from: name an earlier one`;
  throw new SameStartError('policy-conflict', { key: 'baseline.window', why });
}
