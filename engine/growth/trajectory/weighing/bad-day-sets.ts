/** Products between directions, the falls considered and the data, with the falls of one set of bad days integrated out. */
export interface BadDaySet {
  /** As `PreparedNode.product`; the node's own where no day is bad. */
  product: Float64Array;
  /** Of the directions with the scores. */
  data: Float64Array;
  logWeight: number;
  /** Room for a product of one's own. */
  room: Float64Array;
  /** Of the falls considered with the scores, with each other (most × most), and with the directions. */
  readonly fallData: Float64Array;
  readonly fallProduct: Float64Array;
  fallDirection: Float64Array;
}

/** The few results of a block that may be bad days, the most likely first. */
export interface BadDayCandidates {
  found: number;
  /** Places in time. */
  readonly place: Int32Array;
  readonly logOdds: Float64Array;
  /** Of each: products of its fall with every other, by place in time. */
  readonly columns: Float64Array[];
}

/** Room for every set of bad days: set b has those of the candidates whose bits b has. */
export function emptyBadDaySets(most: number): BadDaySet[] {
  return Array.from({ length: 2 ** most }, () => ({
    product: new Float64Array(0),
    data: new Float64Array(0),
    logWeight: 0,
    room: new Float64Array(0),
    fallData: new Float64Array(most),
    fallProduct: new Float64Array(most * most),
    fallDirection: new Float64Array(0),
  }));
}
