/** A prior by its centre and its 5 and 95 % points. */
export interface PriorRange {
  readonly centre: number;
  readonly low: number;
  readonly high: number;
}
