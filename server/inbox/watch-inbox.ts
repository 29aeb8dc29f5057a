import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { dropsOf, reportEnding, type Drop, type DropHashes } from './drops.ts';
import { sendInboxMail, type MailSettings } from './inbox-mail.ts';
import { inboxWords, type InboxWords } from './inbox-words.ts';
import { takeDrop, type DropOutcome } from './take-drop.ts';

export interface InboxSettings {
  /** Folder that is looked into; made where it is missing. */
  readonly inbox: string;
  /** Seconds for which no file of a lot may have changed. */
  readonly settleSeconds: number;
  /** Seconds from one look to the next. */
  readonly everySeconds: number;
  readonly mail?: MailSettings | undefined;
  /** Address people open, for messages. */
  readonly address?: string | undefined;
  /** Told of everything that happens, and of what went wrong; neither names a file. */
  readonly onEvent: (event: InboxEvent) => void;
}

/** One thing that happened, for a log: identifiers and counts. */
export type InboxEvent = { readonly at: string; readonly files: number } & (
  DropOutcome | { readonly came: 'mail-failed' | 'inbox-failed'; readonly why: string }
);

/** What one look found. */
export interface InboxLook {
  /** Lots that wait for a person, whether it was said now or before. */
  readonly waiting: number;
  /** Lots that are still being copied. */
  readonly incomplete: number;
  readonly drafted: number;
}

/** Looks into the inbox once, and brings everything in it as far as it goes. What happens is told as it happens. */
export async function lookIntoInbox(
  app: FastifyInstance,
  settings: InboxSettings,
  hashes: DropHashes = new Map(),
): Promise<InboxLook> {
  const { inbox, settleSeconds, onEvent } = settings;
  await mkdir(inbox, { recursive: true, mode: 0o700 });
  const outcomes: DropOutcome['came'][] = [];
  let waiting = 0;
  for (const drop of await dropsOf(inbox, { nowMs: Date.now(), settledMs: settleSeconds * 1000 })) {
    const outcome = await takeDrop(app, drop, hashes);
    outcomes.push(outcome.came);
    if (outcome.came === 'asks' || outcome.came === 'refused' || (outcome.came === 'known' && outcome.waits)) waiting++;
    if (outcome.came === 'known') continue;
    const about = { at: app.now().toISOString(), files: drop.files.length };
    // What is wrong with a file may name what stands in it: that stays beside the file and on the page.
    onEvent({ ...about, ...(outcome.came === 'refused' ? { ...outcome, problem: '' } : outcome) });
    if (outcome.came === 'incomplete') continue;
    const words = inboxWords(outcome, drop.files.length, settings.address);
    await report(settings, drop, { ...words, ...(outcome.came === 'refused' ? { why: outcome.problem } : {}) });
    if (settings.mail)
      await sendInboxMail(settings.mail, words).catch((error: unknown) =>
        onEvent({ ...about, came: 'mail-failed', why: codeOf(error) }),
      );
  }
  const count = (came: DropOutcome['came']) => outcomes.filter((one) => one === came).length;
  return { waiting, incomplete: count('incomplete'), drafted: count('drafted') };
}

/**
 * Looks into the inbox again and again, until told to stop. A look that fails (a drive that is away) is told and tried again.
 * @returns stops, once what is being read has come to an end
 */
export function watchInbox(app: FastifyInstance, settings: InboxSettings): () => Promise<void> {
  const stopping = new AbortController();
  const hashes: DropHashes = new Map();
  const going = (async () => {
    let lastFault = '';
    while (!stopping.signal.aborted) {
      try {
        await lookIntoInbox(app, settings, hashes);
        lastFault = '';
      } catch (error) {
        // Said once, not every ten seconds of a night.
        const why = codeOf(error);
        if (why !== lastFault) settings.onEvent({ at: app.now().toISOString(), files: 0, came: 'inbox-failed', why });
        lastFault = why;
      }
      await wait(settings.everySeconds * 1000, undefined, { signal: stopping.signal, ref: true }).catch(
        () => undefined,
      );
    }
  })();
  return async () => {
    stopping.abort();
    await going;
  };
}

/** Beside what was dropped: `autumn.same-start.txt` of the folder autumn, `.same-start.txt` of loose files. */
async function report(
  { inbox, address }: InboxSettings,
  { name }: Drop,
  { line, why, whatToDo }: InboxWords & { readonly why?: string },
): Promise<void> {
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  const text = [line, why, whatToDo, address === undefined ? '' : `Pages: ${address}/data`, `(${day} UTC)`];
  const file = join(inbox, `${name === '' ? 'inbox' : name}${reportEnding}`);
  await writeFile(file, `${text.filter(Boolean).join('\n')}\n`, { mode: 0o600 });
}

/** The code of an error of the system or a mail server, never its message: that may hold a path or an address. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return code ?? name ?? 'unknown';
}
