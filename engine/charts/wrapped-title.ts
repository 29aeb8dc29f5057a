/** Mean width of a letter at 13 pixels in the fonts of the stack; the widest of them stays within it. */
const letterWidth = 7;

/** A title of an axis in as many lines as its width needs, broken between words. */
export function wrappedTitle(words: string, width: number): string[] {
  const most = Math.max(12, Math.floor(width / letterWidth));
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
