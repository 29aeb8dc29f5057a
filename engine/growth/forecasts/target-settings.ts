export interface TargetSettings {
  /** Fewest peers, of either kind, that targets rest on. */
  readonly minimumPeers: number;
  /** Starting positions this far apart count as the same start, observed SD. */
  readonly sameStart: number;
  /** Of more peers with a similar need than this the nearest are taken. */
  readonly mostPeers: number;
}

export const defaultTargetSettings: TargetSettings = { minimumPeers: 11, sameStart: 0.5, mostPeers: 200 };
