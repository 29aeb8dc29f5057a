import {
  runRows,
  type AgendaRow,
  type PupilOfRun,
  type RowsOfPupil,
  type RunManifest,
  runSchema,
  runTableNames,
  type TableOf,
  type TrajectoryRow,
} from '../../engine/index.ts';
import type { Person } from '../people/person.ts';
import { noStanding, runStandings, type RunStanding } from '../records/run-releases.ts';
import type { SchoolRecord } from '../records/open-record.ts';
import { keptCells, type CellsOfRun, type TablesOfCells } from './groups/kept-cells.ts';
import { loadRun, type LoadedRun, type RunInMemory } from './loaded-run.ts';
import { mayDo } from '../people/permissions.ts';

declare module 'fastify' {
  interface FastifyInstance {
    runs: RunLibrary;
    /** Whether runs of the command line wait until somebody releases them. */
    releaseByHand: () => Promise<boolean>;
  }
}

/** A run as its folder shows it. `state` says whether it can be opened; `problem` says in a sentence why not. */
export interface RunListing {
  readonly id: string;
  readonly windowDate: string;
  /** The window’s name; where it does not say, the date stands for it. */
  readonly window?: string;
  readonly state: 'complete' | 'unreadable';
  readonly problem?: string;
  /** Schools in it; where it does not say, it is taken to be everybody's. */
  readonly schools?: readonly string[];
}

/** Where runs come from: a folder of them, or a test. Newest first. */
export interface RunSource {
  list(): Promise<readonly RunListing[]>;
  open(id: string): Promise<RunInMemory>;
  /** Only the list of a run: a page that asks what was in earlier runs need not read the whole of them. Default: by `open`. */
  agenda?(id: string): Promise<TableOf<'agenda'>>;
  /** Only growth by group and window of a run. Default: by `open`. */
  cells?(id: string): Promise<TablesOfCells>;
  /** Only one pupil of a run. Default: by `open`. */
  pupil?(id: string, pupilId: string): Promise<PupilOfRun>;
  /** Every row of a run about one pupil. Default: by `open`. */
  rows?(id: string, pupilId: string): Promise<RowsOfPupil>;
}

/** A run and whether staff may see it: released, a draft, or withdrawn. */
export interface KnownRun extends RunListing {
  readonly release: 'released' | 'draft' | 'withdrawn';
  /** Who released, withdrew or made it, when, why; `none` for a run of the command line that is shown at once. */
  readonly standing: RunStanding;
}

/** One pupil as a run has them. */
export interface PupilInRun {
  readonly manifest: RunManifest;
  /** The pupil's row of `agenda`; undefined where the run does not know the pupil. */
  readonly row: AgendaRow | undefined;
  readonly trajectories: readonly TrajectoryRow[];
}

/** Runs that may be asked for, with the last few kept in memory: they are immutable, so a kept one is never stale. */
export interface RunLibrary {
  /** Every run, newest first. */
  list(): Promise<readonly KnownRun[]>;
  /** Runs a person may open, newest first: released ones, and drafts for those who see drafts; those of other schools are left out. */
  visible(person: Person): Promise<readonly KnownRun[]>;
  /** What a person's pages show: the newest released run that can be opened; undefined where there is none. */
  newestReleased(person: Person): Promise<KnownRun | undefined>;
  open(id: string): Promise<LoadedRun>;
  /** The list of a run, without the rest of it; nothing of it is kept here. */
  agenda(id: string): Promise<TableOf<'agenda'>>;
  /** What a run said of growth up to its own window, without the rest of it; the last runs asked for are kept. */
  cells(id: string): Promise<CellsOfRun>;
  /** What a run holds of one pupil, without the rest of it; nothing of it is kept here, and no run that is kept gives way. */
  pupil(id: string, pupilId: string): Promise<PupilInRun>;
  /** Every row of a run about one pupil; nothing of it is kept here. */
  rows(id: string, pupilId: string): Promise<RowsOfPupil>;
  /** Looks again at once: something was released, withdrawn or made. */
  refresh(): void;
}

export interface LibrarySettings {
  readonly record: SchoolRecord;
  readonly keySecret: string;
  /** Whether runs that nobody released wait for release; where not, those of the command line are shown at once. */
  readonly releaseByHand: () => Promise<boolean>;
  /** Told of every run that was read into memory. */
  readonly onOpen?: (run: LoadedRun) => void;
}

const kept = 3;

/**
 * A library over a source. It keeps the last three runs opened and looks at the source once a second at most; one that
 * could not be opened is tried again when next asked for.
 */
export function runLibrary(source: RunSource, settings: LibrarySettings): RunLibrary {
  const opened = new Map<string, Promise<LoadedRun>>();
  let listed: { at: number; runs: Promise<readonly KnownRun[]> } | undefined;
  const list = () => {
    // A meeting does not need a new run within the second; a busy server should not read the folder for every page.
    if (!listed || Date.now() - listed.at > 1000) listed = { at: Date.now(), runs: knownRuns(source, settings) };
    return listed.runs;
  };
  const load = async (id: string) => {
    const run = loadRun(await source.open(id), settings.keySecret);
    settings.onOpen?.(run);
    return run;
  };
  const visible = async (person: Person) => (await list()).filter((run) => sees(person, run));
  return {
    list,
    visible,
    newestReleased: async (person) =>
      (await visible(person)).find(({ release, state }) => release === 'released' && state === 'complete'),
    open: (id) => {
      const known = opened.get(id) ?? load(id);
      opened.delete(id);
      opened.set(id, known);
      known.catch(() => opened.delete(id));
      for (const oldest of opened.keys()) if (opened.size > kept) opened.delete(oldest);
      return known;
    },
    agenda: async (id) => source.agenda?.(id) ?? (await source.open(id)).tables.agenda,
    cells: keptCells(async (id) => source.cells?.(id) ?? cellsOfWhole(await source.open(id))),
    pupil: async (id, pupilId) => {
      const loaded = await opened.get(id)?.catch(() => undefined);
      if (loaded)
        return {
          manifest: loaded.manifest,
          row: loaded.agendaRow(pupilId),
          trajectories: loaded.pupilRows('trajectories', pupilId),
        };
      const { manifest, agenda, trajectories } = await (source.pupil?.(id, pupilId) ?? wholeOf(source, id));
      const isOwn = (row: { readonly pupil_id: string }) => row.pupil_id === pupilId;
      return { manifest, row: runRows(agenda).find(isOwn), trajectories: runRows(trajectories).filter(isOwn) };
    },
    rows: async (id, pupilId) => source.rows?.(id, pupilId) ?? rowsOfWhole(await source.open(id), pupilId),
    refresh: () => {
      listed = undefined;
    },
  };
}

function cellsOfWhole({ manifest, tables }: RunInMemory): TablesOfCells {
  return { manifest, cells: tables.cells };
}

async function wholeOf(source: RunSource, id: string): Promise<PupilOfRun> {
  const { manifest, tables } = await source.open(id);
  return { manifest, agenda: tables.agenda, trajectories: tables.trajectories };
}

function rowsOfWhole({ manifest, tables }: RunInMemory, pupilId: string): RowsOfPupil {
  const own = runTableNames.flatMap((name) => {
    const rows = runRows(tables[name] as TableOf<'agenda'>).filter((row) => row.pupil_id === pupilId);
    const columns = Object.keys(runSchema[name]) as (keyof AgendaRow)[];
    const plain = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
    return rows.length === 0 ? [] : [[name, plain] as const];
  });
  return { manifest, tables: Object.fromEntries(own) };
}

/** Whether a run holds a school the person reaches. */
export function reaches(person: Person, { schools }: Pick<RunListing, 'schools'>): boolean {
  return person.school === null || schools === undefined || schools.includes(person.school);
}

/**
 * Whether a run holds nothing but what the person reaches: who releases it speaks for every school in it. Where it does not say
 * which are in it, only whoever looks after all of them does.
 */
export function reachesAll(person: Person, { schools }: Pick<RunListing, 'schools'>): boolean {
  return person.school === null || (schools?.every((school) => school === person.school) ?? false);
}

function sees(person: Person, run: KnownRun): boolean {
  return reaches(person, run) && (run.release === 'released' || mayDo(person.role, 'see-drafts'));
}

async function knownRuns(source: RunSource, { record, releaseByHand }: LibrarySettings): Promise<readonly KnownRun[]> {
  const [runs, standings, byHand] = await Promise.all([source.list(), runStandings(record), releaseByHand()]);
  return runs.map((run) => {
    const standing = standings.get(run.id) ?? noStanding;
    const release = standing.state === 'none' ? (byHand ? 'draft' : 'released') : standing.state;
    return { ...run, release, standing };
  });
}
