/** What is to be done about runs: see `same-start runs --help`. */
export interface RunTask {
  readonly task: 'withdraw' | 'prune-runs';
  readonly records: string;
  readonly runs: string;
  /** withdraw: which, and why. */
  readonly run?: string;
  readonly because?: string;
  /** Whether it is done, not only shown. */
  readonly doIt?: boolean;
}
