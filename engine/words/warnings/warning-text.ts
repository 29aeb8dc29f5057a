import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import { warningCatalogue, type Warning } from '../../warnings.ts';
import { fillTemplate, type Slots } from '../kit/fill-template.ts';

/** A warning of the catalogue as the sentence people read. */
export function warningText(warning: Warning): string {
  const template = warningCatalogue[warning.code].replaceAll(
    /\[([^|\]]*)\|([^\]]*)\]/g,
    (_, one: string, many: string) => (warning.count === 1 ? one : many),
  );
  return fillTemplate(template, {
    count: warning.count,
    ...warning.values,
    ...componentWords(warning),
    ...shiftWords(warning.values),
  });
}

/** What a component of the trajectories tells, in the fit's names. */
const componentTells: Readonly<Record<string, string>> = {
  reliability: 'how well the tests measure',
  yearCorrelation: 'how far pupils move in a year',
  reversion: 'how soon a change passes',
  errorExtremes: 'how much less the tests tell far from the middle',
  extraError: 'how far errors go beyond those stated',
  reliabilityTrend: 'how much better later tests measure',
};

function componentWords({ values }: Warning): Slots {
  const what = componentTells[String(values?.component)];
  return values?.component === undefined ? {} : { what: what ?? 'how pupils and tests vary' };
}

/**
 * A shift in SD of true position as people read it: which way, where it would put the middle pupil of 100, and both readings of
 * it; and of how many it is the largest.
 */
function shiftWords(values: Warning['values']): Slots {
  if (values?.shift === undefined) return {};
  const shift = Number(values.shift);
  const of = Number(values.of ?? 1);
  const [side, marked, many, moved] =
    shift < 0 ? ['lower', 'too hard', 'many', 'fell back'] : ['higher', 'too kindly', 'few', 'gained'];
  const place = 100 * normalCdf(shift);
  return { side, marked, many, moved, place, largest: of > 1 ? ` (the largest of ${of} such shifts)` : '' };
}
