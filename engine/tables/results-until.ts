import type { AssessmentData, ResultTable } from './assessment-data.ts';

/**
 * The data as they stood at one window: results of later windows are left out, everything else is shared. Looking back from
 * an earlier window must not know what came after.
 *
 * @param window row of the window table
 */
export function resultsUntil(data: AssessmentData, window: number): AssessmentData {
  const { results } = data;
  const rows = Int32Array.from({ length: results.count }, (_, row) => row).filter(
    (row) => results.window[row] <= window,
  );
  if (rows.length === results.count) return data;
  const ints = (column: Int32Array) => rows.map((row) => column[row]);
  const reals = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const texts = (column: ResultTable['school']) => ({ codes: ints(column.codes), values: column.values });
  // Kept rows before each old row: where a pupil's rows now begin.
  const before = new Int32Array(results.count + 1);
  for (let row = 0; row < results.count; row++) before[row + 1] = before[row] + Number(results.window[row] <= window);
  return {
    ...data,
    results: {
      count: rows.length,
      subject: ints(results.subject),
      pupil: ints(results.pupil),
      window: ints(results.window),
      status: Uint8Array.from(rows, (row) => results.status[row]),
      value: reals(results.value),
      score: Array.from(rows, (row) => results.score[row]),
      scale: ints(results.scale),
      day: reals(results.day),
      sem: reals(results.sem),
      school: texts(results.school),
      class: texts(results.class),
      form: texts(results.form),
      paperYearGroup: texts(results.paperYearGroup),
      firstRow: results.firstRow.map((row) => before[row]),
    },
  };
}
