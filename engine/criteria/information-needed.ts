import { criteria, type CriteriaSettings } from './index.ts';

/** Information, 0–1, that a verdict of not-met needs: the criterion's own where it has one, else that of every verdict. */
export function informationNeeded(criterion: number, settings: CriteriaSettings): number {
  return criteria[criterion].minimumInformation?.(settings) ?? settings.minimumInformation;
}
