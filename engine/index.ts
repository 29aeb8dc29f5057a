/**
 * The public surface of the engine, in the order of the path a mark takes. The server and the notebooks import this file
 * and nothing else of the engine.
 */
export { SameStartError, errorCatalogue, type ErrorCode, type ErrorValues } from './errors.ts';
export { mergeWarnings, warningCatalogue, type Warning, type WarningCode } from './warnings.ts';

export type * from './tables/assessment-data.ts';
export type { PupilContext, PupilFact } from './tables/pupil-context.ts';
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

export { readDataFolder, type DataFolder } from './ingest/read-data-folder.ts';
export { inspectDataFolder } from './ingest/read-data-folder.ts';
export type { DataReport, FileReport } from './ingest/data-report.ts';
export { rejectsCsv } from './ingest/rejects-csv.ts';
export { mendedName } from './ingest/find-tables.ts';
export { joinMended } from './ingest/join-mended.ts';
export { answerQuestion } from './ingest/convert/answer-question.ts';
export { columnAliases } from './ingest/convert/aliases.ts';
export { carryOut, planConversion, type ConversionReport } from './ingest/convert/convert-files.ts';
export type { Guess, Mapping } from './ingest/convert/mapping.ts';
export { personOfQuestion } from './ingest/convert/person-of-question.ts';
export { addEarlierResults } from './ingest/convert/add-earlier-results.ts';
export { sampleEntries } from './ingest/convert/sample-entries.ts';
export { csvText as conversionCsv } from './ingest/convert/write-csv.ts';
export { readNames, type PupilName } from './ingest/read-names.ts';
export { readPupilContext } from './ingest/read-pupil-context.ts';
export { bsplineBasis } from './stats/bspline-basis.ts';
export { quantileRegression } from './stats/quantile-regression.ts';
export { pointsDifference, rateUnits, type RateUnit, type ScaledValue } from './scales/points-difference.ts';
export { conditionalGrowthPercentiles } from './growth/conditional-growth-percentiles.ts';
export { fitTrajectories, type TrajectoryFit } from './growth/fit-trajectories.ts';
export { smoothTrajectories, type SmoothedTrajectories } from './growth/smooth-trajectories.ts';
export type { TrajectoryPosterior } from './growth/trajectory-posterior.ts';
export { trajectoryScores, type TrajectoryScores } from './growth/trajectory-scores.ts';
export { analyse, type AnalyseSettings } from './pipeline.ts';
export { analyseFolder, type AnalysedFolder, type AnalyseFolderSettings } from './analyse-folder.ts';

export { classLine, type ClassGrowth } from './reports/class-line.ts';
export { classMonthsSentence } from './reports/class-months-sentence.ts';
export { classPatternSentence, type SubjectPattern } from './reports/class-pattern-sentence.ts';
export { contextEvents, type ContextEvent } from './reports/context-events.ts';
export { contextFacts, joinedWords } from './reports/context-facts.ts';
export { contextLine } from './reports/context-line.ts';
export { coverageLine, type SubjectCoverage, type YearWithout } from './reports/coverage-line.ts';
export { shortReasons } from './reports/criterion-templates.ts';
export { familyContextSentence } from './reports/family-context-sentence.ts';
export { familySheet, type FamilySheet, type FamilySheetFacts } from './reports/family-sheet.ts';
export { fillForename } from './reports/fill-forename.ts';
export { firstYearSentence } from './reports/first-year-sentence.ts';
export { followUpSentence } from './reports/follow-up-sentence.ts';
export { governorSentences, type GovernorCounts } from './reports/governor-sentences.ts';
export { growthPercentileSentences, type GrowthPercentileWords } from './reports/growth-percentile-sentences.ts';
export { lackWords, statusWords } from './reports/lack-words.ts';
export { lastMeetingLine } from './reports/last-meeting-line.ts';
export { levelsSentence, levelWords, type SubjectLevel } from './reports/level-words.ts';
export { listDoubtSentences, type ListDoubt } from './reports/list-doubt-sentences.ts';
export { listWorkbook, type ListSheet } from './reports/list-workbook.ts';
export { nobodyListedSentence } from './reports/nobody-listed-sentence.ts';
export { notTestedLine } from './reports/not-tested-line.ts';
export { outcomes, type Outcome } from './reports/outcomes.ts';
export { pageTemplates, whereListedTemplates } from './reports/page-templates.ts';
export { peerGroupSentence, type PeerGroup } from './reports/peer-group-sentence.ts';
export { pupilHead, type PupilHead } from './reports/pupil-head.ts';
export { reboundSentence, type Rebound } from './reports/rebound-sentence.ts';
export { rejectSummary, type RejectSummary } from './reports/reject-summary.ts';
export { rollLine, type RollCounts } from './reports/roll-line.ts';
export { runChanges, type ComparedRun, type RunChanges } from './reports/run-changes.ts';
export { runChangeSentences, type RunChangeSentences } from './reports/run-change-sentences.ts';
export { senWords } from './reports/sen-words.ts';
export { subjectWords, type ScaleOfSubject, type SubjectWords } from './reports/subject-words.ts';
export { chanceWords, targetPeersWords, type TargetPeers } from './reports/target-words.ts';
export { usualListed, type ListedCount } from './reports/usual-listed.ts';
export { windowMonth } from './reports/window-month.ts';
export { yearGroupSentence } from './reports/year-group-sentence.ts';
export { yearGroupWords } from './reports/year-group-words.ts';
export { defaultPolicy, resolvePolicy, type Policy, type PolicyInput } from './policy.ts';
export { listRuns, listUnreadableRuns, type ListedRun, type UnreadableRun } from './runs/list-runs.ts';
export { earlierResults } from './runs/earlier-results.ts';
export { openRun } from './runs/open-run.ts';
export { pupilOfRun, type PupilOfRun } from './runs/pupil-of-run.ts';
export type { PublishedManifest, PublishedRun, RowQuery, RowValue } from './runs/published-run.ts';
export { readReference } from './runs/read-reference.ts';
export { writeRun } from './runs/write-run.ts';

export { criterionFactsOfRow } from './reports/criterion-facts-of-row.ts';
export { coverageCells, type CoverageCell } from './reports/coverage-cells.ts';
export { criterionRates, type CriterionRate } from './reports/criterion-rates.ts';
export { fanPoints } from './reports/fan-points.ts';
export { gapByGroup } from './reports/gap-by-group.ts';
export { gapSeries } from './reports/gap-series.ts';
export { identificationWords, type IdentificationSettings, type ToldSetting } from './reports/identification-words.ts';
export { inShortSentences } from './reports/in-short-sentences.ts';
export type { CoverageRow, CriterionRow, EquityRow, FanRow, GroupRow, TrajectoryRow } from './reports/report-rows.ts';
export { trajectoryPoints } from './reports/trajectory-points.ts';
export { chartSvg } from './charts/chart-svg.ts';
export type { Chart, ChartTable } from './charts/chart.ts';
export { coverageChart } from './charts/coverage-chart.ts';
export { criterionRatesChart } from './charts/criterion-rates-chart.ts';
export { flagsChart } from './charts/flags-chart.ts';
export { gapChart } from './charts/gap-chart.ts';
export { growthDistributionChart } from './charts/growth-distribution-chart.ts';
export { listedByLuckChart, type ListedGroup } from './charts/listed-by-luck-chart.ts';
export { levelGrowthChart } from './charts/level-growth-chart.ts';
export { targetsChart, type TargetsOfPupil } from './charts/targets-chart.ts';
export { trajectoryChart } from './charts/trajectory-chart.ts';
