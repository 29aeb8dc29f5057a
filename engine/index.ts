/**
 * The public surface of the engine, in the order of the path a mark takes. The server and the notebooks import this file
 * and nothing else of the engine.
 */
export { SameStartError, errorCatalogue, type ErrorCode, type ErrorValues } from './errors.ts';
export { mergeWarnings, warningCatalogue, type Warning, type WarningCode } from './warnings.ts';

export type * from './tables/assessment-data.ts';
export type { RunColumn, RunRow, RunTable } from './tables/run-table.ts';
export { runRows } from './tables/run-table.ts';
export {
  criterionNames,
  likelihoodWords,
  reasonNames,
  runSchema,
  runTableNames,
  sectionNames,
  verdictNames,
  type Criterion,
  type Likelihood,
  type Reason,
  type RunTableName,
  type Section,
  type Verdict,
} from './tables/run-schema.ts';
export type { ManifestScale, RunContent, RunManifest } from './tables/run-content.ts';
