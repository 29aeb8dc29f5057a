import { readFile } from 'node:fs/promises';
import { SameStartError } from '../../errors.ts';
import { parseDay } from '../values/parse-day.ts';
import type { Mapping } from './mapping/mapping.ts';
import { hashOfPerson } from './sheet/identify-row.ts';

/** Reads a saved mapping. Errors: `file-unreadable`, `mapping-unreadable`. */
export async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SameStartError(
      'file-unreadable',
      { file: 'The mapping', why: (cause as NodeJS.ErrnoException).code ?? 'unknown' },
      { cause },
    );
  });
  const mapping = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new SameStartError('mapping-unreadable', { why: (cause as Error).message.slice(0, 120) }, { cause });
    }
  })();
  const shaped = mapping as Partial<Mapping> | null;
  if (shaped?.format !== 1) throw new SameStartError('mapping-unreadable', { why: 'it has no "format": 1' });
  for (const part of ['columns', 'aspects', 'windows', 'codes'] as const)
    if (typeof shaped[part] !== 'object' || shaped[part] === null)
      throw new SameStartError('mapping-unreadable', { why: `"${part}" is missing` });
  if (!Number.isInteger(shaped.academicYear))
    throw new SameStartError('mapping-unreadable', { why: '"academicYear" is not a year' });
  if (Number.isNaN(parseDay(String(shaped.settledOn))))
    throw new SameStartError('mapping-unreadable', { why: '"settledOn" is not a day written as 2026-03-14' });
  // Mappings saved before rows could be matched by name have no such part; early ones named the pupils in it.
  const people = Object.entries(shaped.people ?? {}).map(([key, person]) => {
    const [surname, forename = '', birth = ''] = key.split(', ');
    return [/^[0-9a-f]{16}$/.test(key) ? key : hashOfPerson({ surname, forename, birth }), person] as const;
  });
  return { ...(mapping as Mapping), people: Object.fromEntries(people) };
}
