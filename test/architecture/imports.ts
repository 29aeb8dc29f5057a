import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

/** Every source file of the program, from the project's root; what a browser is sent is no part of it. */
export function sources(
  tops: readonly string[] = ['engine', 'server', 'notebooks'],
): { file: string; source: string }[] {
  return tops
    .flatMap((top) =>
      readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(top, path).replaceAll('\\', '/'),
      ),
    )
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.startsWith('server/assets/'))
    .map((file) => ({ file, source: readFileSync(join(root, file), 'utf8') }));
}

/**
 * What a file names: import and export statements, and anything else that is written like a file beside it (`import(…)`,
 * `require(…)`, a worker’s address). The package’s own name is its public surface.
 */
export function importsOf(file: string, source: string): Import[] {
  const statement =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?from\s+)?['"](\.[^'"]+|same-start)['"]|['"`](\.\.?\/[^'"`\n]+\.(?:[jt]s|json)|same-start)['"`]/g;
  return [...source.matchAll(statement)].map((match) => {
    const named = match[2] ?? match[3];
    return {
      from: file,
      to:
        named === 'same-start'
          ? 'engine/index.ts'
          : relative(root, resolve(root, dirname(file), named)).replaceAll('\\', '/'),
      typesOnly: match[1] !== undefined,
    };
  });
}

/** The longest name of a room that is the file or holds it; null where no room does. */
export function roomOf(file: string, rooms: Readonly<Record<string, unknown>>): string | null {
  let room: string | null = null;
  for (const name of Object.keys(rooms)) if (within(file, name) && name.length > (room?.length ?? -1)) room = name;
  return room;
}

/** Imports that the table does not allow, each in one sentence. */
export function offences(
  imports: readonly Import[],
  rooms: Readonly<Record<string, readonly string[]>>,
  always: (from: string) => readonly string[] = () => [],
): string[] {
  return imports
    .filter((one) => {
      const room = roomOf(one.from, rooms);
      if (room === null) return true;
      const permits = [room, ...rooms[room], ...always(one.from)];
      return !permits.some((permit) => {
        const [place, types] = permit.split(':');
        return within(one.to, place) && (types === undefined || one.typesOnly);
      });
    })
    .map((one) => `${one.from} may not import ${one.to}`);
}

function within(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The files of one circle of imports, types included, in order; empty where there is none. */
export function circleOf(imports: readonly Import[]): string[] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const search = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return way.slice(way.indexOf(file));
    if (done.has(file)) return [];
    for (const { to } of targets.get(file) ?? []) {
      const circle = search(to, [...way, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of targets.keys()) {
    const circle = search(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
