/** What a command hands back: one object for `--json`, lines for people, and the exit code (0, 1 a fault of ours, 2 bad input). */
export interface CommandResult {
  readonly exitCode: number;
  readonly json: unknown;
  readonly text: string;
}

/** What the launcher lends a command. */
export interface CommandSetting {
  /** Tells a person at a terminal how far a long command is; says nothing elsewhere. */
  readonly progress: (stage: string) => void;
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
}

/** `server/main.ts`, as the command line sees it. */
export interface ServerModule {
  serve(settings: ServeSettings): Promise<{ address: string; signInUrl: string; close(): Promise<void> }>;
}
export type LoadServer = () => Promise<ServerModule>;

export type Command = (args: string[], setting: CommandSetting) => Promise<CommandResult>;
