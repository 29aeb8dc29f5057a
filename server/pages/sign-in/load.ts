import type { FastifyReply } from 'fastify';
import { messageView } from '../../html/message-view.ts';
import { signInView } from './view.ts';
import type { Page } from '../../http/pages.ts';

/** The page to sign in at. Where there is no other way than a one-time address, it says where that is found. */
export async function signInPage(
  reply: FastifyReply,
  { to, ...shown }: { to: string; signInName?: string; fault?: string },
): Promise<Page> {
  const { passphrases, school } = await reply.server.signInWays();
  const title = shown.fault ? 'Error: Sign in' : 'Sign in';
  if (passphrases || school !== null)
    return {
      title,
      scripts: ['show-passphrase.js'],
      body: signInView({ school, passphrases, to: ownPage(to), token: reply.openFormToken(), ...shown }),
    };
  return {
    title: 'Please sign in',
    body: messageView({
      title: 'Please sign in',
      lines: [
        'Open the sign-in address that was printed when Same Start was started. It works once; start Same Start again for a new one.',
        'If you were given a sign-in link, open that.',
      ],
    }),
  };
}

/** A page of ours to go on to; home for anything that could lead elsewhere. */
export function ownPage(to: string): string {
  return /^\/(?![/\\])[\w\-./?=&%+~]{0,300}$/.test(to) ? to : '/';
}
