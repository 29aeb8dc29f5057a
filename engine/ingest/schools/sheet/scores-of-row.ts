import { findScale } from '../../../scales/registry.ts';
import { measureLabel, scaleOfMeasure } from '../mapping/measure-label.ts';
import { aspectOfKind } from '../mapping/aspect-of-kind.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { parseHeading } from '../mapping/parse-heading.ts';
import { isPlainResult } from '../mapping/why-no-result.ts';
import type { SheetColumns } from './sheet-columns.ts';

/** What the row says of its result's kind. */
export interface RowKind {
  /** Scale of the aspect or test; null not known. */
  readonly test: string | null;
  /** Text of the column of scales or result types. */
  readonly said: string;
  /** Text of the subject or aspect. */
  readonly aspect: string;
  /** The school's own scale of such rows; null where their grades are none of its own. */
  readonly own: string | null;
}

/** What a mapping says of rows of an aspect and a kind of result. */
export function rowKind(aspects: Mapping['aspects'], aspect: string, said: string): RowKind {
  const scaleOf = (name: string): string | null => {
    const use = Object.hasOwn(aspects, name) ? aspects[name] : null;
    return use && 'subject' in use ? use.scale : null;
  };
  const kind = isPlainResult(said) ? '' : said;
  return { test: scaleOf(aspect), said: kind, aspect, own: said === '' ? null : scaleOf(aspectOfKind(aspect, said)) };
}

export interface RowScore {
  readonly at: number;
  readonly column: string;
  readonly scale: string | null;
  readonly measure: string;
}

export interface RowScores {
  readonly scores: readonly RowScore[];
  /** Neither the row's own text nor its test says a scale that is known. */
  readonly isUnknown: boolean;
}

const known = new Map<string, RowScores>();
const mostKnown = 10_000;

/** The scores of a row with one sitting: that of the column of scores, and those beside it, each with its kind and scale. */
export function scoresOfRow({ fieldAt, headingOf, measures }: SheetColumns, kind: RowKind): RowScores {
  const score = fieldAt.get('score') ?? -1;
  const columns = [{ at: score, heading: headingOf(score) }, ...measures];
  const key = JSON.stringify([columns, kind]);
  const done = known.get(key);
  if (done) return done;
  if (known.size > mostKnown) known.clear();
  const scores = columns.map(({ at, heading }) => rowScore(at, heading, kind, measures.length > 0));
  const read = { scores, isUnknown: kind.said !== '' && isUnknownScale(kind.said, kind.test) };
  known.set(key, read);
  return read;
}

function rowScore(at: number, heading: string, { test, said, aspect, own }: RowKind, areSeveral: boolean): RowScore {
  const [ofHeading, ofText, ofAspect] = [heading, said, aspect].map(parseHeading);
  const named = said === '' ? null : (findScale(said)?.scale ?? null);
  const ofRow =
    ofText.measure === null && ofText.scale === null && named !== null ? named : scaleOfMeasure(ofText, test);
  const isBeside = ofHeading.measure !== null || ofHeading.scale === 'reading-age';
  const ofColumn = isBeside ? measureLabel(ofHeading) : heading.toLowerCase();
  const parts = [measureLabel(ofAspect), said, areSeveral ? ofColumn : ''];
  return {
    at,
    column: heading,
    scale:
      own !== null && !isBeside
        ? own
        : ofAspect.measure === null
          ? scaleOfMeasure(ofHeading, ofText.measure === null ? ofRow : null)
          : null,
    measure: parts.filter((part) => part !== '').join(' · '),
  };
}

/** Whether a row's text says a scale or kind of score that nobody knows, where its test does not say it either. */
function isUnknownScale(said: string, test: string | null): boolean {
  const { scale, measure } = parseHeading(said);
  return test === null && scale === null && measure === null && findScale(said) === null;
}
