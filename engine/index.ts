/**
 * The public surface of the engine, in the order of the path a mark takes. The server and the notebooks import this file
 * and nothing else of the engine.
 */
export { errorCatalogue } from './errors.ts';
export { mergeWarnings, warningCatalogue } from './warnings.ts';

export type * from './tables/assessment-data.ts';
export { addDays, dateText, dayOfText, daysAYear } from './tables/days.ts';
export type { PupilContext, PupilFact } from './tables/pupil-context.ts';
export type { RunColumn, RunTable, RunTables, RunValue, TableOf } from './tables/run-table.ts';
export { runRows } from './tables/run-table.ts';
export {
  criterionNames,
  levelNames,
  likelihoodWords,
  reasonNames,
  runSchema,
  cellGroupings,
  runTableNames,
  sectionNames,
  verdictNames,
  type Criterion,
  type GroupingName,
  type Likelihood,
  type ListingState,
  type Reason,
  type ColumnName,
  type RowOf,
  type RunTableName,
  type Section,
  type Verdict,
} from './tables/run-schema.ts';
export type { ManifestScale, RunContent, RunManifest } from './tables/run-content.ts';

export { readDataFolder, type DataFolder } from './ingest/folder/read-data-folder.ts';
export { inspectDataFolder } from './ingest/folder/read-data-folder.ts';
export type { DataReport } from './ingest/folder/report/data-report.ts';
export type { FileReport } from './ingest/folder/report/data-report-parts.ts';
export { rejectsCsv } from './ingest/files/csv/rejects-csv.ts';
export { mendedName } from './ingest/folder/find-tables.ts';
export { joinMended } from './ingest/folder/join-mended.ts';
export { keptAnswers } from './ingest/schools/kept-answers.ts';
export { forgetAnswer } from './ingest/schools/forget-answer.ts';
export { resultsBalance } from './ingest/folder/report/results-balance.ts';
export { resultsBalanceSentence } from './words/warnings/results-balance-sentence.ts';
export { answerQuestion } from './ingest/schools/propose/answer-question.ts';
export { columnAliases } from './ingest/schools/mapping/aliases.ts';
export {
  carryOut,
  planConversion,
  type ConversionPlan,
  type ConversionReport,
} from './ingest/schools/convert-files.ts';
export type { Guess, Mapping } from './ingest/schools/mapping/mapping.ts';
export { personOfQuestion } from './ingest/schools/person-of-question.ts';
export { addEarlierResults } from './ingest/schools/add-earlier-results.ts';
export { sampleEntries } from './ingest/schools/sample-entries.ts';
export { csvLines } from './ingest/files/csv/csv-lines.ts';
export { csvText } from './ingest/files/csv/csv-text.ts';
export { readNames, type PupilName } from './ingest/folder/read-names.ts';
export { checkUpn } from './ingest/schools/mapping/check-upn.ts';
export { readPupilContext, type ContextInSchool } from './ingest/folder/read-pupil-context.ts';
export * from './estimators.ts';
export { sheetsOfFile } from './ingest/files/sheets-of-file.ts';
export * from './areas/index.ts';
export { areaRowFaultSentence } from './words/areas/area-row-fault-sentence.ts';
export { areaSentences } from './words/areas/area-sentences.ts';
export { areaBandWords, areaFaultSentence, areaHigherWords, areaSourceWords } from './words/areas/area-words.ts';
export { areaChart } from './charts/areas/area-chart.ts';
export { trajectoryScores } from './growth/trajectory/model/trajectory-scores.ts';
export { analyse, type AnalyseSettings } from './pipeline/analyse.ts';
export { analyseFolder, type AnalysedFolder, type AnalyseFolderSettings } from './pipeline/analyse-folder.ts';

export { classLine, type ClassGrowth } from './words/pages/class-line.ts';
export { classMonthsSentence } from './words/pages/class-months-sentence.ts';
export { classPatternSentence, type SubjectPattern } from './words/pages/class-pattern-sentence.ts';
export { contextEvents, type ContextEvent } from './words/context/context-events.ts';
export { contextFacts, joinedWords } from './words/context/context-facts.ts';
export { contextLine } from './words/context/context-line.ts';
export { coverageLine, type SubjectCoverage, type YearWithout } from './words/pages/coverage-line.ts';
export { criterionWords } from './words/criteria/index.ts';
export { shortReason } from './words/criteria/short-reason.ts';
export { effectSentence, type EffectPoints } from './words/criteria/effect-sentence.ts';
export { familyContextSentence } from './words/context/family-context-sentence.ts';
export { familyReasonSentence, familySheetLine, type FamilySheetFacts } from './words/pages/family-sheet.ts';
export { fillForename } from './words/kit/fill-forename.ts';
export { firstYearSentence } from './words/pages/first-year-sentence.ts';
export { followUpSentence } from './words/pages/follow-up-sentence.ts';
export { governorSentences, type GovernorCounts } from './words/lists/governor-sentences.ts';
export { growthPercentileSentences, type GrowthPercentileWords } from './words/pages/growth-percentile-sentences.ts';
export { fillLetter, type FilledLetter, type LetterBlock } from './words/letters/fill-letter.ts';
export { letterFaultSentence } from './words/letters/letter-fault-sentence.ts';
export {
  letterKinds,
  letterKindWords,
  slotsOfLetter,
  type LetterKind,
  type LetterSlot,
} from './words/letters/letter-kinds.ts';
export { readLetter, type LetterFault, type LetterTemplateBlock } from './words/letters/read-letter.ts';
export { usualLetters } from './words/letters/usual-letters.ts';
export { lackWords, statusWords } from './words/kit/lack-words.ts';
export { lastMeetingLine } from './words/pages/last-meeting-line.ts';
export { levelsSentence, levelWords, type SubjectLevel } from './words/pages/level-words.ts';
export { listDoubtSentence, type ListDoubt } from './words/lists/list-doubt-sentence.ts';
export { listedDoubtSentence } from './words/lists/listed-doubt-sentence.ts';
export { listedAlthoughSentence } from './words/criteria/listed-although-sentence.ts';
export { listWorkbook, type ListSheet } from './words/rows/list-workbook.ts';
export { nobodyListedSentence } from './words/lists/nobody-listed-sentence.ts';
export { notTestedLine } from './words/pages/not-tested-line.ts';
export { outsideRangeSentence } from './words/pages/outside-range-sentence.ts';
export { outcomes, type OutcomeCode, type OutcomeWords } from './words/pages/outcomes.ts';
export { pageTemplates, whereListedTemplates } from './words/kit/page-templates.ts';
export { overdueSentences, type Overdue } from './words/pages/overdue-sentences.ts';
export { peerGroupSentence, type PeerGroup } from './words/pages/peer-group-sentence.ts';
export { pupilHead, type PupilHead } from './words/pages/pupil-head.ts';
export { reboundSentence, type Rebound } from './words/pages/rebound-sentence.ts';
export { recordedSentence } from './words/lists/recorded-sentence.ts';
export { rejectSummary, type RejectSummary } from './words/rows/reject-summary.ts';
export { rollLine, type RollCounts } from './words/pages/roll-line.ts';
export { runChanges, type ComparedRun, type RunChanges } from './words/rows/run-changes.ts';
export { runChangeSentences, type RunChangeSentences } from './words/pages/run-change-sentences.ts';
export { senStatusWords, senWords } from './words/kit/sen-words.ts';
export { slowDownKindSentence, type SlowDownChances } from './words/criteria/slow-down-kind-sentence.ts';
export { subjectWords, type ScaleOfSubject, type SubjectWords } from './words/kit/subject-words.ts';
export { schoolSettings, settingIn, type PolicySetting, type SettingGroup } from './pipeline/policy-settings.ts';
export { listAgain, type ListAgainSettings } from './agenda/list-again.ts';
export { chanceOfScore } from './growth/forecasts/chance-of-score.ts';
export { chanceWords, targetPeersWords, targetYearSentence, type TargetPeers } from './words/pages/target-words.ts';
export { usualListed, type ListedCount } from './words/rows/usual-listed.ts';
export { windowMonth } from './words/kit/window-month.ts';
export { yearGroupSentence } from './words/pages/year-group-sentence.ts';
export { yearGroupWords } from './words/kit/year-group-words.ts';
export { defaultPolicy, policyOfRun, policyOfSchool, resolvePolicy, type Policy, type PolicyInput } from './policy.ts';
export { sentenceSettings } from './pipeline/sentence-settings.ts';
export { listRuns, listUnreadableRuns, type ListedRun, type UnreadableRun } from './runs/list-runs.ts';
export { earlierResults } from './runs/earlier-results.ts';
export { openRun } from './runs/open-run.ts';
export { pupilOfRun, type PupilOfRun } from './runs/pupil-of-run.ts';
export { rowsOfPupil, type RowsOfPupil } from './runs/rows-of-pupil.ts';
export type { PublishedManifest, PublishedRun, RowQuery } from './runs/published-run.ts';
export { readReference } from './runs/read-reference.ts';
export { writeRun } from './runs/write-run.ts';

export { criterionFactsOfRow } from './words/rows/criterion-facts-of-row.ts';
export { coverageCells, type CoverageCell } from './words/rows/coverage-cells.ts';
export { criterionRates, type CriterionRate } from './words/rows/criterion-rates.ts';
export { fanPoints } from './words/rows/fan-points.ts';
export { gapByGroup } from './words/rows/gap-by-group.ts';
export { gapSeries } from './words/rows/gap-series.ts';
export {
  identificationWords,
  type IdentificationSettings,
  type ToldSetting,
} from './words/criteria/identification-words.ts';
export type { SubjectCriteria } from './words/criteria/short-sentence.ts';
export { inShortSentences } from './words/criteria/in-short-sentences.ts';
export type {
  AgendaRow,
  CoverageRow,
  CriterionRow,
  EquityRow,
  FanRow,
  GroupRow,
  GrowthRow,
  ListRow,
  TargetRow,
  ForecastRow,
  TrajectoryRow,
} from './words/rows/report-rows.ts';
export { trajectoryPoints, type TrajectoryPoint } from './words/rows/trajectory-points.ts';
export { glossary, type GlossaryEntry, type GlossaryTerm } from './words/kit/glossary.ts';
export { chartSvg } from './charts/drawing/chart-svg.ts';
export type { Chart, ChartSize, ChartTable } from './charts/chart.ts';
export { coverageChart } from './charts/coverage-chart.ts';
export { criterionRatesChart } from './charts/criterion-rates-chart.ts';
export { darkColours, darkSpecification } from './charts/drawing/dark-specification.ts';
export { flagsChart } from './charts/flags-chart.ts';
export { cohortGrowthChart, type CohortPoint, type CohortSeries } from './charts/cohort-growth-chart.ts';
export { gapChart } from './charts/gap-chart.ts';
export { growthDistributionChart } from './charts/growth-distribution-chart.ts';
export { listedByLuckChart, type ListedGroup } from './charts/listed-by-luck-chart.ts';
export { levelGrowthChart } from './charts/level-growth-chart.ts';
export { attendanceBand, attendanceBands } from './tables/attendance-band.ts';
export { birthTermNames, birthTermOf, type BirthTerm } from './tables/birth-term-of.ts';
export { joinedNames, joinedWhen } from './tables/joined-when.ts';
export { respondingChart, type RespondingChart } from './charts/drawing/responding-chart.ts';
export { type KeyEntry, keySymbols } from './charts/key-entry.ts';
export { helpPhases, measureHelp, type HelpGrowth, type KindOfHelp } from './agenda/measure-help.ts';
export { measureHelpOfPupil, type HelpOfPupilInSubject } from './agenda/measure-help-of-pupil.ts';
export type { ResultsOfPupil } from './agenda/normal-scores.ts';
export {
  summariseRegister,
  type CountOfGroup,
  type PlanInTime,
  type RegisterSummary,
  type StatusSpell,
  type SupportedPupil,
} from './agenda/summarise-register.ts';
export {
  helpBeforeAndDuringSentence,
  helpNotByLot,
  helpOfPupilSentence,
  helpSentence,
} from './words/kit/help-words.ts';
export { growthSide, sideBySideSentence, usualGrowthSentence } from './words/kit/usual-growth-sentence.ts';
export { targetsChart, type TargetsOfPupil } from './charts/targets-chart.ts';
export type { ChartAim } from './charts/aim-layers.ts';
export { trajectoryChart } from './charts/trajectory-chart.ts';
