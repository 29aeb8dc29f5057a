import type { AreaScale } from '../../../engine/index.ts';
import type { AreaScaleRow, OwnScale } from '../../records/areas/area-scales.ts';
import type { AreaSeries } from '../../runs/pupils/area-series.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';

/** A pupil whose newest result says something on its own. */
export interface AreaLine {
  readonly pupil: ListedPupil;
  readonly series: AreaSeries;
}

export interface AreasPage {
  readonly school: string;
  readonly schools: readonly string[];
  /** More difficulty than before, beyond measurement error. */
  readonly harder: readonly AreaLine[];
  /** Whose attendance is in the band of persistent absence, or below it. */
  readonly absent: readonly AreaLine[];
  /** Pupils with any result. */
  readonly pupils: number;
  readonly scales: readonly AreaScale[];
  readonly own: readonly { readonly row: AreaScaleRow; readonly scale: OwnScale }[];
  /** Versions of all of them: whoever changes one states how many they saw. */
  readonly versions: number;
  /** How many results were brought, and how many of the file stood here already. */
  readonly brought: { readonly added: number; readonly known: number } | undefined;
  /** What is wrong with the rows of a file. */
  readonly fileFaults: readonly string[];
  readonly unsaved:
    | {
        readonly entered: Readonly<Record<string, string | undefined>>;
        readonly faults: Readonly<Record<string, string>>;
      }
    | undefined;
  readonly people: ReadonlyMap<string, string>;
  readonly token: string;
}
