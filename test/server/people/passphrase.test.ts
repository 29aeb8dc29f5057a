import { argon2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passphraseFault } from '../../../server/people/passphrase-fault.ts';
import { checkPassphrase, hashPassphrase } from '../../../server/people/passphrase-hash.ts';

describe('hashPassphrase(passphrase)', () => {
  test('writes a PHC string with the cost that OWASP asks for, and a salt of its own each time', async () => {
    const [one, other] = [await hashPassphrase('purple kettle on ice'), await hashPassphrase('purple kettle on ice')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
  });

  test('hashes as argon2id does when asked directly', async () => {
    const [, , , , salt, hash] = (await hashPassphrase('purple kettle on ice')).split('$');
    const tag = argon2Sync('argon2id', {
      message: 'purple kettle on ice',
      nonce: Buffer.from(salt, 'base64'),
      memory: 19_456,
      passes: 2,
      parallelism: 1,
      tagLength: 32,
    });
    expect(Buffer.from(hash, 'base64').equals(tag)).toBe(true);
  });
});

describe('checkPassphrase(passphrase, stored)', () => {
  test('knows the passphrase, whatever keyboard wrote its accents, and no other', async () => {
    const stored = await hashPassphrase('caf\u00e9 on the corner');
    expect(await checkPassphrase('cafe\u0301 on the corner', stored)).toBe(true);
    expect(await checkPassphrase('cafe on the corner', stored)).toBe(false);
    expect(await checkPassphrase('', stored)).toBe(false);
  });

  test('checks the published vector of the reference implementation’s PHC string', async () => {
    // phc-winner-argon2 test.c, version 0x13, argon2id: t=2, m=2^16, p=1, "password", "somesalt".
    const vector = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await checkPassphrase('password', vector)).toBe(true);
    expect(await checkPassphrase('differentpassword', vector)).toBe(false);
  });

  test('says no for nobody and for a damaged hash, after as much work as for somebody', async () => {
    const stored = await hashPassphrase('purple kettle on ice');
    const milliseconds = async (hash: string | null) => {
      const times: number[] = [];
      for (let turn = 0; turn < 9; turn += 1) {
        const before = performance.now();
        expect(await checkPassphrase('a wrong passphrase', hash)).toBe(false);
        times.push(performance.now() - before);
      }
      return times.toSorted((a, b) => a - b)[4];
    };
    const [known, unknown] = [await milliseconds(stored), await milliseconds(null)];
    // The machine may be busy: an answer without the work would be a thousand times faster.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(unknown).toBeLessThan(known * 4);
    expect(await checkPassphrase('x', '$argon2id$damaged')).toBe(false);
  });
});

describe('passphraseFault(passphrase, own)', () => {
  test.each([
    ['short', 'at least 12'],
    ['eleven char', 'at least 12'],
    ['aaaaaaaaaaaaaaaa', 'more different characters'],
    ['abababababababab', 'more different characters'],
    ['password1234', 'guessed first'],
    ['Correct Horse Battery Staple', 'guessed first'],
    ['abcdefghijklmnop', 'guessed first'],
    ['zyxwvutsrqponm', 'guessed first'],
    ['s.khan s.khan 12', 'your own name'],
    ['é'.repeat(201) + 'abcd', 'at most 200'],
  ])('refuses %s', (passphrase, words) => {
    expect(passphraseFault(passphrase, ['s.khan', 'Ms Khan'])).toContain(words);
  });

  test.each(['purple kettle on ice', 'twelve chars', '雨が降る日は本を読んで過ごす', 'no CAPITALS needed'])(
    'takes %s: no signs, digits or capitals are asked for',
    (passphrase) => expect(passphraseFault(passphrase, ['s.khan', 'Ms Khan'])).toBeNull(),
  );

  test('refuses anything shorter than twelve characters, and counts characters, not bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 11 }), (text) => {
        fc.pre(Array.from(text.normalize('NFKC')).length < 12);
        expect(passphraseFault(text)).toContain('at least 12');
      }),
    );
  });
});
