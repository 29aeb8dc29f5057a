import { analyseFolder } from '../pipeline/analyse-folder.ts';
import { SameStartError } from '../errors.ts';
import { listUnreadableRuns, type UnreadableRun } from '../runs/list-runs.ts';
import type { PublishedManifest } from '../runs/published-run.ts';
import type { TableFormat } from '../runs/write-table-files.ts';
import type { CommandResult, CommandSetting } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `same-start run DATA --out RUNS`: reads, analyses, writes one run and prints its folder last. */
export async function runCommand(args: string[], setting: Pick<CommandSetting, 'progress'>): Promise<CommandResult> {
  const names = ['out', 'policy', 'window', 'baseline', 'reference', 'previous', 'format'] as const;
  const { options, positionals } = parseOptions('run', args, names, 1);
  const [dataFolder] = positionals;
  if (dataFolder === undefined) throw new SameStartError('missing-argument', { command: 'run', argument: 'DATA' });
  if (options.out === undefined)
    throw new SameStartError('missing-argument', { command: 'run', argument: '--out RUNS' });
  const { out, format, ...asked } = options;
  const formats = formatsOf(format ?? 'parquet');
  const { folder, manifest } = await analyseFolder(dataFolder, out, { ...asked, formats, progress: setting.progress });
  // Whichever run it is compared with was chosen among those that can be opened.
  const passedOver = asked.previous === undefined ? await listUnreadableRuns(out) : [];
  return report({ folder, manifest }, formats, passedOver);
}

function report(
  { folder, manifest }: { readonly folder: string; readonly manifest: PublishedManifest },
  asked: readonly TableFormat[],
  passedOver: readonly UnreadableRun[],
): CommandResult {
  const { id, window, windowDate, previousRun, counts, warnings, questions = [], tables } = manifest;
  const formats = knownFormats.filter((format) => Object.hasOwn(manifest.files, `agenda.${format}`));
  const withoutCsv = asked.includes('csv') && !formats.includes('csv');
  const text = [
    `Window ${window} (${windowDate})${previousRun === null ? '' : `, compared with run ${previousRun}`}`,
    ...Object.entries(counts).map(([what, count]) => `  ${what}: ${count}`),
    ...questions.map(({ text }) => `  question: ${text}`),
    ...warnings.map((warning) => `  note: ${warning.text}`),
    ...(withoutCsv
      ? ['  note: this run was there already, without CSV, and a run never changes: name another --out.']
      : []),
    ...passedOver.map(({ error }) => `  note: nothing was compared with a run that cannot be opened. ${error.message}`),
    folder,
  ].join('\n');
  return {
    exitCode: 0,
    json: {
      folder,
      id,
      window,
      windowDate,
      previousRun,
      counts,
      questions,
      warnings,
      tables,
      formats,
      passedOver: passedOver.map((run) => run.folder),
    },
    text,
  };
}

const knownFormats = ['parquet', 'csv'] as const satisfies readonly TableFormat[];

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
