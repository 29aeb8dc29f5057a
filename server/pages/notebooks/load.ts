import { readdir, readFile } from 'node:fs/promises';

/** A notebook as it is read: text, code, and what the code gave when it was last run. */
export interface NotebookPage {
  /** Of its address. */
  readonly name: string;
  readonly title: string;
  /** Its first paragraph. */
  readonly about: string;
  readonly parts: readonly NotebookPart[];
}

export type NotebookPart =
  | { readonly kind: 'text'; readonly markdown: string }
  | { readonly kind: 'code'; readonly source: string }
  | { readonly kind: 'printed'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'picture'; readonly cell: string; readonly words: string; readonly svg: string };

/** What is used of Jupyter's format 4: texts are lists of lines. */
interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly Output[];
}
interface Output {
  readonly name?: string;
  readonly text?: readonly string[];
  readonly data?: Readonly<Record<string, readonly string[]>>;
}

/** Beside the server, in a checkout as in a package. */
const folder = new URL('../../../notebooks/', import.meta.url);
let known: Promise<readonly NotebookPage[]> | undefined;

/** The notebooks that come with the program, the first look first; read once. Nothing is executed. */
export function loadNotebooks(): Promise<readonly NotebookPage[]> {
  return (known ??= read());
}

async function read(): Promise<NotebookPage[]> {
  const files = (await readdir(folder)).filter((file) => /^[a-z-]+\.ipynb$/.test(file)).sort();
  const first = (file: string) => Number(file === 'first-look.ipynb');
  return Promise.all(files.toSorted((a, b) => first(b) - first(a)).map(pageOf));
}

async function pageOf(file: string): Promise<NotebookPage> {
  const { cells } = JSON.parse(await readFile(new URL(file, folder), 'utf8')) as { cells: readonly Cell[] };
  const [title, about] = cells[0].source.join('').split(/\n\s*\n/);
  return {
    name: file.replace('.ipynb', ''),
    title: title.replace(/^# /, ''),
    about: about.replaceAll(/[`*]/g, ''),
    parts: cells.flatMap(partsOf),
  };
}

function partsOf({ cell_type: type, id, source, outputs = [] }: Cell): NotebookPart[] {
  if (type === 'markdown') return [{ kind: 'text', markdown: source.join('') }];
  const given = outputs.flatMap((output): NotebookPart[] => {
    const plain = output.data?.['text/plain']?.join('') ?? '';
    const svg = output.data?.['image/svg+xml']?.join('');
    if (svg !== undefined) return [{ kind: 'picture', cell: id, words: plain, svg }];
    // The table's own markup is not used: its text is the same table, with tabs.
    if (output.data?.['text/html'] !== undefined)
      return [
        {
          kind: 'table',
          rows: plain
            .trimEnd()
            .split('\n')
            .map((row) => row.split('\t')),
        },
      ];
    const text = output.name === 'stderr' ? '' : (output.text?.join('') ?? plain);
    return text === '' ? [] : [{ kind: 'printed', text: text.trimEnd() }];
  });
  return [{ kind: 'code', source: source.join('') }, ...given];
}
