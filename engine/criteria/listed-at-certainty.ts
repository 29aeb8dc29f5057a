/** What of a row of the `criteria` table decides whether its pupil is listed. */
export interface CertaintyRow {
  readonly pupil_id: string;
  /** 0–1; null where the question cannot be answered. */
  readonly probability: number | null;
}

/** Pupils of whom some statement is at least this probable: whom the same results list with that certainty asked for. */
export function listedAtCertainty(rows: Iterable<CertaintyRow>, met: number): Set<string> {
  const found = new Set<string>();
  for (const { pupil_id, probability } of rows) if (probability !== null && probability >= met) found.add(pupil_id);
  return found;
}
