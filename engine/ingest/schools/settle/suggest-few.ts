import type { Conversion, ConvertedWindow } from '../conversion/conversion.ts';
import { describeTerm } from '../mapping/describe-window.ts';
import type { Guess, Mapping, SheetAnswers, WindowUse } from '../mapping/mapping.ts';
import { termOf } from '../mapping/school-terms.ts';
import { daysOfWindows } from './settle-spells.ts';

/** A window needs company: up to this share of the largest one's results are few. */
const few = 0.1;
/** Fewer results say nothing about what is usual. */
const fewestOfLargest = 10;
/** Somebody absent is tested within this many days of the others. */
const mostDaysLate = 60;

/**
 * Asks about terms that only the dates of a few results speak of: a window of their own would be everybody's newest, and leave the
 * others unmeasured. Proposes the window they lie near to (tested late), else to leave them out (a slip of the pen), and enters
 * the proposal in the mapping.
 */
export function suggestFew(conversion: Conversion, mapping: Mapping): Guess[] {
  const counts = new Map([...conversion.windows].map(([name, window]) => [name, countOf(window)]));
  const largest = Math.max(0, ...counts.values());
  const isFew = (name: string): boolean => !conversion.windows.get(name)!.named && counts.get(name)! <= few * largest;
  if (largest < fewestOfLargest) return [];
  const days = daysOfWindows(conversion);
  const near = [...conversion.windows.keys()].filter((name) => !isFew(name));
  return [...conversion.windows].flatMap(([name, window]): Guess[] => {
    if (!isFew(name)) return [];
    const away = (other: string): number => Math.abs(days.get(other)! - days.get(name)!);
    const [nearest] = near.filter((other) => away(other) <= mostDaysLate).sort((a, b) => away(a) - away(b));
    const stands: SheetAnswers['few'][string] =
      nearest === undefined ? { ignore: true } : useOf(nearest, days.get(nearest)!);
    const sheets = [...window.datedBy].filter((sheet) => mapping.sheets?.[sheet] && !mapping.sheets[sheet].few[name]);
    if (sheets.length === 0) return [];
    for (const sheet of sheets) mapping.sheets![sheet].few[name] = stands;
    const count = counts.get(name)!;
    return [
      {
        file: sheets[0],
        of: `${count} ${count === 1 ? 'result' : 'results'} dated in ${window.label}`,
        as: describeTerm(stands),
        reason: `other windows have up to ${largest} results${nearest === undefined ? ', none of them near' : `; the nearest is ${away(nearest)} days away`}`,
        confidence: 0.5,
        at: ['few', name, ...sheets],
      },
    ];
  });
}

function countOf({ days, undated }: ConvertedWindow): number {
  return days.length + undated;
}

/** A window by its name, or where it was named in a way of its own by its day. */
function useOf(name: string, day: number): WindowUse {
  const said = /^(\d{4})-(autumn|spring|summer)(?:-([12]))?$/.exec(name);
  if (!said) return { ...termOf(day), yearGroup: null };
  const half = said[3] === '1' ? 1 : said[3] === '2' ? 2 : 0;
  return { academicYear: Number(said[1]), term: said[2] as WindowUse['term'], half, yearGroup: null };
}
