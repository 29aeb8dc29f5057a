import { expect, test } from 'vitest';
import { trusted } from '../../../server/html/html.ts';
import { keptPart } from '../../../server/html/kept-part.ts';

test('keptPart(of, name, write) writes a part once, and lets all of one subject go before they fill the memory', () => {
  const run = {};
  let written = 0;
  const part = (name: string) =>
    keptPart(run, name, () => {
      written += 1;
      return trusted(name.repeat(1_000_000));
    });
  for (const name of ['a', 'b', 'a', 'b', 'c', 'a']) expect(part(name).markup[0]).toBe(name);
  expect(written).toBe(3);
  for (const name of ['d', 'e', 'd']) part(name);
  expect(written).toBe(5);
  expect(part('a').markup).toHaveLength(1_000_000);
  expect(written).toBe(6);
  expect(keptPart({}, 'a', () => trusted('of another')).markup).toBe('of another');
});
