import { normalCdf } from '../../stats/distributions/normal-cdf.ts';
import { warningCatalogue, type Warning } from '../../warnings.ts';
import { fillTemplate, type Slots } from '../kit/fill-template.ts';

/** A warning of the catalogue as the sentence people read. */
export function warningText(warning: Warning): string {
  const template = warningCatalogue[warning.code].replaceAll(
    /\[([^|\]]*)\|([^\]]*)\]/g,
    (_, one: string, many: string) => (warning.count === 1 ? one : many),
  );
  return fillTemplate(template, { count: warning.count, ...warning.values, ...shiftWords(warning.values?.shift) });
}

/** A shift in SD of true position as people read it: which way, and where it would put the middle pupil of 100. */
function shiftWords(shift: string | number | undefined): Slots {
  if (shift === undefined) return {};
  return { side: Number(shift) < 0 ? 'lower' : 'higher', place: 100 * normalCdf(Number(shift)) };
}
