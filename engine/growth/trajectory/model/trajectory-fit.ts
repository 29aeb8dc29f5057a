import type { ScaleClass } from '../../../tables/assessment-data.ts';
import type { Warning } from '../../../warnings.ts';
import type { Components, SubjectLinks, TimeFrame } from './trajectory-process.ts';
import type { TrajectorySettings } from './trajectory-settings.ts';

/** The latent trajectory's part of a reference: plain data, so that it can be written to a file and used again as it is. */
export interface TrajectoryFit {
  readonly version: 1;
  readonly frame: TimeFrame;
  /** Points that are integrated over: a point holds components for every scale class; weights sum to 1. */
  readonly nodes: readonly TrajectoryNode[];
  readonly shared: SharedEffects;
  /** As given, but for the share of slow-downs in every subject: that is the estimated one. */
  readonly settings: TrajectorySettings;
  /** Pupils × subjects of each scale class the components were fitted on. */
  readonly fittedOn: Readonly<Record<string, number>>;
  readonly warnings: readonly Warning[];
}

export interface TrajectoryNode {
  readonly weight: number;
  readonly components: Readonly<Partial<Record<ScaleClass, Components>>>;
  readonly links: SubjectLinks;
}

/** Effects that many scores share, in SD of true position, by the names of `TrajectoryScores.cells` and `groups`. */
export interface SharedEffects {
  /** Mean true position of those who sat, where it differs from that of all pupils the model knows of. */
  readonly cellMean: Readonly<Record<string, number>>;
  /** School × subject × window: a shock common to all who sat there (harsh marking), shrunk. */
  readonly schoolWindow: Readonly<Record<string, number>>;
}
