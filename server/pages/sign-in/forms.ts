import { Type, type Static } from '@fastify/type-provider-typebox';

const passphrase = Type.String({ maxLength: 1000 });
const to = Type.String({ maxLength: 400 });

export const signInForm = Type.Object({
  token: Type.String(),
  name: Type.String({ maxLength: 200 }),
  passphrase,
  to,
});
export type SignInForm = Static<typeof signInForm>;

/** A new passphrase, typed twice. */
export const chooseForm = Type.Object({ token: Type.String(), passphrase, again: passphrase });
export type ChooseForm = Static<typeof chooseForm>;

export const changeForm = Type.Object({ token: Type.String(), current: passphrase, passphrase, again: passphrase });
export type ChangeForm = Static<typeof changeForm>;

export const linkParams = Type.Object({ link: Type.String({ maxLength: 100 }) });
export type LinkParams = Static<typeof linkParams>;

export const toQuery = Type.Object({ to: Type.Optional(to) });
