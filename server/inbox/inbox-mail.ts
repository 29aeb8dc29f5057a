import { createTransport } from 'nodemailer';
import type { InboxWords } from './inbox-words.ts';

/** Where messages go, and by which server: `smtp://user:password@host:port`, `smtps://…`. */
export interface MailSettings {
  readonly to: string;
  readonly from: string;
  readonly smtp: string;
}

/** Milliseconds for a mail server to answer: the inbox is looked at again meanwhile by nobody. */
const longest = 20_000;

/** Sends one message, in plain text; it holds no names. @throws Error what the mail server said, or that it did not answer */
export async function sendInboxMail({ to, from, smtp }: MailSettings, { line, whatToDo }: InboxWords): Promise<void> {
  const address = new URL(smtp);
  const transport = createTransport({
    host: address.hostname,
    port: Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587),
    secure: address.protocol === 'smtps:',
    ...(address.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) } }),
    connectionTimeout: longest,
    greetingTimeout: longest,
    socketTimeout: longest,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ to, from, subject: `Same Start: ${line}`, text: `${line}.\n\n${whatToDo}\n` });
  } finally {
    transport.close();
  }
}
