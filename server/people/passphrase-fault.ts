import { Type } from '@fastify/type-provider-typebox';

/** Fewest characters of a passphrase, and most: a longer text is not a passphrase. */
export const shortestPassphrase = 12;
export const longestPassphrase = 200;

/** Said beside every box where a passphrase is chosen. */
export const passphraseAdvice = `At least ${shortestPassphrase} characters. Three or four words that have nothing to do with each other are good and easy to keep in mind. Capitals, digits and signs are not needed.`;

/** What is wrong with a new passphrase that was typed twice; null or left out where nothing is. */
export interface PassphraseFaults {
  readonly passphrase?: string | null;
  readonly again?: string | null;
}

/** A passphrase as a form sends it: longer ones than are taken come through, so that the page can say so. */
export const passphraseText = Type.String({ maxLength: 1000 });

/** The commonest of twelve characters and more, without spaces and in small letters: those that guessing begins with. */
const commonest = new Set(
  `passwordpassword password1234 password12345 password123456 passw0rd1234 mypassword123 123456789012 1234567890123
  12345678901234 123456789012345 1234567890123456 0123456789012 1234567890qwe 1234567890abc 123456123456 123123123123
  qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiop[] qwertyuiopas qwertyuiopasdf qwertyuiopasdfghjkl qwerty123456
  qwertyqwerty 1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 asdfghjkl123 asdfghjkl1234 zxcvbnm12345
  zxcvbnm123456 abcdefghijkl abcdefghijklm abcd12345678 abc123456789 administrator administrator1 changeme1234
  letmeinletmein letmein12345 welcome12345 welcome123456 welcome2school iloveyou1234 iloveyou12345 iloveyousomuch
  iloveyouforever sunshine1234 princess1234 football1234 liverpool1234 manchester1 manchesterunited chelsea12345
  arsenal12345 teacher12345 teacher123456 headteacher1 headteacher123 classteacher schoolschool school123456
  password2024 password2025 password2026 password2027 autumn2026!! summer2026!! correcthorsebatterystaple
  correcthorsebattery trustno1trustno1 thisisapassword thisismypassword mysecretpassword unbelievable
  congratulations superman1234 dragondragon monkeymonkey 987654321098 098765432109 999999999999 samestartsamestart
  1234qwerasdf qazwsxedcrfv qazwsxedc123 asdfasdfasdf`.split(/\s+/),
);

/** What is wrong with a new passphrase, in words for whoever typed it; null where nothing is. */
export function passphraseFault(passphrase: string, own: readonly (string | null)[] = []): string | null {
  const characters = Array.from(passphrase.normalize('NFKC'));
  if (characters.length < shortestPassphrase)
    return `Use at least ${shortestPassphrase} characters: this has ${characters.length}. A few words are easier than signs.`;
  if (characters.length > longestPassphrase) return `Use at most ${longestPassphrase} characters.`;
  const plain = bare(passphrase);
  if (new Set(characters).size < 4) return 'Use more different characters: this is guessed at once.';
  if (commonest.has(plain) || runs(plain)) return 'Many people use this one, so it is guessed first. Choose another.';
  if (own.some((text) => text !== null && bare(text).length >= 3 && plain.replaceAll(bare(text), '').length < 4))
    return 'This is little more than your own name. Choose another.';
  return null;
}

/** The faults of a new passphrase as a form sends it, typed twice. `own`: names it must not be made of. */
export function passphraseFaults(
  { passphrase, again }: { readonly passphrase: string; readonly again: string },
  own: readonly (string | null)[],
): PassphraseFaults {
  return {
    passphrase: passphraseFault(passphrase, own),
    again: passphrase === again ? null : 'The two are not the same.',
  };
}

function bare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** One character after the other, up or down: abcdefghijkl, 210987654321. */
function runs(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  const steps = codes.slice(1).map((code, place) => code - codes[place]);
  return [1, -1].some((step) => steps.filter((one) => one === step).length >= steps.length - 1);
}
