import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

/** The command line. */
export const program = resolve(import.meta.dirname, '../../../engine/cli/same-start.js');

/** A server in a process of its own, started by the command line as in a school. */
export interface Served {
  readonly address: string;
  /** Cookie of the local headteacher. */
  readonly cookie: string;
  readonly process: ChildProcess;
  /** SIGKILL, and waits until the process has gone. */
  kill(): Promise<void>;
}

export interface ServedSettings {
  readonly runs: string;
  readonly records: string;
  /** Modules that the process loads first. */
  readonly preload?: readonly string[];
  /** Told of the process before it serves, so that it can be killed on its way. */
  readonly onStart?: (started: ChildProcess) => void;
}

interface Announced {
  readonly address: string;
  readonly signInUrl: string;
}

/** The server did not come up: how it ended and what it said. */
export class NotServed extends Error {
  readonly code: number | null;
  readonly said: string;

  constructor(code: number | null, said: string) {
    super(`the server ended with ${code}: ${said}`);
    this.code = code;
    this.said = said;
  }
}

/**
 * Starts `same-start serve`, and signs in by the address it prints.
 *
 * @throws NotServed where it ends before
 */
export async function startServer({ runs, records, preload = [], onStart }: ServedSettings): Promise<Served> {
  const imports = preload.flatMap((file) => ['--import', file]);
  const command = [...imports, program, 'serve', '--runs', runs, '--records', records, '--port', '0', '--link', 'yes'];
  const child = spawn(process.execPath, [...command, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  onStart?.(child);
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const ended = once(child, 'exit');
  const announced = new Promise<Announced>((done, failed) => {
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
      const at = out.indexOf('\n');
      if (at > 0 && out.includes('"signInUrl"')) done(JSON.parse(out.slice(0, at)) as Announced);
      else said += text.toString();
    });
    void ended.then(([code]: unknown[]) => failed(new NotServed(code as number | null, said)));
  });
  const { address, signInUrl } = await announced;
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    const answer = await fetch(signInUrl, { redirect: 'manual' });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (answer.status !== 303 || cookie === undefined) throw new NotServed(null, `signing in: ${answer.status}`);
    return { address, cookie, process: child, kill };
  } catch (error) {
    await kill();
    throw error instanceof NotServed ? error : new NotServed(null, String(error));
  }
}

/** A command that is no server, to its end. */
export async function command(...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

/** File of the record in its folder. */
export const recordFile = (records: string): string => join(records, 'record.db');
