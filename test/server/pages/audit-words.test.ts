import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actionWords } from '../../../server/pages/audit/words.ts';

const server = join(import.meta.dirname, '../../../server');

test('actionWords(action) says in words, in the past, whatever the server writes into the audit', () => {
  const written = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('view.ts') && !name.endsWith('security.ts'))
    .flatMap((name) => {
      const source = readFileSync(join(server, name), 'utf8');
      return [...source.matchAll(/\baction: '([a-z-]+)'|write\(request, reply, '([a-z-]+)'/g)].map(
        ([, noted, kept]) => noted ?? kept,
      );
    });
  expect(new Set(written).size).toBeGreaterThan(30);
  expect(written.filter((action) => actionWords(action) === action.replaceAll('-', ' '))).toEqual([]);
});
