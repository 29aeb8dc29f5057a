const yes = new Set(['1', 'true', 'y', 'yes', 't']);
const no = new Set(['0', 'false', 'n', 'no', 'f']);

/** 1 yes, 0 no, −1 empty, NaN not a flag. */
export function parseFlag(text: string): number {
  if (text === '') return -1;
  const word = text.toLowerCase();
  return yes.has(word) ? 1 : no.has(word) ? 0 : NaN;
}
