import type { DisplayNames } from '../../runs/pupils/display-names.ts';
import { criterionNames } from '../../../engine/index.ts';

/** Charts for all who may see groups. */
export const groupKinds = [
  'moves',
  'level-growth',
  'gap',
  'cohorts',
  'growth-classes',
  'growth-schools',
  'growth-subjects',
  ...criterionNames,
  'lists',
  'coverage',
] as const;

/** Charts for those who may see equity: how often each group is listed. */
export const equityKinds = [
  'sex',
  'birth term',
  'pupil premium',
  'english additional',
  'sen status',
  'class',
  'school',
] as const;

export type GroupKind = (typeof groupKinds)[number];
export type EquityKind = (typeof equityKinds)[number];
export type ExploreKind = GroupKind | EquityKind;

export interface ExploreOf {
  readonly school: string;
  /** Schools within the reader’s scope, in alphabetical order. */
  readonly schools: readonly string[];
  readonly subject: string;
  /** A year group; '' for the whole school. */
  readonly year: string;
  /** Pupils may be named and their pages opened; null for readers of aggregates, who see no single pupil and no small count. */
  readonly names: DisplayNames | null;
  /** Drawn for a phone. */
  readonly narrow: boolean;
  /** Width of the plot where a page has said how much room there is, pixels; null for that of a picture. */
  readonly width: number | null;
}
