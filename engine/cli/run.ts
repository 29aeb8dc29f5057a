import { SameStartError } from '../errors.ts';
import { readDataFolder } from '../ingest/read-data-folder.ts';
import { analyse } from '../pipeline.ts';
import { openRun } from '../runs/open-run.ts';
import type { PublishedManifest } from '../runs/published-run.ts';
import { readReference } from '../runs/read-reference.ts';
import { writeRun } from '../runs/write-run.ts';
import type { TableFormat } from '../runs/write-table-files.ts';
import type { AssessmentData } from '../tables/assessment-data.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { previousRun } from './previous-run.ts';
import { runPolicy } from './run-policy.ts';

/**
 * `same-start run DATA --out RUNS`: reads, analyses, writes one run and prints its folder last.
 *
 *     options → policy → data folder → previous run, reference → analyse → write
 */
export async function runCommand(args: string[], setting: Pick<CommandSetting, 'progress'>): Promise<CommandResult> {
  const names = ['out', 'policy', 'window', 'baseline', 'reference', 'previous', 'format'] as const;
  const { options, positionals } = parseOptions('run', args, names, 1);
  const [dataFolder] = positionals;
  if (dataFolder === undefined) throw new SameStartError('missing-argument', { command: 'run', argument: 'DATA' });
  if (options.out === undefined)
    throw new SameStartError('missing-argument', { command: 'run', argument: '--out RUNS' });
  const formats = formatsOf(options.format ?? 'parquet');
  const policy = await runPolicy(dataFolder, options.policy, options.baseline);
  const reference = options.reference === undefined ? null : await readReference(options.reference);

  const started = performance.now();
  const { data, warnings } = await readDataFolder(dataFolder, {
    progress: (done, of, what) => setting.progress(`Reading ${dataFolder}: ${what} ${Math.round((100 * done) / of)} %`),
  });
  const windowDate = isoDate(dayOfWindow(data, options.window));
  if (policy.baseline.window !== null) dayOfWindow(data, policy.baseline.window);
  const previous = await previousRun(options.previous, options.out, data, windowDate);
  const readSeconds = (performance.now() - started) / 1000;
  const content = await analyse(data, policy, {
    ...(options.window === undefined ? {} : { window: options.window }),
    ...(reference === null ? {} : { reference }),
    ...(previous === null ? {} : { previous }),
    progress: setting.progress,
    warnings,
  });
  setting.progress('Writing the run');
  const timings = { read: readSeconds, ...content.timings };
  const folder = await writeRun({ ...content, timings }, options.out, { formats });
  return report(folder, (await openRun(folder)).manifest);
}

function report(folder: string, manifest: PublishedManifest): CommandResult {
  const { id, window, windowDate, previousRun, counts, warnings, tables } = manifest;
  const text = [
    `Window ${window} (${windowDate})${previousRun === null ? '' : `, compared with run ${previousRun}`}`,
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    ...warnings.map((warning) => `  note: ${warning.text}`),
    folder,
  ].join('\n');
  return { exitCode: 0, json: { folder, id, window, windowDate, previousRun, counts, warnings, tables }, text };
}

function formatsOf(text: string): TableFormat[] {
  return text.split(',').map((format) => {
    if (format === 'parquet' || format === 'csv') return format;
    throw new SameStartError('setting-invalid', {
      setting: '--format',
      value: format,
      why: 'it must be parquet or csv',
    });
  });
}

/** Day of the named window, or of the newest. */
function dayOfWindow({ windows }: AssessmentData, name?: string): number {
  const place = name === undefined ? windows.count - 1 : windows.window.indexOf(name);
  if (place < 0) throw new SameStartError('window-unknown', { window: name ?? '', known: windows.window.join(', ') });
  return windows.day[place];
}

function isoDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
