import type { RowOf } from '../../tables/run-schema.ts';

/** Rows of a run's tables as pages and charts read them: the run schema says what each column holds, missing = null. */
export type GrowthRow = RowOf<'growth'>;
/** A row of the table `criteria`. */
export type CriterionRow = RowOf<'criteria'>;
/** A row of the table `agenda`. */
export type AgendaRow = RowOf<'agenda'>;
/** A row of the table `trajectories`. */
export type TrajectoryRow = RowOf<'trajectories'>;
/** A row of the table `fan`. */
export type FanRow = RowOf<'fan'>;
/** A row of the table `groups`. */
export type GroupRow = RowOf<'groups'>;
/** A row of the table `equity`. */
export type EquityRow = RowOf<'equity'>;
/** A row of the table `coverage`. */
export type CoverageRow = RowOf<'coverage'>;
/** A row of the table `targets`. */
export type TargetRow = RowOf<'targets'>;
/** A row of the table `forecasts`. */
export type ForecastRow = RowOf<'forecasts'>;
/** A row of the table `lists`. */
export type ListRow = RowOf<'lists'>;
