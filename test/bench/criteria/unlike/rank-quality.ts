/** How well a ranking finds those who are in truth slowed, 0–1 both. */
export interface RankQuality {
  /** Chance that one who is slowed stands above one who is not; ties count half. */
  readonly auc: number;
  readonly averagePrecision: number;
}

/** @param among where NaN, the entry is left out of the judgement for every ranking alike */
export function rankQuality(score: Float64Array, slowed: Uint8Array, among: Float64Array): RankQuality {
  const order = [...score.keys()].filter((at) => !Number.isNaN(among[at]) && !Number.isNaN(score[at]));
  order.sort((a, b) => score[b] - score[a] || a - b);
  const positives = order.reduce((sum, at) => sum + slowed[at], 0);
  const negatives = order.length - positives;
  let [above, pairs, precision, found] = [0, 0, 0, 0];
  for (let from = 0; from < order.length;) {
    let to = from;
    let tied = 0;
    while (to < order.length && score[order[to]] === score[order[from]]) {
      if (slowed[order[to]] === 1) {
        tied++;
        precision += ++found / (to + 1);
      }
      to++;
    }
    pairs += tied * (negatives - above - (to - from - tied) / 2);
    above += to - from - tied;
    from = to;
  }
  return { auc: pairs / (positives * negatives), averagePrecision: precision / positives };
}
