import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Lends `work` a DuckDB connection of its own, in memory, and closes it afterwards. Nothing is fetched: extensions are
 * neither installed nor loaded on the way.
 * @param threads 1 where the bytes written must not depend on the machine
 * @param spillFolder where tables larger than the memory limit may be put for a while; none = they are refused
 */
export async function withTableDatabase<Result>(
  settings: { readonly threads: number; readonly spillFolder?: string },
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    threads: String(settings.threads),
    temp_directory: settings.spillFolder ?? '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** A text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
