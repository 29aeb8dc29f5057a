import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';
import type { SubjectWords } from '../kit/subject-words.ts';

/** Points since a pupil was first listed; positive = better, whichever way the scale runs. */
export interface Rebound {
  /** What was to be expected with nothing done. */
  readonly usualPoints: number;
  readonly points: number;
  readonly pointsLow: number;
  readonly pointsHigh: number;
}

/** What came of it, beside the usual rebound after a low result; it never credits the support with the difference. */
export function reboundSentence(rebound: Rebound, words: Pick<SubjectWords, 'unitOne' | 'unitMany'>): string {
  const usual = Math.max(0, Math.round(rebound.usualPoints));
  const whole = Math.round(rebound.points);
  const came = whole > 0 ? pageTemplates.cameUp : whole < 0 ? pageTemplates.cameDown : pageTemplates.stayed;
  return fillTemplate(pageTemplates.rebound, {
    usual,
    unit: usual === 1 ? words.unitOne : words.unitMany,
    Pupil: 'This pupil',
    came: fillTemplate(came, { points: Math.abs(whole) }),
    low: signed(whole < 0 ? -rebound.pointsHigh : rebound.pointsLow),
    high: signed(whole < 0 ? -rebound.pointsLow : rebound.pointsHigh),
  });
}

function signed(points: number): string {
  const whole = Math.round(points);
  return whole < 0 ? `−${-whole}` : String(whole + 0);
}
