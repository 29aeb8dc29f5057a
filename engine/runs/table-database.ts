import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * Lends `work` connections to a DuckDB database of its own, in memory, as many as are to run side by side, and closes them
 * afterwards. Nothing is fetched: extensions are neither installed nor loaded on the way.
 * @param threads 1 where the bytes written must not depend on the machine
 * @param spillFolder where tables larger than the memory limit may be put for a while; none = they are refused
 */
export async function withTableDatabase<Result>(
  settings: { readonly threads: number; readonly spillFolder?: string },
  work: (connect: () => Promise<DuckDBConnection>) => Promise<Result>,
): Promise<Result> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    threads: String(settings.threads),
    temp_directory: settings.spillFolder ?? '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const lent: DuckDBConnection[] = [];
  const connect = async () => {
    const connection = await instance.connect();
    lent.push(connection);
    return connection;
  };
  try {
    return await work(connect);
  } finally {
    for (const connection of lent) connection.closeSync();
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
