import type { ResultCells } from './result-cells.ts';
import type { ScorePattern } from './resolve-scales.ts';

/** One pattern a subject and scale text that occur together; `patternOf[row]` points into `patterns`, −1 where the subject is empty. */
export function scorePatterns(
  cells: ResultCells,
  rowCount: number,
): { patterns: ScorePattern[]; patternOf: Int32Array } {
  const { subject, scale, score, status } = cells;
  const scaleNames = [...new Set(scale.values)].sort();
  const scalePlace = new Map(scaleNames.map((name, index) => [name, index]));
  const scaleOf = Int32Array.from(scale.values, (name) => scalePlace.get(name)!);
  const index = new Map<number, number>();
  const patterns: ScorePattern[] = [];
  const patternOf = new Int32Array(rowCount).fill(-1);
  const wordCounts: Map<number, number>[] = [];
  for (let row = 0; row < rowCount; row++) {
    const subjectAt = subject.meaning[subject.codes[row]];
    if (subjectAt < 0) continue;
    const scaleAt = scaleOf[scale.codes[row]];
    const pair = subjectAt * scaleNames.length + scaleAt;
    let at = index.get(pair);
    if (at === undefined) {
      at = patterns.push(emptyPattern(subject.names[subjectAt], scaleNames[scaleAt])) - 1;
      index.set(pair, at);
      wordCounts.push(new Map());
    }
    patternOf[row] = at;
    if (status.meaning[status.codes[row]] > 2) continue; // a status without a score says nothing about the scale
    const pattern = patterns[at];
    const value = score.number[score.codes[row]];
    if (Number.isNaN(value)) {
      const code = score.codes[row];
      wordCounts[at].set(code, (wordCounts[at].get(code) ?? 0) + 1);
    } else {
      pattern.numbers++;
      pattern.sum += value;
      pattern.sumOfSquares += value * value;
      if (value < pattern.lowest) pattern.lowest = value;
      if (value > pattern.highest) pattern.highest = value;
      if (!Number.isInteger(value)) pattern.wholeNumbers = false;
    }
  }
  for (const [at, counts] of wordCounts.entries()) {
    for (const [code, count] of counts) {
      const word = score.values[code];
      if (word !== '') patterns[at].words.set(word, (patterns[at].words.get(word) ?? 0) + count);
    }
  }
  return { patterns, patternOf };
}

function emptyPattern(subject: string, scale: string): ScorePattern {
  return {
    subject,
    scale,
    numbers: 0,
    sum: 0,
    sumOfSquares: 0,
    lowest: Infinity,
    highest: -Infinity,
    wholeNumbers: true,
    words: new Map(),
  };
}
