import type { Clash } from '../../records/provision/clashes.ts';
import type { ProvisionRow } from '../../records/plans/plan-tables.ts';
import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import type { MapChoice } from './choice.ts';

/** A pupil’s time in a provision within the days that are shown. */
export interface MappedPupil {
  readonly pupil: ListedPupil;
  readonly provision: ProvisionRow;
  readonly from: string;
  readonly to: string;
}

/** A provision within the days that are shown. */
export interface MappedProvision {
  readonly provision: ProvisionRow;
  /** Pupils of the choice and within the reader’s reach. */
  readonly pupils: readonly MappedPupil[];
  /** How many more pupils it has, of other classes. */
  readonly others: number;
  /** Hours of the adult in the days that are shown, by school weeks. */
  readonly hours: number;
  /** Pounds; null where nobody said what an hour costs. */
  readonly cost: number | null;
}

/** Time by need and year group, of the pupils of the choice. */
export interface Deployed {
  readonly need: string;
  readonly year: string;
  readonly pupils: number;
  /** Minutes a week of all of them together, in the fullest week. */
  readonly pupilMinutes: number;
  /** Minutes a week of the adult that fall to them: a group’s are shared by those in it. */
  readonly adultMinutes: number;
}

/** All that the provision map shows. */
export interface MapPage {
  readonly choice: MapChoice;
  readonly faults: Readonly<Record<string, string>>;
  readonly schools: readonly string[];
  readonly years: readonly string[];
  readonly classes: readonly string[];
  readonly adults: readonly string[];
  readonly map: readonly MappedProvision[];
  /** Months of the days that are shown, as “2026-12”. */
  readonly months: readonly string[];
  readonly clashes: readonly Clash[];
  /** Pupils by identifier, of those within reach. */
  readonly pupils: ReadonlyMap<string, ListedPupil>;
  /** On the register and with nothing in the map in these days. */
  readonly uncovered: readonly { readonly pupil: ListedPupil; readonly planInWords: boolean }[];
  readonly deployed: readonly Deployed[];
  readonly today: string;
  readonly mayKeep: boolean;
}
