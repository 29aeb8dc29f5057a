const shares: Readonly<Record<number, string>> = {
  5: 'nineteen in every twenty',
  10: 'nine in every ten',
  20: 'four in every five',
  25: 'three in every four',
  33: 'two in every three',
  40: 'three in every five',
  50: 'half of the',
};

/** The share of peers who made more progress than someone at `percentile` (0–100): 25 is “three in every four”. */
export function shareOfPeers(percentile: number): string {
  return shares[Math.round(percentile)] ?? `${Math.round(100 - percentile)} in every 100`;
}
