import type { ResultTable } from './assessment-data.ts';

/**
 * Some rows of a result table, in their order.
 *
 * @param firstRow of the rows picked, as `ResultTable.firstRow` wants it
 */
export function pickResults(results: ResultTable, rows: Int32Array, firstRow: Int32Array): ResultTable {
  const ints = (column: Int32Array) => rows.map((row) => column[row]);
  const reals = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const texts = (column: ResultTable['school']) => ({ codes: ints(column.codes), values: column.values });
  return {
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
    firstRow,
  };
}
