import type { PupilLives } from '../pupils/live-pupils.ts';
import type { WorldParameters } from '../model/world-parameters.ts';
import type { WorldSettings } from '../model/world-settings.ts';
import type { WorldWindows } from '../model/world.ts';

/** What the sittings are held with. */
export interface Hall {
  readonly settings: WorldSettings;
  readonly parameters: WorldParameters;
  readonly windows: WorldWindows;
  readonly lives: PupilLives;
  readonly schools: number;
  /** Population position, entry (subject × pupils + pupil) × windows + window. */
  readonly position: Float64Array;
}
