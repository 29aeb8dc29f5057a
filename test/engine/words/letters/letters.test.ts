import { describe, expect, test } from 'vitest';
import { bannedWordsIn } from '../../../../engine/words/kit/banned-words.ts';
import { fillLetter } from '../../../../engine/words/letters/fill-letter.ts';
import { letterFaultSentence } from '../../../../engine/words/letters/letter-fault-sentence.ts';
import { letterKinds, letterSlots, slotsOfLetter } from '../../../../engine/words/letters/letter-kinds.ts';
import { readLetter } from '../../../../engine/words/letters/read-letter.ts';
import { usualLetters } from '../../../../engine/words/letters/usual-letters.ts';

const faultsOf = (text: string) =>
  readLetter('support', text).faults.map(({ code, line, slot }) => `${code} ${line} ${slot}`.trim());

describe('readLetter(kind, text)', () => {
  test.each(letterKinds)(
    'reads the usual words of %s without a fault, what the pupil can do before any difficulty',
    (kind) => {
      const { faults, blocks } = readLetter(kind, usualLetters[kind]);
      expect(faults).toEqual([]);
      const order = blocks.flatMap(({ parts }) => parts.flatMap((part) => ('slot' in part ? [part.slot] : [])));
      const able = order.findIndex((slot) => slot === 'can-do' || slot === 'does-well');
      expect(able).toBeGreaterThanOrEqual(0);
      for (const hard of ['needs', 'provision', 'left-because', 'will-try'])
        if (order.includes(hard)) expect(order.indexOf(hard)).toBeGreaterThan(able);
      expect(bannedWordsIn(usualLetters[kind])).toEqual([]);
    },
  );

  test('says every fault at once, with its line: unknown slots, those of other letters, lone braces', () => {
    expect(faultsOf('Dear {parents}\n\n{pupil} left on {left-on}.\nA lone { } here')).toEqual([
      'unknown-slot 1 parents',
      'other-kind 3 left-on',
      'unknown-slot 4',
    ]);
    expect(faultsOf('{pupil} has a lone { here')).toEqual(['lone-brace 1']);
    expect(faultsOf(' \n ')).toEqual(['no-words 0']);
    expect(faultsOf('Dear parents')).toEqual(['no-pupil 0']);
    expect(readLetter('family', '{pupil} does well: {does-well}').faults).toMatchObject([{ code: 'room-in-sentence' }]);
  });

  test('an unknown slot is a sentence that names what there is', () => {
    expect(letterFaultSentence('leaving', { code: 'unknown-slot', line: 3, slot: 'name' })).toMatch(
      /^Line 3: there is no slot \{name\}\. This letter has \{pupil\}, \{full-name\}, .*\{left-on\}/,
    );
  });

  test('keeps the lines of a paragraph together and takes headings apart, whatever the line ends', () => {
    const { blocks } = readLetter('support', '# For {pupil}\r\none\r\ntwo\r\n\r\nthree');
    expect(fillLetter(blocks, { pupil: 'Amira' }).blocks).toEqual([
      { kind: 'heading', text: 'For Amira' },
      { kind: 'paragraph', text: 'one two' },
      { kind: 'paragraph', text: 'three' },
    ]);
  });
});

describe('fillLetter(template, values)', () => {
  test.each(letterKinds)(
    'leaves no slot of %s open: each one without a value is named, and there is no letter',
    (kind) => {
      const own = slotsOfLetter(kind).filter(({ source }) => source !== 'room');
      const { blocks } = readLetter(kind, own.map(({ name }) => `{${name}} {pupil}`).join('\n\n'));
      const whole = Object.fromEntries(own.map(({ name }) => [name, `value of ${name}`]));
      const filled = fillLetter(blocks, whole);
      expect(filled.missing).toEqual([]);
      expect(filled.blocks.map(({ text }) => text).join(' ')).not.toMatch(/[{}]|undefined/);
      for (const { name } of own)
        for (const nothing of ['', '  ', undefined]) {
          const { missing, blocks: none } = fillLetter(blocks, { ...whole, [name]: nothing });
          expect(missing.map((slot) => slot.name)).toEqual([name]);
          expect(missing[0].missing).toMatch(/\.$/);
          expect(none).toEqual([]);
        }
    },
  );

  test('a value is text and nothing else: what looks like a slot in it stays as it was typed', () => {
    const { blocks } = readLetter('support', '{pupil}: {can-do}');
    expect(fillLetter(blocks, { pupil: 'Amira', 'can-do': 'draws {maps} & <b>' }).blocks[0].text).toBe(
      'Amira: draws {maps} & <b>',
    );
  });

  test('a child without a name begins a sentence with a capital, and only there', () => {
    const { blocks } = readLetter('family', '{pupil} reads. {pupil} writes, and {pupil} counts.');
    expect(fillLetter(blocks, { pupil: 'your child' }).blocks[0].text).toBe(
      'Your child reads. Your child writes, and your child counts.',
    );
  });

  test('every slot has a name of its own, a meaning and, but for room to write, what to do where it is missing', () => {
    expect(new Set(letterSlots.map(({ name }) => name)).size).toBe(letterSlots.length);
    for (const { name, source, meaning, missing } of letterSlots) {
      expect(meaning, name).toMatch(/\.$/);
      expect(missing === '', name).toBe(source === 'room');
    }
  });
});
