/** The package ships no types that its `exports` lets TypeScript find; this is the part of it that we use. */
declare module 'better-sqlite3-multiple-ciphers' {
  interface Statement {
    readonly reader: boolean;
    readonly readonly: boolean;
    all(parameters: readonly unknown[]): unknown[];
    run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
    iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
    pluck(): { get(): unknown };
    raw(): Statement;
    get(parameters: readonly unknown[]): unknown;
  }
  class Database {
    constructor(path: string);
    readonly inTransaction: boolean;
    close(): void;
    pragma(text: string): unknown;
    prepare(sql: string): Statement;
    exec(sql: string): void;
    function(
      name: string,
      settings: { deterministic: boolean; varargs: boolean },
      work: (...values: unknown[]) => unknown,
    ): void;
  }
  export default Database;
}
