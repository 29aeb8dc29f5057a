/**
 * `npm run structure`: how the tree is to read, in figures. Source files of `engine` and `server`, as formatted.
 *
 * A function is a declaration at the left margin, from its first line to its closing brace. A file is imported once where one
 * other file names it, types included. Files touched by a fifth criterion are those that name all four of today's criteria or
 * the module of one: the places where a list would have to grow.
 */
import { dirname } from 'node:path';
import { circleOf, importsOf, sources, type Import } from './imports.ts';

interface Figure {
  readonly name: string;
  readonly value: string;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `median ${quantile(sorted, 0.5)}, nine in ten up to ${quantile(sorted, 0.9)}, largest ${sorted.at(-1)}`;
}

/** Lines of each function declared at the left margin. */
function functionLengths(source: string): number[] {
  const declared = /^(?:export )?(?:default )?(?:async )?function\*? [\s\S]*?^\}/gm;
  return [...source.matchAll(declared)].map(([text]) => text.split('\n').length);
}

/** Exported functions: how many there are, and how many have a comment of their own right above. */
function documented(source: string): { all: number; told: number } {
  const exported = [...source.matchAll(/^export (?:async )?function\*? \w+/gm)];
  const told = exported.filter(({ index }) => source.slice(0, index).endsWith('*/\n'));
  return { all: exported.length, told: told.length };
}

/** Every circle: one is found, one of its imports is taken away, until none is left. */
function circles(imports: readonly Import[]): number {
  let left = [...imports];
  for (let count = 0; ; count++) {
    const circle = circleOf(left);
    if (circle.length === 0) return count;
    const [from, to] = [circle.at(-1)!, circle[0]];
    left = left.filter((one) => !(one.from === from && one.to === to));
  }
}

function figures(): Figure[] {
  const files = sources(['engine', 'server']);
  const imports = files.flatMap(({ file, source }) => importsOf(file, source));
  const folders = [...Map.groupBy(files, ({ file }) => dirname(file)).values()].map((inside) => inside.length);
  const importers = new Map<string, Set<string>>();
  for (const { from, to } of imports) importers.set(to, (importers.get(to) ?? new Set()).add(from));
  const once = files.filter(({ file }) => importers.get(file)?.size === 1).length;
  const told = files.map(({ source }) => documented(source));
  const sum = (pick: (each: { all: number; told: number }) => number) => told.reduce((s, each) => s + pick(each), 0);
  const criteria = ['slower-than-peers', 'below-own-rate', 'gap-not-closing', 'gap-widening'];
  const naming = files.filter(({ source }) => criteria.every((name) => source.includes(name)));
  return [
    { name: 'source files', value: String(files.length) },
    { name: 'files a folder', value: spread(folders) },
    { name: 'lines a file', value: spread(files.map(({ source }) => source.split('\n').length - 1)) },
    { name: 'lines a function', value: spread(files.flatMap(({ source }) => functionLengths(source))) },
    { name: 'files imported once', value: `${once} (${Math.round((100 * once) / files.length)} %)` },
    { name: 'circles, types included', value: String(circles(imports)) },
    { name: 'circles, types apart', value: String(circles(imports.filter(({ typesOnly }) => !typesOnly))) },
    { name: 'exported functions documented', value: `${sum((each) => each.told)} of ${sum((each) => each.all)}` },
    {
      name: 'files that name all four criteria',
      value: `${naming.length}: ${naming.map(({ file }) => file).join(', ')}`,
    },
  ];
}

for (const { name, value } of figures()) process.stdout.write(`${name.padEnd(36)}${value}\n`);
