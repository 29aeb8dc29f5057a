import { Type, type Static } from '@fastify/type-provider-typebox';
import { passphraseText } from '../../people/passphrase-fault.ts';

const to = Type.String({ maxLength: 400 });

export const signInForm = Type.Object({
  token: Type.String(),
  name: Type.String({ maxLength: 200 }),
  passphrase: passphraseText,
  to,
});
export type SignInForm = Static<typeof signInForm>;

/** A new passphrase, typed twice. */
export const chooseForm = Type.Object({ token: Type.String(), passphrase: passphraseText, again: passphraseText });
export type ChooseForm = Static<typeof chooseForm>;

export const linkParams = Type.Object({ link: Type.String({ maxLength: 100 }) });
export type LinkParams = Static<typeof linkParams>;

export const toQuery = Type.Object({ to: Type.Optional(to) });
