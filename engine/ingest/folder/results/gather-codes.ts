/**
 * Codes of `rows` in their order, each through `meaning` where given: meaning[codes[rows[at]]].
 * A plain loop: `rows.map` with a function takes several times as long, and there may be ten million rows.
 */
export function gatherCodes(rows: Int32Array, codes: Int32Array, meaning?: ArrayLike<number>): Int32Array {
  const gathered = new Int32Array(rows.length);
  if (meaning) for (let at = 0; at < rows.length; at++) gathered[at] = meaning[codes[rows[at]]];
  else for (let at = 0; at < rows.length; at++) gathered[at] = codes[rows[at]];
  return gathered;
}
