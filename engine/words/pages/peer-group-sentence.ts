import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** Whom a pupil is compared with, as counts. */
export interface PeerGroup {
  /** Subject inside a sentence: “reading”. */
  readonly subject: string;
  /** “December 2025”. */
  readonly baselineMonth: string;
  /** “Year 4”. */
  readonly yearGroup: string;
  /** Pupils the comparison is worked out from, the pupil not counted. */
  readonly peers: number;
  /** How many of them the fit rests on near this score; NaN where that is not known, as with bands. */
  readonly peersNear: number;
  /** Schools they are in; NaN where that is not known, as with a saved reference. */
  readonly schools: number;
  /** False where results are bands: a band is no score. */
  readonly hasPoints?: boolean;
  /** Half-width in points within which those near ones started; NaN where the scale has no points. */
  readonly widthPoints?: number;
}

/** Who a pupil is compared with, in words: named in every place where a comparison is shown. What is not known is left out. */
export function peerGroupSentence(group: PeerGroup): string {
  const { peers, schools, peersNear, hasPoints = true } = group;
  return fillTemplate(pageTemplates.peerGroup, {
    subject: group.subject,
    result: hasPoints ? 'score' : 'result',
    baseline: group.baselineMonth,
    peers: `${peers} ${group.yearGroup} ${peers === 1 ? 'pupil' : 'pupils'}`,
    schools: Number.isNaN(schools)
      ? ''
      : fillTemplate(pageTemplates.peerGroupSchools, { schools: schools === 1 ? '1 school' : `${schools} schools` }),
    near: Number.isNaN(peersNear) ? '' : nearWords(group),
    Pupil: 'This pupil',
    pupil: 'this pupil',
  });
}

function nearWords({ peersNear, widthPoints: width = Number.NaN }: PeerGroup): string {
  const slots = { near: Math.max(1, Math.round(peersNear)), width, pupil: 'this pupil' };
  return fillTemplate(width >= 0.5 ? pageTemplates.peerGroupNearWithin : pageTemplates.peerGroupNear, slots);
}
