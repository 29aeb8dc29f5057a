/** A footnote's sign or a remark behind a score: “85*”, “100 (AR)”. */
const marked = /^([<>]? ?\d{1,4}(?:[.,]\d{1,2})?) ?(?:[*†‡^#~]+|\([\p{L} .]{1,20}\))$/u;
/** Marks of a paper: “20/50”, “20 out of 50”; a smaller second number may be months of an age. */
const ofPaper = /^(\d{1,3}(?:\.5)?) ?(?:\/|out of|of) ?(\d{2,3})$/;
const smallestPaper = 12;

/**
 * A score without what systems write round it: “98,5” is 98.5, “60 %” is 60, “85*” and “100 (AR)” are 85 and 100, “20/50” is 20.
 * “1,032” stays as it is, since it may be a thousand and more; so does everything that is no score.
 */
export function plainScore(text: string): string {
  const bare = (marked.exec(text)?.[1] ?? text).replace(/^(\d{1,3}(?:[.,]\d{1,2})?) ?%$/, '$1');
  const marks = ofPaper.exec(bare);
  if (marks && Number(marks[2]) >= smallestPaper && Number(marks[1]) <= Number(marks[2])) return marks[1];
  return /^[<>]? ?\d{1,3},\d{1,2}$/.test(bare) ? bare.replace(',', '.') : bare;
}
