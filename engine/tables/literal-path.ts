/**
 * A path for DuckDB's readers, which take `*`, `?` and `[` for patterns: here they stand for themselves. Otherwise what is asked
 * of the folder “autumn[1]” is read from the folder “autumn1”, where there is one.
 */
export function literalPath(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}
