import type { Conversion, ConvertedResult } from '../conversion/conversion.ts';
import { parseHeading } from '../mapping/parse-heading.ts';

/**
 * National tests are put into the half term they are sat in where their headings name none. Where the same term stands whole
 * beside it (“Summer” for the other tests) that is one window, not two.
 */
export function joinHalves(conversion: Conversion): void {
  const { windows, results, unused } = conversion;
  for (const [name, window] of windows) {
    const whole = /^(\d{4}-(?:autumn|spring|summer))-[12]$/.exec(name)?.[1];
    const term = whole === undefined ? undefined : windows.get(whole);
    const inside = results.filter((result) => result.window === name);
    if (whole === undefined || term === undefined || !inside.every(({ place }) => namesNoTerm(place?.column))) continue;
    // A second result of the subject in the term stays apart from the first.
    const taken = new Set(results.filter((result) => result.window === whole).map(sittingOf));
    if (inside.some((result) => taken.has(sittingOf(result)))) continue;
    for (const [at, result] of results.entries())
      if (result.window === name) results[at] = { ...result, window: whole };
    for (const [at, cell] of unused.entries())
      if (cell.sitting?.window === name) unused[at] = { ...cell, sitting: { ...cell.sitting, window: whole } };
    term.days.push(...window.days);
    term.undated += window.undated;
    windows.delete(name);
  }
}

function sittingOf({ pupilId, subject }: ConvertedResult): string {
  return `${pupilId}\n${subject}`;
}

const known = new Map<string, boolean>();
const mostKnown = 10_000;

function namesNoTerm(heading: string | undefined): boolean {
  if (heading === undefined) return false;
  if (known.size > mostKnown) known.clear();
  const is = known.get(heading) ?? parseHeading(heading).term === null;
  known.set(heading, is);
  return is;
}
