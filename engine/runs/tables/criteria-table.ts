import { informationNeeded } from '../../criteria/information-needed.ts';
import { criterionNames, reasonNames, verdictNames } from '../../tables/run-schema.ts';
import type { TableOf } from '../../tables/run-table.ts';
import type { Analysis } from './analysis.ts';
import { effectUnit, type AnalysedCriteria } from './criteria-columns.ts';
import { criteriaSentences, type CriteriaWords } from '../../words/criteria/criteria-sentences.ts';
import type { SentenceSettings } from '../../words/criteria/criterion-facts.ts';
import { likelihoodOf } from '../../words/kit/likelihood-of.ts';

/** The `criteria` table: a row for each criterion of a comparison, with the sentence of each. */
export function criteriaTable(
  analysis: Analysis,
  columns: AnalysedCriteria,
  words: CriteriaWords,
): TableOf<'criteria'> {
  const { data, judged, sentencesOf } = analysis;
  const { windows, pupils, subjects } = data;
  const limitsOf = limitsByCriterion();
  const text = <Value extends string | null>(read: (row: number) => Value) => ({
    type: 'text' as const,
    values: Array.from({ length: columns.count }, (_, row) => read(row)),
  });
  const number = (values: ArrayLike<number>) => ({ type: 'number' as const, values: Float64Array.from(values) });
  const windowName = (column: ArrayLike<number>) => text((row) => windows.window[column[row]] ?? null);
  return {
    name: 'criteria',
    rows: columns.count,
    columns: {
      pupil_id: text((row) => pupils.pupilId[columns.pupil[row]]),
      subject: text((row) => subjects[columns.subject[row]]),
      criterion: text((row) => criterionNames[columns.criterion[row]]),
      verdict: text((row) => verdictNames[columns.verdict[row]]),
      probability: number(columns.probability),
      base_rate: number(judged.baseRate),
      information: number(columns.information),
      likelihood: text((row) =>
        likelihoodOf(
          columns.probability[row],
          columns.information[row],
          limitsOf(sentencesOf(columns.pupil[row]))[columns.criterion[row]],
        ),
      ),
      effect: number(columns.effect),
      effect_low: number(judged.effectLow),
      effect_high: number(judged.effectHigh),
      unit: text(effectUnit),
      effect_points: number(columns.effectPoints),
      effect_points_low: number(columns.effectPointsLow),
      effect_points_high: number(columns.effectPointsHigh),
      reason: text((row) => reasonNames[columns.reason[row]] ?? null),
      sentence: { type: 'text', values: criteriaSentences(columns, words) },
      baseline_window: windowName(columns.baselineWindow),
      earlier_window: windowName(columns.earlierWindow),
      window: windowName(columns.window),
      gap_baseline_points: number(columns.gapBaselinePoints),
      gap_points: number(columns.gapPoints),
      settles: number(columns.settles),
      rate_before_points: number(columns.rateBeforePoints!),
      rate_since_points: number(columns.rateSincePoints!),
    },
  };
}

/** For each settings and criterion what a likelihood in words needs; made once. */
function limitsByCriterion() {
  const known = new Map<SentenceSettings, readonly SentenceSettings[]>();
  return (sentences: SentenceSettings) => {
    let limits = known.get(sentences);
    if (!limits) {
      limits = criterionNames.map((_, criterion) => ({
        ...sentences,
        minimumInformation: informationNeeded(criterion, sentences),
      }));
      known.set(sentences, limits);
    }
    return limits;
  };
}
