import type { ListingState } from '../tables/run-schema.ts';

/** What an earlier run’s agenda says of a pupil: three columns of its table. */
export interface PreviousListing {
  readonly pupilId: string;
  readonly state: ListingState | null;
  /** Window in which the pupil was first listed without a break; null where not listed. */
  readonly firstListed: string | null;
  readonly baselineWindow: string | null;
}

/** Pupils who were on the list, or who were and have had no result since: no break until a result eases it. */
export function openListings(previous: readonly PreviousListing[]): Map<string, PreviousListing> {
  return new Map(
    previous
      .filter(({ state, firstListed }) => firstListed !== null && state !== 'eased')
      .map((listing) => [listing.pupilId, listing]),
  );
}

/** By pupil of this run: place among its windows of the one an open listing began in; −1 where there is none. */
export function listedWindows(
  previous: readonly PreviousListing[],
  pupilIds: readonly string[],
  windows: readonly string[],
): Int32Array {
  const open = openListings(previous);
  return Int32Array.from(pupilIds, (id) => windows.indexOf(open.get(id)?.firstListed ?? ''));
}

/**
 * The baselines that stay as they are, by pupil: progress of a pupil listed before is counted from where it was counted when
 * first listed. Window on window would ask a listed pupil only about the time since a low score, after which scores rise by
 * themselves.
 */
export function frozenBaselines(previous: readonly PreviousListing[]): Map<string, string> {
  const frozen = new Map<string, string>();
  for (const [pupilId, { baselineWindow }] of openListings(previous)) {
    if (baselineWindow !== null) frozen.set(pupilId, baselineWindow);
  }
  return frozen;
}
