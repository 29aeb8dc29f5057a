import { expect, test } from 'vitest';
import { terminalProgress } from '../../../engine/cli/progress.ts';

function written(isTTY: boolean): string {
  let text = '';
  const progress = terminalProgress({ isTTY, write: (more: string) => void (text += more) });
  progress.show('Reading');
  progress.clear();
  progress.clear();
  return text;
}

test('terminalProgress(stream) rewrites one line on a terminal and clears it once', () => {
  const clearLine = '\r\u001B[K';
  const [before, shown, after, ...more] = written(true).split(clearLine);
  expect([before, after, more]).toEqual(['', '', []]);
  expect(shown).toMatch(/^Reading … \d+\.\d s$/);
});

test('terminalProgress(stream) writes nothing where the stream is a file or a pipe', () => {
  expect(written(false)).toBe('');
});
