import { setTimeout as wait } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import type { Served } from './served.ts';

export interface Writing {
  readonly list: ListRead;
  /** Newest version of each, by key. */
  readonly versions: ReadonlyMap<string, number>;
  readonly ledger: Ledger;
}

export interface Writers {
  /** Answers other than “saved”, by status. */
  readonly otherwise: Map<number, number>;
  /** Pages that came with such an answer, the last of each status. */
  readonly pages: Map<number, string>;
  /** Ends when every writer has: the server is gone, or `stop` was called. */
  readonly done: Promise<void>;
  stop(): void;
}

let written = 0;

/** What a browser needs of the list before it can save. */
export interface ListRead {
  /** Keys of the pupils on it. */
  readonly keys: readonly string[];
  readonly run: string;
  /** Token of its reader’s forms. */
  readonly token: string;
}

/** Opens the list of a server’s newest run. */
export async function readList({ address, cookie }: Served): Promise<ListRead> {
  const page = await (await fetch(`${address}/agenda`, { headers: { cookie } })).text();
  const run = /name="run" value="([0-9a-f-]+)"/.exec(page)?.[1] ?? /[?&;]run=([0-9a-f-]{20,})/.exec(page)?.[1];
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1];
  if (run === undefined || token === undefined) throw new Error('the list shows neither its run nor a form');
  const keys = [...page.matchAll(/\/pupils\/([A-Za-z0-9_-]{16})/g)].map(([, key]) => key);
  return { keys: [...new Set(keys)], run, token };
}

/** Some browsers that save what was agreed, each for pupils of its own, one after the other without a pause. */
export function startWriters(served: Served, { list, versions, ledger }: Writing, many = 4): Writers {
  const otherwise = new Map<number, number>();
  const pages = new Map<number, string>();
  const { address, cookie } = served;
  const { keys, run, token } = list;
  const end = new AbortController();
  const write = async (own: readonly string[]): Promise<void> => {
    const seen = new Map(own.map((key) => [key, versions.get(key) ?? 0]));
    for (let turn = 0; !end.signal.aborted; turn += 1) {
      const key = own[turn % own.length];
      const version = seen.get(key)!;
      written += 1;
      const text = `${key} ${process.pid}-${written}`;
      const answer = await fetch(`${address}/pupils/${key}/discussion`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...form, run, token, version: String(version), agreed: text }),
      });
      const page = await answer.text();
      if (answer.status === 303) {
        ledger.set(text, version + 1);
        seen.set(key, version + 1);
        continue;
      }
      otherwise.set(answer.status, (otherwise.get(answer.status) ?? 0) + 1);
      pages.set(answer.status, page);
      // What a person does: waits a moment, and sends it again on what stands there now.
      await wait(50);
      if (answer.status === 409) seen.set(key, version + 1);
    }
  };
  const shares = Array.from({ length: many }, (_, place) => keys.filter((_key, at) => at % many === place));
  // A server that is gone ends its writers: what it had not answered is nobody’s.
  const done = Promise.all(shares.map((own) => write(own).catch(() => undefined))).then(() => undefined);
  return { otherwise, pages, done, stop: () => end.abort() };
}

const form = {
  outcome: 'keep-watching',
  considered: 'not known',
  ...Object.fromEntries(
    ['can_do', 'tried', 'who', 'by_when', 'will_see', 'note', 'pupil_says', 'home_says', 'asks', 'parent_told'].map(
      (name) => [name, ''],
    ),
  ),
};
