import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** A heading as its address on a page of Markdown. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

function brokenLinks(file: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link));
  return links.filter((link) => {
    const [path, heading] = link.split('#');
    const target = path === '' ? join(root, file) : join(root, dirname(file), path);
    if (!existsSync(target)) return true;
    if (heading === undefined) return false;
    const there = path === '' ? text : readFileSync(target, 'utf8');
    return ![...there.matchAll(/^#+ (.*)$/gm)].some(([, title]) => slugOf(title) === heading);
  });
}

test('every link of a Markdown file leads to a file and a heading that are there', () => {
  const files = globSync('{*.md,{engine,server,notebooks,data-samples}/**/*.md}', { cwd: root });
  const broken = files.flatMap((file) =>
    brokenLinks(file, readFileSync(join(root, file), 'utf8')).map((link) => `${file}: ${link}`),
  );
  expect(broken).toEqual([]);
  expect(
    brokenLinks('README.md', '# A title\n[a](#a-title) [b](#b) [c](engine/README.md#nothing) [d](none.md)'),
  ).toEqual(['#b', 'engine/README.md#nothing', 'none.md']);
});
