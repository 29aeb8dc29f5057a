import { fillTemplate } from '../kit/fill-template.ts';
import { pageTemplates } from '../kit/page-templates.ts';

/** Whom a pupil's targets come from. */
export interface TargetPeers {
  readonly peers: number;
  /** Peers have a similar need as well as the same start. */
  readonly needMatched: boolean;
}

/** Whom the targets of a pupil come from, as a phrase. */
export function targetPeersWords({ peers, needMatched }: TargetPeers): string {
  return fillTemplate(needMatched ? pageTemplates.targetNeedPeers : pageTemplates.targetPeers, { peers });
}

/** What every target rests on, to stand over them. */
export function targetYearSentence(): string {
  return pageTemplates.targetYear;
}

/**
 * A chance in words that keep to what the numbers can carry: “about 5 in 10”, “about 1 in 20”.
 *
 * @param chance 0–1
 */
export function chanceWords(chance: number): string {
  if (Number.isNaN(chance)) return '';
  const tenths = Math.round(10 * chance);
  if (chance >= 0.95) return 'nearly all';
  if (chance >= 0.075) return `about ${Math.max(1, tenths)} in 10`;
  return chance >= 0.03 ? 'about 1 in 20' : 'fewer than 1 in 30';
}
