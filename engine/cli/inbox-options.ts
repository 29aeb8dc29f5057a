import { resolve } from 'node:path';
import { SameStartError } from '../errors.ts';
import type { CommandSetting, InboxOptions } from './command.ts';

/** The inbox as typed. */
export interface TypedInbox {
  readonly inbox: string;
  readonly settle?: string | undefined;
  readonly mailTo?: string | undefined;
}

/**
 * The inbox with its path made whole; what happens in it is announced as it happens, as a line or (`--json`) an object a line.
 * @throws SameStartError setting-invalid
 */
export function inboxOptions({ inbox, settle, mailTo }: TypedInbox, { announce }: CommandSetting): InboxOptions {
  if (settle !== undefined && !/^\d{1,4}$/.test(settle))
    throw new SameStartError('setting-invalid', {
      setting: '--settle',
      value: settle,
      why: 'it must be seconds, from 0 to 9999',
    });
  if (mailTo !== undefined && !/^[^\s@<>,]+@[^\s@<>,]+$/.test(mailTo))
    throw new SameStartError('setting-invalid', {
      setting: '--mail-to',
      value: mailTo,
      why: 'it must be one address: senco@oak.example',
    });
  return {
    folder: resolve(inbox),
    ...(settle === undefined ? {} : { settleSeconds: Number(settle) }),
    ...(mailTo === undefined ? {} : { mailTo }),
    onEvent: ({ text, ...event }) => announce({ json: event, text }),
  };
}
