export interface AreaTables {
  area_scale: AreaScaleRow;
  area_result: AreaResultRow;
}

/** A scale of a school's own, version by version; the highest one stands. `content` is JSON. */
export interface AreaScaleRow {
  school: string;
  scale: string;
  version: number;
  content: string;
  set_at: string;
  set_by: string;
}

/**
 * A result in an area other than attainment, version by version; the highest one stands. `score` is null where it was taken out.
 */
export interface AreaResultRow {
  result_id: string;
  version: number;
  school: string;
  pupil_id: string;
  scale: string;
  /** Who answered: a code of `areaSources`. */
  source: string;
  on_day: string;
  score: number | null;
  entered_at: string;
  entered_by: string;
}
