/** How easily a text reads: Flesch's ease (60 and more is plain English) and the Flesch–Kincaid grade (years at school, US). */
export interface ReadingEase {
  readonly words: number;
  readonly ease: number;
  readonly grade: number;
}

/**
 * @see Flesch 1948, A new readability yardstick, Journal of Applied Psychology 32; Kincaid, Fishburne, Rogers & Chissom 1975,
 * Derivation of new readability formulas for Navy enlisted personnel
 */
export function readingEase(text: string): ReadingEase {
  const words = text.match(/[a-z]+(?:[’'][a-z]+)*/gi) ?? [];
  const sentences = text.match(/[^.?!]*[a-z][^.?!]*(?:[.?!]|$)/gi) ?? [];
  const perSentence = words.length / sentences.length;
  const perWord = words.reduce((sum, word) => sum + syllablesOf(word), 0) / words.length;
  return {
    words: words.length,
    ease: 206.835 - 1.015 * perSentence - 84.6 * perWord,
    grade: 0.39 * perSentence + 11.8 * perWord - 15.59,
  };
}

/** Groups of vowels, less what English does not speak: “moved”, “take”, “tests’ ”, but “tested”, “table”, “classes”. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replaceAll(/[’']/g, '');
  const spoken = plain
    .replace(/(?<=[aeiouy].*)(?<![td])ed$/, 'd')
    .replace(/(?<=[aeiouy].*)(?<![sxz]|[cs]h|[cg])es$/, 's')
    .replace(/(?<=[aeiouy].*)(?<![^aeiouy]l)e$/, '')
    .replace(/(?<=[aeiouy].*[^aeiouyl])e(?=(?:ly|ment|ful|less)$)/, '');
  return Math.max(1, (spoken.match(/[aeiouy]+/g) ?? []).length);
}
