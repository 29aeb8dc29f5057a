import { access, constants, realpath, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { DOUBLE, DuckDBDataChunk, type DuckDBConnection, INTEGER, VARCHAR } from '@duckdb/node-api';
import { SameStartError } from '../../errors.ts';
import type { GrowthRule } from '../../growth/percentiles/growth-fit.ts';
import { warningText } from '../../words/warnings/warning-text.ts';
import { sqlName, sqlText, withTableDatabase } from '../../runs/table-database.ts';
import { mergeWarnings, type Warning } from '../../warnings.ts';
import type { CommandResult } from '../command.ts';
import type { GrowthJobResult } from './growth-job.ts';
import { loadGrowthTable } from './load-growth-table.ts';
import { parseOptions } from '../parse-options.ts';
import { runGrowthJobs } from './run-growth-jobs.ts';

interface GrowthOptions {
  readonly table: string;
  readonly out: string;
  readonly outcome: string;
  readonly priors: readonly string[];
  readonly by: readonly string[];
  readonly sem: readonly string[];
  readonly rule: GrowthRule;
}

/**
 * `same-start growth TABLE --out FILE --outcome y --priors x1,x2`: growth percentiles for any table, one fit a group.
 *
 *     options → table into DuckDB, as text → scores by column → groups over threads → columns beside the table → file
 *
 * Every row and column of TABLE comes out again, in order, with the columns added; a score that is no number counts as
 * missing and is counted. The file is written under another name and renamed when it is whole.
 */
export async function growthCommand(args: string[]): Promise<CommandResult> {
  const options = readOptions(args);
  await requirePlace(options);
  const report = await withTableDatabase({ threads: 2, spillFolder: tmpdir() }, async (connect) => {
    const connection = await connect();
    const columns = await loadGrowthTable(connection, options.table);
    for (const name of [options.outcome, ...options.priors, ...options.by, ...options.sem]) {
      if (!columns.includes(name)) {
        throw new SameStartError('column-missing', { file: basename(options.table), column: name });
      }
    }
    const scores = await readScores(connection, options);
    const added = await growthColumns(scores, options);
    const clash = columns.find((column) => added.names.includes(column.toLowerCase()));
    if (clash !== undefined) {
      throw new SameStartError('setting-invalid', {
        setting: 'TABLE',
        value: clash,
        why: 'a column of that name is added: rename it first',
      });
    }
    await writeTable(connection, options.out, added, scores.rows);
    return { ...added.report, rows: scores.rows, notNumbers: scores.notNumbers };
  });
  const lines = [
    `${report.measured} of ${report.rows} rows have a growth percentile; groups: ${report.groups}.`,
    ...(report.notNumbers > 0 ? [`Cells that hold no number and count as missing: ${report.notNumbers}.`] : []),
    ...report.warnings.map(warningText),
    options.out,
  ];
  return { exitCode: 0, json: { ...report, out: options.out }, text: lines.join('\n') };
}

function readOptions(args: string[]): GrowthOptions {
  const { options, positionals } = parseOptions('growth', args, ['out', 'outcome', 'priors', 'by', 'sem', 'rule'], 1);
  const needed = (value: string | undefined, argument: string): string => {
    if (value === undefined || value === '')
      throw new SameStartError('missing-argument', { command: 'growth', argument });
    return value;
  };
  const list = (text = ''): string[] =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const rule = options.rule ?? 'midpoint';
  if (rule !== 'midpoint' && rule !== 'sgp') {
    throw new SameStartError('setting-invalid', { setting: '--rule', value: rule, why: 'it is midpoint or sgp' });
  }
  const out = needed(options.out, '--out FILE');
  if (!/\.(csv|parquet)$/i.test(out)) {
    throw new SameStartError('setting-invalid', { setting: '--out', value: out, why: 'it ends in .csv or .parquet' });
  }
  const priors = list(needed(options.priors, '--priors x1,x2'));
  const sem = list(options.sem);
  if (sem.length > priors.length + 1) {
    const why = 'it names the outcome’s, then one for each earlier score';
    throw new SameStartError('setting-invalid', { setting: '--sem', value: sem.join(','), why });
  }
  return {
    table: needed(positionals[0], 'TABLE'),
    out,
    outcome: needed(options.outcome, '--outcome y'),
    priors,
    by: list(options.by),
    sem,
    rule,
  };
}

/** The result must not take the place of its own table, and must have somewhere to go before hours are spent on it. */
async function requirePlace({ table, out }: GrowthOptions): Promise<void> {
  const same = await Promise.all([table, out].map((file) => realpath(file).catch(() => resolve(file))));
  if (same[0] === same[1]) {
    throw new SameStartError('setting-invalid', { setting: '--out', value: out, why: 'it is TABLE itself' });
  }
  await access(dirname(resolve(out)), constants.W_OK).catch((cause: unknown) => {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new SameStartError('folder-not-written', { path: out, why }, { cause });
  });
}

interface Scores {
  readonly rows: number;
  /** Outcome, earlier scores, standard errors. */
  readonly columns: readonly Float64Array[];
  /** Group of each row, numbered in the order of the keys. */
  readonly group: Uint32Array;
  readonly groups: number;
  readonly notNumbers: number;
}

async function readScores(connection: DuckDBConnection, options: GrowthOptions): Promise<Scores> {
  const names = [options.outcome, ...options.priors, ...options.sem];
  const rows = Number((await connection.runAndReadAll('select count(*) from source')).getRows()[0][0]);
  const keys = options.by.map(sqlName);
  const group = keys.length === 0 ? '0' : `dense_rank() over (order by ${keys.join(', ')}) - 1`;
  const columns = names.map(() => new Float64Array(rows).fill(NaN));
  const groupOf = new Uint32Array(rows);
  const casts = names.map((name) => `try_cast(${sqlName(name)} as double)`);
  let groups = rows === 0 ? 0 : 1;
  const result = await connection.stream(`select rowid, ${group}, ${casts.join(', ')} from source`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const places = chunk.getColumnValues(0);
    chunk.getColumnValues(1).forEach((value, i) => {
      groupOf[Number(places[i])] = Number(value);
      groups = Math.max(groups, Number(value) + 1);
    });
    columns.forEach((column, k) => {
      chunk.getColumnValues(k + 2).forEach((value, i) => {
        if (value !== null) column[Number(places[i])] = Number(value);
      });
    });
  }
  const broken = names.map((name) => {
    const cell = sqlName(name);
    return `count(*) filter (${cell} is not null and trim(cast(${cell} as varchar)) <> '' and try_cast(${cell} as double) is null)`;
  });
  const counts = (await connection.runAndReadAll(`select ${broken.join(' + ')} from source`)).getRows();
  return { rows, columns, group: groupOf, groups, notNumbers: Number(counts[0][0]) };
}

interface AddedColumns {
  readonly names: readonly string[];
  readonly values: readonly Float64Array[];
  readonly method: readonly string[];
  readonly report: { groups: number; measured: number; warnings: Warning[] };
}

async function growthColumns(scores: Scores, { priors, rule }: GrowthOptions): Promise<AddedColumns> {
  const members = rowsByGroup(scores);
  const [outcome, ...others] = scores.columns;
  const results: GrowthJobResult[] = [];
  const jobAt = (index: number) => {
    const pick = (column: Float64Array) => Float64Array.from(members[index], (row) => column[row]);
    const picked = others.map(pick);
    return { outcome: pick(outcome), priors: picked.slice(0, priors.length), sems: picked.slice(priors.length), rule };
  };
  await runGrowthJobs(scores.groups, scores.rows, jobAt, (index, result) => {
    results[index] = result;
  });
  const base = ['growth_percentile', 'expected_score'];
  const range = scores.columns.length > priors.length + 1 ? ['growth_percentile_low', 'growth_percentile_high'] : [];
  const names = [...base, ...range, 'peers', 'peers_near', 'priors_used'];
  const values = names.map(() => new Float64Array(scores.rows).fill(NaN));
  const method = Array.from<string>({ length: scores.rows });
  results.forEach((result, index) => {
    names.forEach((name, k) => {
      const column = result.columns[name];
      members[index].forEach((row, i) => (values[k][row] = name === 'peers' ? result.peers : column[i]));
    });
    members[index].forEach((row) => (method[row] = result.method));
  });
  return {
    names: [...names, 'method'],
    values,
    method,
    report: {
      groups: scores.groups,
      measured: values[0].reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0),
      warnings: mergeWarnings(results.flatMap((result) => result.warnings)),
    },
  };
}

function rowsByGroup({ rows, group, groups }: Scores): Uint32Array[] {
  const sizes = new Uint32Array(groups);
  for (let i = 0; i < rows; i++) sizes[group[i]]++;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let i = 0; i < rows; i++) members[group[i]][sizes[group[i]]++] = i;
  return members;
}

async function writeTable(
  connection: DuckDBConnection,
  out: string,
  { names, values, method }: AddedColumns,
  rows: number,
): Promise<void> {
  const whole = new Set(['peers', 'priors_used']);
  const types = names.map((name) => (name === 'method' ? VARCHAR : whole.has(name) ? INTEGER : DOUBLE));
  await connection.run(
    `create table added (${names.map((name, k) => `${sqlName(name)} ${types[k].toString()}`).join(', ')})`,
  );
  const appender = await connection.createAppender('added');
  for (let from = 0; from < rows; from += 2048) {
    const to = Math.min(rows, from + 2048);
    const chunk = DuckDBDataChunk.create(types, to - from);
    values.forEach((column, k) => {
      chunk.setColumnValues(
        k,
        Array.from(column.subarray(from, to), (value) => (Number.isNaN(value) ? null : value)),
      );
    });
    chunk.setColumnValues(values.length, method.slice(from, to));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const format = /\.csv$/i.test(out) ? '(format csv, header)' : '(format parquet)';
  const unfinished = `${out}.${process.pid}.part`;
  try {
    await connection.run(`copy (select * from source positional join added) to ${sqlText(unfinished)} ${format}`);
    await rename(unfinished, out);
  } catch (cause) {
    await rm(unfinished, { force: true });
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new SameStartError('folder-not-written', { path: out, why }, { cause });
  }
}
