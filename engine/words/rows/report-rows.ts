import type { Criterion, Likelihood, Reason, Section, Verdict } from '../../tables/run-schema.ts';

/**
 * Rows of a run's tables as pages and charts read them (`runRows` makes them): one interface a table, named after its
 * columns, missing = null. A test holds them against the schema.
 */
type Cell = number | null;
type Word = string | null;

export interface GrowthRow {
  readonly pupil_id: string;
  readonly subject: string;
  readonly baseline_window: Word;
  readonly window: Word;
  readonly baseline_score: Word;
  readonly score: Word;
  readonly baseline_value: Cell;
  readonly score_value: Cell;
  readonly expected_score: Cell;
  readonly growth_percentile: Cell;
  readonly growth_percentile_true: Cell;
  readonly growth_percentile_true_low: Cell;
  readonly growth_percentile_true_high: Cell;
  readonly method: Word;
  readonly peers: Cell;
  readonly peers_near: Cell;
  readonly position: Cell;
  readonly position_low: Cell;
  readonly position_high: Cell;
  readonly baseline_position: Cell;
  readonly rebound_usual_points: Cell;
  readonly rebound_points: Cell;
  readonly rebound_points_low: Cell;
  readonly rebound_points_high: Cell;
}

export interface CriterionRow {
  readonly pupil_id: string;
  readonly subject: string;
  readonly criterion: Criterion;
  readonly verdict: Verdict;
  readonly probability: Cell;
  readonly base_rate: Cell;
  readonly information: Cell;
  readonly likelihood: Likelihood | null;
  readonly effect: Cell;
  readonly effect_low: Cell;
  readonly effect_high: Cell;
  readonly unit: Word;
  readonly effect_points: Cell;
  readonly effect_points_low: Cell;
  readonly effect_points_high: Cell;
  readonly reason: Reason | null;
  readonly sentence: string;
  readonly baseline_window: Word;
  readonly earlier_window: Word;
  readonly window: Word;
  readonly gap_baseline_points: Cell;
  readonly gap_points: Cell;
  readonly rate_before_points: Cell;
  readonly rate_since_points: Cell;
  readonly settles: Cell;
}

export interface AgendaRow {
  readonly order: number;
  readonly pupil_id: string;
  readonly school: Word;
  readonly class: Word;
  readonly year_group: Word;
  readonly section: Section;
  readonly why_listed: Word;
  readonly concern: Cell;
  readonly subjects: Word;
  readonly state: 'new' | 'persisting' | 'eased' | null;
  readonly first_listed: Word;
  readonly baseline_window: Word;
  readonly probably_ordinary: Cell;
  readonly sentence: string;
  readonly level: 'below' | 'middle' | 'above' | null;
}

export interface TrajectoryRow {
  readonly pupil_id: string;
  readonly subject: string;
  readonly window: string;
  readonly score: Word;
  readonly score_value: Cell;
  readonly status: Word;
  readonly position: Cell;
  readonly position_low: Cell;
  readonly position_high: Cell;
  readonly points: Cell;
  readonly points_low: Cell;
  readonly points_high: Cell;
  readonly middle_points: Cell;
}

export interface FanRow {
  readonly subject: string;
  readonly cohort: Word;
  readonly baseline_window: string;
  readonly window: string;
  readonly baseline_value: Cell;
  readonly q05: Cell;
  readonly q10: Cell;
  readonly q25: Cell;
  readonly q50: Cell;
  readonly q75: Cell;
  readonly q90: Cell;
  readonly q95: Cell;
  readonly peers: Cell;
}

export interface GroupRow {
  readonly subject: string;
  readonly grouping: string;
  readonly group: string;
  readonly n: Cell;
  readonly median_growth: Cell;
  readonly median_growth_low: Cell;
  readonly median_growth_high: Cell;
  readonly suppressed: boolean;
  readonly reason: Word;
  readonly mean_position: Cell;
}

export interface EquityRow {
  readonly grouping: string;
  readonly group: string;
  readonly n: Cell;
  readonly listed: Cell;
  readonly expected: Cell;
  readonly ratio: Cell;
  readonly ratio_low: Cell;
  readonly ratio_high: Cell;
  readonly suppressed: boolean;
}

export interface CoverageRow {
  readonly school: Word;
  readonly class: Word;
  readonly subject: string;
  readonly on_roll: number;
  readonly valid: number;
  readonly floor: number;
  readonly ceiling: number;
  readonly absent: number;
  readonly below_test: number;
  readonly disapplied: number;
  readonly withheld: number;
  readonly not_entered: number;
  readonly current_window: Word;
}

export interface ListRow {
  readonly grouping: string;
  readonly group: string;
  readonly on_roll: number;
  readonly measured: number;
  readonly listed: number;
  readonly probably_ordinary: Cell;
  readonly by_luck: Cell;
}
