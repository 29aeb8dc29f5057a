import { resolve } from 'node:path';
import { SameStartError } from '../../errors.ts';
import { listRuns, listUnreadableRuns } from '../../runs/list-runs.ts';
import { openRun } from '../../runs/open-run.ts';
import { runChanges, type ComparedRun } from '../../words/rows/run-changes.ts';
import { runChangeSentences } from '../../words/pages/run-change-sentences.ts';
import type { CommandResult, CommandSetting } from '../command.ts';
import { parseOptions } from '../parse-options.ts';

/**
 * `same-start runs list|compare|withdraw|prune`: what runs a folder holds, what one says otherwise than another; taking one back,
 * and removing those nobody needs.
 * @throws SameStartError missing-argument, unknown-option; run-missing and what else is wrong with a run; record-held
 */
export async function runsCommand(args: string[], setting: CommandSetting): Promise<CommandResult> {
  const doIt = args.includes('--do');
  const { options, positionals } = parseOptions(
    'runs',
    args.filter((one) => one !== '--do'),
    ['runs', 'records', 'because'],
    3,
  );
  const [task, ...ids] = positionals;
  const runs = resolve(options.runs ?? 'runs');
  const records = resolve(options.records ?? resolve(runs, '.record'));
  if (task === 'list' && ids.length === 0) return listed(runs);
  if (task === 'compare' && ids.length === 2) return compared(runs, ids[0], ids[1]);
  if (task === 'withdraw' && ids.length === 1) {
    const because = (options.because ?? '').trim();
    if (because === '')
      throw new SameStartError('missing-argument', { command: 'runs withdraw', argument: '--because "WHY"' });
    const server = await setting.loadServer();
    return { exitCode: 0, ...(await server.lookAfterRecord({ task, runs, records, run: ids[0], because })) };
  }
  if (task === 'prune' && ids.length === 0) {
    const server = await setting.loadServer();
    return { exitCode: 0, ...(await server.lookAfterRecord({ task: 'prune-runs', runs, records, doIt })) };
  }
  throw new SameStartError('missing-argument', {
    command: 'runs',
    argument: 'list, compare EARLIER LATER, withdraw RUN, or prune',
  });
}

async function listed(folder: string): Promise<CommandResult> {
  const [runs, faulty] = await Promise.all([listRuns(folder), listUnreadableRuns(folder)]);
  const rows = runs.map(({ id, manifest, writtenMs }) => ({
    id,
    window: manifest.window,
    windowDate: manifest.windowDate,
    schools: manifest.schools,
    counts: manifest.counts,
    engine: manifest.engine,
    written: new Date(writtenMs).toISOString(),
  }));
  const line = ({ id, window, schools, counts, engine, written }: (typeof rows)[number]) =>
    `${id}  ${window}, ${schools.length === 1 ? schools[0] : `${schools.length} schools`}, ${counts['pupils']} pupils, ${counts['pupils listed']} listed  (${written.slice(0, 10)}, version ${engine})`;
  const nothing = `There is no run in ${folder} yet. Make one: same-start run DATA --out ${folder}`;
  const text = [
    ...(rows.length === 0 && faulty.length === 0 ? [nothing] : rows.map(line)),
    ...faulty.map(({ error }) => `cannot be opened: ${error.message}`),
  ];
  const unreadable = faulty.map(({ folder: place, error }) => ({ folder: place, code: error.code }));
  return { exitCode: faulty.length === 0 ? 0 : 2, json: { runs: rows, unreadable }, text: text.join('\n') };
}

async function compared(runs: string, earlier: string, later: string): Promise<CommandResult> {
  const [before, after] = await Promise.all([partsOf(runs, earlier), partsOf(runs, later)]);
  const { defaultPolicy } = await import('../../policy.ts');
  const changes = runChanges(before, after, defaultPolicy);
  const { list, roll, scores, coverage, settings } = runChangeSentences(changes);
  const { added, removed } = changes.listed;
  const text = [
    list,
    ...(added.length === 0 ? [] : [`  now listed: ${added.join(', ')}`]),
    ...(removed.length === 0 ? [] : [`  no longer listed: ${removed.join(', ')}`]),
    roll,
    ...scores,
    ...coverage,
    ...settings,
  ];
  return { exitCode: 0, json: changes, text: text.join('\n') };
}

/** A run by its folder or, in the folder of runs, by its identifier. */
async function partsOf(runs: string, named: string): Promise<ComparedRun> {
  const run = await openRun(resolve(/^\d{4}-\d{2}-\d{2}-[0-9a-f]{12}$/.test(named) ? resolve(runs, named) : named));
  const [agenda, trajectories, coverage] = await Promise.all([
    run.table('agenda'),
    run.table('trajectories'),
    run.table('coverage'),
  ]);
  return { manifest: run.manifest, tables: { agenda, trajectories, coverage } };
}
