import { loadRun, type LoadedRun, type RunInMemory } from './loaded-run.ts';

/** A run as a list shows it. `state` says whether it can be opened; `problem` says in a sentence why not. */
export interface RunListing {
  readonly id: string;
  readonly windowDate: string;
  readonly state: 'complete' | 'unreadable';
  readonly problem?: string;
}

/** Where runs come from: a folder of them, or a test. Newest first. */
export interface RunSource {
  list(): Promise<readonly RunListing[]>;
  open(id: string): Promise<RunInMemory>;
}

/** Runs that may be asked for, with the last few kept in memory: they are immutable, so a kept one is never stale. */
export interface RunLibrary {
  list(): Promise<readonly RunListing[]>;
  open(id: string): Promise<LoadedRun>;
}

const kept = 3;

export function runLibrary(source: RunSource, keySecret: string): RunLibrary {
  const opened = new Map<string, Promise<LoadedRun>>();
  let listed: { at: number; runs: Promise<readonly RunListing[]> } | undefined;
  return {
    list: () => {
      // A meeting does not need a new run within the second; a busy server should not read the folder for every page.
      if (!listed || Date.now() - listed.at > 1000) listed = { at: Date.now(), runs: source.list() };
      return listed.runs;
    },
    open: (id) => {
      const known = opened.get(id) ?? source.open(id).then((run) => loadRun(run, keySecret));
      opened.delete(id);
      opened.set(id, known);
      known.catch(() => opened.delete(id));
      for (const oldest of opened.keys()) if (opened.size > kept) opened.delete(oldest);
      return known;
    },
  };
}
