import { SameStartError } from '../../engine/index.ts';
import type { MailSettings } from './inbox-mail.ts';
import { inboxWords } from './inbox-words.ts';
import type { InboxEvent, InboxSettings } from './watch-inbox.ts';

/** A folder that is watched, as the command line names it. */
export interface InboxOptions {
  readonly folder: string;
  readonly settleSeconds?: number;
  readonly everySeconds?: number;
  /** Who gets a message of what waits and what was drafted, by the mail server of SAME_START_SMTP. */
  readonly mailTo?: string;
  readonly onEvent: (event: InboxEvent & { readonly text: string }) => void;
}

/** A minute: a workbook over a slow share has stopped growing by then. */
const usualSettleSeconds = 60;
const usualEverySeconds = 10;

/**
 * What was asked for, with its defaults; the mail server comes from the environment alone, because it has a password.
 * @throws SameStartError setting-invalid: an address without a mail server, or a mail server that is none
 */
export function inboxSettings(options: InboxOptions, environment: NodeJS.ProcessEnv, address?: string): InboxSettings {
  const { folder, settleSeconds = usualSettleSeconds, everySeconds = usualEverySeconds, mailTo, onEvent } = options;
  return {
    inbox: folder,
    settleSeconds,
    everySeconds,
    address,
    mail: mailTo === undefined ? undefined : mailSettings(mailTo, environment),
    onEvent: (event) => onEvent({ ...event, text: lineOf(event) }),
  };
}

function mailSettings(to: string, environment: NodeJS.ProcessEnv): MailSettings {
  const smtp = environment['SAME_START_SMTP'] ?? '';
  const isAddress = URL.canParse(smtp) && /^smtps?:$/.test(new URL(smtp).protocol) && new URL(smtp).hostname !== '';
  if (!isAddress)
    throw new SameStartError('setting-invalid', {
      setting: 'SAME_START_SMTP',
      // It may hold a password.
      value: smtp === '' ? '' : '…',
      why: '--mail-to needs a mail server there: smtps://user:password@mail.school.example',
    });
  return { to, from: environment['SAME_START_MAIL_FROM'] ?? to, smtp };
}

function lineOf(event: InboxEvent): string {
  const { at, files } = event;
  const when = at.slice(0, 19).replace('T', ' ');
  const count = files === 1 ? 'one file' : `${files} files`;
  if (event.came === 'incomplete') return `${when}  ${count} still being copied`;
  if (event.came === 'known') return `${when}  ${count} known already`;
  if ('why' in event) {
    const what = event.came === 'mail-failed' ? 'the message could not be sent' : 'the inbox could not be looked into';
    return `${when}  ${what}: ${event.why}`;
  }
  return `${when}  ${inboxWords(event, files).line}`;
}
