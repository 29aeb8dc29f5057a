import type { RowOf } from '../../tables/run-schema.ts';

/** Rows of a run's tables as pages and charts read them: the run schema says what each column holds, missing = null. */
export type GrowthRow = RowOf<'growth'>;
export type CriterionRow = RowOf<'criteria'>;
export type AgendaRow = RowOf<'agenda'>;
export type TrajectoryRow = RowOf<'trajectories'>;
export type FanRow = RowOf<'fan'>;
export type GroupRow = RowOf<'groups'>;
export type EquityRow = RowOf<'equity'>;
export type CoverageRow = RowOf<'coverage'>;
export type TargetRow = RowOf<'targets'>;
export type ForecastRow = RowOf<'forecasts'>;
export type ListRow = RowOf<'lists'>;
