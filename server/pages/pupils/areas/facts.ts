import type { AreaScale } from '../../../../engine/index.ts';
import type { AreaResultRow } from '../../../records/areas/area-results.ts';
import type { AreaSeries } from '../../../runs/pupils/area-series.ts';
import type { ListedPupil } from '../../../runs/pupils/listed-pupils.ts';

export interface PupilAreasPage {
  readonly pupil: ListedPupil;
  readonly series: readonly AreaSeries[];
  readonly scales: readonly AreaScale[];
  /** Results that stand on a scale that is not known in this school: as they came. */
  readonly unknown: readonly AreaResultRow[];
  /** Every version of every result, newest first. */
  readonly ever: readonly AreaResultRow[];
  /** % of sessions as the school's file had it last; null where it has none. */
  readonly fileAttendance: number | null;
  readonly people: ReadonlyMap<string, string>;
  /** What a form held that was not saved, and what is wrong with which box. */
  readonly unsaved:
    | {
        readonly entered: Readonly<Record<string, string | undefined>>;
        readonly faults: Readonly<Record<string, string>>;
      }
    | undefined;
  readonly today: string;
  readonly mayKeep: boolean;
  readonly token: string;
}
