import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A name that the package gives away, with what its source says of it. */
export interface PublicName {
  readonly name: string;
  readonly kind: 'function' | 'value' | 'type';
  /** Path from the root of the tree. */
  readonly file: string;
  /** Without the stars of its comment; empty where there is none. */
  readonly docstring: string;
  /** Of a function: from its name to its result. */
  readonly signature: string;
}

const root = join(import.meta.dirname, '../..');
const declaration = /^export (?:declare )?(?:async )?(function|const|class|interface|type) (\w+)/gm;

/**
 * Every name exported by `entry` and what it re-exports, read from the sources' text: TypeScript 7 has no programming interface,
 * and the sources have one form of export each.
 * @param entry path of a module from the root of the tree
 */
export function publicNames(entry: string): PublicName[] {
  const text = readFileSync(join(root, entry), 'utf8');
  const beside = (from: string): string => join(dirname(entry), from);
  const found = [...declarations(entry, text)];
  for (const [, type, from = ''] of text.matchAll(/^export (type )?\* from '([^']+)'/gm))
    found.push(...publicNames(beside(from)).filter(({ kind }) => type === undefined || kind === 'type'));
  for (const [, list = '', from = ''] of text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gm)) {
    const there = publicNames(beside(from));
    for (const name of list.split(',').map((part) => part.trim().replace(/^type /, ''))) {
      if (name === '') continue;
      const one = there.find((other) => other.name === name);
      if (one === undefined) throw new Error(`${entry} exports ${name}, which is not found in ${beside(from)}`);
      found.push(one);
    }
  }
  return found;
}

function* declarations(file: string, text: string): Generator<PublicName> {
  for (const match of text.matchAll(declaration)) {
    const [, word = '', name = ''] = match;
    const from = text.slice(match.index);
    const kind = word === 'interface' || word === 'type' ? 'type' : word === 'function' ? 'function' : 'value';
    yield { name, kind, file, docstring: docstringBefore(text, match.index), signature: signatureOf(kind, from) };
  }
}

function docstringBefore(text: string, at: number): string {
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, at))?.[1] ?? '';
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}

/** From the function’s name to the brace of its body, on one line. */
function signatureOf(kind: PublicName['kind'], from: string): string {
  if (kind !== 'function') return '';
  const text = from
    .replace(/^export (?:async )?function /, '')
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\s*\/\/.*$/gm, '');
  // The body begins at the first brace that ends a line where all that were opened are closed and the result has its type.
  for (const { index } of text.matchAll(/ \{\n/g)) {
    const head = text.slice(0, index);
    const [opened, closed] = [/[({[]/g, /[)}\]]/g].map((sign) => head.match(sign)?.length ?? 0);
    if (opened === closed && /\): \S/.test(head.slice(head.lastIndexOf('): ')))) return oneLine(head);
  }
  return '';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/,? \)/g, ')');
}
