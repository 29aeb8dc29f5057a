import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

export interface PeerGroup {
  /** Subject inside a sentence: “reading”. */
  readonly subject: string;
  /** “December 2025”. */
  readonly baselineMonth: string;
  /** “Year 4”. */
  readonly yearGroup: string;
  /** Pupils the comparison is worked out from, the pupil not counted. */
  readonly peers: number;
  /** How many of them the fit rests on near this score. */
  readonly peersNear: number;
  readonly schools: number;
  /** Half-width in points within which those near ones started; NaN where the scale has no points. */
  readonly widthPoints?: number;
}

/** Who a pupil is compared with, in words: named in every place where a comparison is shown. */
export function peerGroupSentence(group: PeerGroup): string {
  const width = group.widthPoints ?? Number.NaN;
  const template = width >= 0.5 ? pageTemplates.peerGroup : pageTemplates.peerGroupWithoutWidth;
  return fillTemplate(template, {
    subject: group.subject,
    baseline: group.baselineMonth,
    peers: group.peers,
    yearGroup: group.yearGroup,
    schools: group.schools === 1 ? '1 school' : `${group.schools} schools`,
    near: Math.max(1, group.peersNear),
    width,
    Pupil: 'This pupil',
    pupil: 'this pupil',
  });
}
