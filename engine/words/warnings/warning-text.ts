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
    ...shiftWords(warning.values?.shift),
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

/** A shift in SD of true position as people read it: which way, and where it would put the middle pupil of 100. */
function shiftWords(shift: string | number | undefined): Slots {
  if (shift === undefined) return {};
  return { side: Number(shift) < 0 ? 'lower' : 'higher', place: 100 * normalCdf(Number(shift)) };
}
