import { readFile } from 'node:fs/promises';

/** A notebook in Jupyter's format 4 (https://nbformat.readthedocs.io), as far as it is used here. */
export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: 4;
  readonly nbformat_minor: number;
}

export interface NotebookCell {
  readonly cell_type: 'code' | 'markdown' | 'raw';
  readonly id?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Text, or lines that keep their line ends. */
  readonly source: string | readonly string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly CellOutput[];
}

export type CellOutput =
  | { readonly output_type: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: readonly string[] }
  | {
      readonly output_type: 'execute_result';
      readonly execution_count: number;
      readonly metadata: Readonly<Record<string, never>>;
      /** Lines by media type: text/plain, text/html, image/svg+xml … */
      readonly data: Readonly<Record<string, readonly string[]>>;
    };

/** @throws Error that names the file where it is missing, not JSON or not format 4 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await readFile(path, 'utf8');
  let notebook: Partial<Notebook>;
  try {
    notebook = JSON.parse(text) as Partial<Notebook>;
  } catch (error) {
    throw new Error(`${path} is not a notebook: it is not JSON.`, { cause: error });
  }
  if (notebook.nbformat !== 4 || !Array.isArray(notebook.cells))
    throw new Error(`${path} is not a notebook of format 4.`);
  return notebook as Notebook;
}

/** The sources of the code cells, in their order. */
export function codeCells(notebook: Notebook): string[] {
  return notebook.cells
    .filter((cell) => cell.cell_type === 'code')
    .map(({ source }) => (typeof source === 'string' ? source : source.join('')));
}

/** Text as the format keeps it: lines with their ends, so that a change is a change of few lines. */
export function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== '');
}

/** The file as Jupyter writes it: one space of indent, keys in alphabetical order, a line end last. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(notebook, sortedKeys, 1)}\n`;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
