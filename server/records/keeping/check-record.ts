import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type Database from 'better-sqlite3-multiple-ciphers';
import { SameStartError } from '../../../engine/index.ts';
import { checkChain, type BrokenChain, type ChainHead } from './audit-chain.ts';

const why: Readonly<Record<BrokenChain['why'], string>> = {
  changed: 'a row was changed, taken out or put in',
  shortened: 'rows at its end are missing',
  replaced: 'it is another entry than the one written down when the record was last closed',
};

/** The end of the audit's chain, written down beside the record, so that rows taken off its end, or an older file, show. */
export const headFile = (path: string): string => `${path}.head`;

/**
 * Goes through the record's pages: each carries a code that only the key makes right.
 *
 * @throws SameStartError record-damaged
 */
export function refuseDamaged(database: Database, path: string): void {
  try {
    const said = database.prepare('pragma quick_check(1)').pluck().get();
    if (said !== 'ok') throw new Error(String(said));
  } catch (cause) {
    throw new SameStartError('record-damaged', { path, why: (cause as Error).message.replace(/\.$/, '') }, { cause });
  }
}

/**
 * Goes through the chain of the audit, and past the end that was written down beside it.
 *
 * @throws SameStartError record-chain-broken
 */
export function refuseBrokenChain(database: Database, path: string): ChainHead | null {
  const found = checkChain(database, path === ':memory:' ? null : writtenHead(path));
  if (found.broken === null) return found.head;
  throw new SameStartError('record-chain-broken', { path, entry: found.broken.entry, why: why[found.broken.why] });
}

/** Writes the end of the chain down beside the record; whole or not at all. */
export function writeHead(database: Database, path: string): void {
  if (path === ':memory:') return;
  const row = database.prepare('select entry, hash from audit order by entry desc limit 1').get([]);
  if (row === undefined) return;
  writeFileSync(`${headFile(path)}.partial`, JSON.stringify(row), { mode: 0o600 });
  renameSync(`${headFile(path)}.partial`, headFile(path));
}

function writtenHead(path: string): ChainHead | null {
  if (!existsSync(headFile(path))) return null;
  try {
    const { entry, hash } = JSON.parse(readFileSync(headFile(path), 'utf8')) as Partial<ChainHead>;
    return typeof entry === 'number' && typeof hash === 'string' ? { entry, hash } : null;
  } catch {
    // A note that cannot be read says nothing; the chain itself is checked all the same.
    return null;
  }
}
