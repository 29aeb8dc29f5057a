/** What a command hands back: one object for `--json`, lines for people, and the exit code (0, 1 a fault of ours, 2 bad input). */
export interface CommandResult {
  readonly exitCode: number;
  /** Undefined where the one object has been announced already. */
  readonly json: unknown;
  readonly text: string;
}

/** What the launcher lends a command. */
export interface CommandSetting {
  /** Tells a person at a terminal how far a long command is; says nothing elsewhere. */
  readonly progress: (stage: string) => void;
  /** Clears what `progress` shows, before a command asks something. */
  readonly clear?: () => void;
  /** Prints before the command is done, for a command that goes on (serve). */
  readonly announce: (result: Pick<CommandResult, 'json' | 'text'>) => void;
  /** Loads the pages; the engine itself knows nothing of them. */
  readonly loadServer: LoadServer;
}

/** What the pages need to know: folders as absolute paths. */
export interface ServeSettings {
  runs: string;
  host: string;
  port: number;
  /** Where the record (names, decisions, audit) is kept. */
  records?: string;
  /** Data folder whose names are read into the record. */
  data?: string;
  /** Address people open, where it is not the one listened on. */
  url?: string;
  /** Addresses of proxies whose word about the asker is taken. */
  proxies?: string[];
  /** Files with a certificate and its key, to serve https. */
  certificate?: string;
  certificateKey?: string;
  /** Whether a one-time address is made; left out: where it is needed. */
  link?: boolean;
  /** Folder that gets a copy of the record every night, and how many are kept. */
  backup?: string;
  keep?: number;
  /** Bytes that a school's brought files may take on the disk. */
  schoolBytes?: number;
  /** Folder whose files are read, analysed and drafted as they arrive. */
  inbox?: InboxOptions;
  /** Folder of a log that names nobody. */
  log?: string;
}

/** A folder that is watched. */
export interface InboxOptions {
  readonly folder: string;
  /** Seconds for which no file of a lot may have changed. */
  readonly settleSeconds?: number;
  /** Seconds from one look to the next. */
  readonly everySeconds?: number;
  readonly mailTo?: string;
  /** Told of everything that happens: identifiers and counts, and the same as a line. */
  readonly onEvent: (event: { readonly text: string }) => void;
}

/** What watching needs to know. */
export interface WatchSettings extends Pick<ServeSettings, 'runs' | 'records' | 'url'> {
  inbox: InboxOptions;
  /** Looks once and ends. */
  once?: boolean;
}

/** What to do with the record, and where it is. */
export interface RecordsTask {
  readonly task: 'backup' | 'restore' | 'verify' | 'rotate-key' | 'upgrade';
  /** Folder of the record. */
  readonly records: string;
  /** The copy that is made, put back or gone through; undefined: the record itself. */
  readonly file?: string;
  /** restore: whether passphrases go on working where nobody can tell which were changed since. */
  readonly keepPassphrases?: boolean;
}

/** What to do about people in the record. */
export interface PupilTask {
  readonly task: 'prune' | 'about' | 'erase';
  readonly records: string;
  readonly runs: string;
  readonly school?: string;
  readonly pupil?: string;
  /** prune: the day on which something is due. */
  readonly until?: string;
  /** about: folder that gets the files. */
  readonly out?: string;
  /** Whether it is done, not only shown. */
  readonly doIt?: boolean;
}

/** What to do about runs. */
export interface RunTask {
  readonly task: 'withdraw' | 'prune-runs';
  readonly records: string;
  readonly runs: string;
  /** withdraw: which, and why. */
  readonly run?: string;
  readonly because?: string;
  /** prune-runs: whether it is done, not only shown. */
  readonly doIt?: boolean;
}

/** `server/main.ts`, as the command line sees it. */
export interface ServerModule {
  /** Looks after the record. @returns lines for people, and the same as data */
  lookAfterRecord(task: RecordsTask | PupilTask | RunTask): Promise<{ readonly text: string; readonly json: unknown }>;
  /** `once`: the address signs in once; false: it is the page where people sign in. */
  serve(
    settings: ServeSettings,
  ): Promise<{ address: string; signInUrl: string; once?: boolean; close(): Promise<void> }>;
  /** `look`: what one look found; null where it goes on until `close`. */
  watch(settings: WatchSettings): Promise<{
    look: { readonly waiting: number; readonly incomplete: number; readonly drafted: number } | null;
    close(): Promise<void>;
  }>;
}
export type LoadServer = () => Promise<ServerModule>;

export type Command = (args: string[], setting: CommandSetting) => Promise<CommandResult>;
