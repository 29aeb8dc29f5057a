import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as engine from '../../engine/index.ts';
import * as estimators from '../../engine/estimators.ts';
import { pictureOfOnePupil } from './picture-of-one-pupil.ts';
import { publicNames } from './public-names.ts';
import { referenceText } from './reference-text.ts';

const written = readFileSync(join(import.meta.dirname, '../../engine/REFERENCE.md'), 'utf8');

describe('engine/REFERENCE.md', () => {
  test('is what the code says today: npm run reference writes it anew', () => {
    expect(written).toBe(referenceText());
  });

  test('leaves no tag of a docstring and no missing word in the text', () => {
    expect(written.match(/\| undefined \||\[object|@(?:param|returns|throws|see|template)\b/g)).toBeNull();
  });
});

test('the picture of the README is the chart of today, and small', async () => {
  const picture = readFileSync(join(import.meta.dirname, '../../engine/charts/one-pupil.svg'), 'utf8');
  expect(picture).toBe(await pictureOfOnePupil());
  expect(picture.length).toBeLessThan(100_000);
});

describe('public names', () => {
  test.each([
    ['engine/index.ts', engine],
    ['engine/estimators.ts', estimators],
  ])('of %s, read from its text, are those that are imported', (entry, module) => {
    const read = publicNames(entry).filter(({ kind }) => kind !== 'type');
    expect([...new Set(read.map(({ name }) => name))].sort()).toEqual(Object.keys(module).sort());
  });

  test('each have a docstring, and a function its signature', () => {
    const all = publicNames('engine/index.ts');
    expect(all.length).toBeGreaterThan(300);
    expect(all.filter(({ docstring }) => docstring === '').map(({ name, file }) => `${name} (${file})`)).toEqual([]);
    const functions = all.filter(({ kind }) => kind === 'function');
    expect(functions.filter(({ name, signature }) => !signature.startsWith(name)).map(({ name }) => name)).toEqual([]);
    // What goes in and what comes out, with their types.
    expect(functions.filter(({ signature }) => !/\): \S/.test(signature)).map(({ name }) => name)).toEqual([]);
  });
});
