import { stripTypeScriptTypes } from 'node:module';

/** Where something happened: which code cell, counted from 1, and which line of it, from 1; null where only the cell is known. */
export interface CellPlace {
  readonly cell: number;
  readonly line: number | null;
}

export interface CellsModule {
  /** One module of JavaScript, types blanked out so that every line and column stays where it was. */
  readonly source: string;
  /** The place in the notebook of a line (from 1) of `source`; null for lines that belong to no cell. */
  readonly locate: (line: number) => CellPlace | null;
}

/** A cell that is not TypeScript. */
export class CellSyntaxError extends Error {
  readonly place: CellPlace;
  constructor(place: CellPlace, message: string) {
    super(message);
    this.name = 'SyntaxError';
    this.place = place;
  }
}

/**
 * Code cells, in their order, as one module: names of one cell are known to the next, `import` and top-level `await` are
 * allowed. Before each cell the module calls `$startCell(number)`; the value of a cell that ends with an expression goes to
 * `$showCell(value)`. Whoever runs the module defines both.
 *
 * @throws CellSyntaxError with the cell at fault
 */
export function cellsModule(cells: readonly string[]): CellsModule {
  const lines: string[] = [];
  const places: (CellPlace | null)[] = [];
  const own = (text: string): void => {
    lines.push(text);
    places.push(null);
  };
  for (const [index, cell] of cells.entries()) {
    refuseFaulty(cell, index + 1);
    const code = cell.split('\n');
    const last = lastExpression(code);
    own(`$startCell(${index + 1});`);
    for (const [at, line] of code.entries()) {
      if (at === last) own('$showCell((');
      lines.push(last !== null && at === code.length - 1 ? line.replace(/;\s*$/, '') : line);
      places.push({ cell: index + 1, line: at + 1 });
    }
    if (last !== null) own('));');
  }
  return { source: stripTypeScriptTypes(lines.join('\n')), locate: (line) => places[line - 1] ?? null };
}

function refuseFaulty(cell: string, number: number): void {
  try {
    stripTypeScriptTypes(cell);
  } catch (error) {
    // Node puts ":<line>" before the stack of a TypeScript error
    const line = /^:(\d+)\n/.exec((error as Error).stack ?? '')?.[1];
    throw new CellSyntaxError(
      { cell: number, line: line === undefined ? null : Number(line) },
      `not TypeScript that Node can read: ${(error as Error).message.split('\n')[0].trim()}`,
    );
  }
}

/**
 * Index of the line on which a cell's last statement begins, where that is an expression; null where it is not. The parser
 * decides: what stands before must be whole statements, what follows must stand in brackets. Only lines at the left margin
 * are tried, so that `+ b` on a line of its own is not cut off from its `a`.
 */
function lastExpression(lines: readonly string[]): number | null {
  for (let at = lines.length - 1; at >= 0; at--) {
    if (!/^[^\s})\];]/.test(lines[at])) continue;
    const before = lines.slice(0, at).join('\n');
    const after = lines.slice(at).join('\n');
    if (!parses(before) || !parses(after)) continue;
    const declares = /^(async\s+)?function\b|^class\b|^\{|^\/\//.test(after);
    return !declares && parses(`$showCell((\n${after.replace(/;\s*$/, '')}\n));`) ? at : null;
  }
  return null;
}

function parses(code: string): boolean {
  try {
    stripTypeScriptTypes(code);
    return true;
  } catch {
    return false;
  }
}
