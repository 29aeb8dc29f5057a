import type { Criterion } from '../../tables/run-schema.ts';
import { fillTemplate } from '../kit/fill-template.ts';
import { listInWords } from '../kit/list-in-words.ts';
import type { SubjectCriteria } from './short-sentence.ts';
import { isUndecided } from './is-undecided.ts';

/** Why a pupil is listed in a subject in which progress is no slower than that of pupils with the same score. */
export const listedAlthoughTemplates = {
  usual: '{subject}: not slower than pupils who had the same score; listed because {because}.',
  probablyUsual: '{subject}: probably in line with pupils who had the same score; listed because {because}.',
  unsaid: '{subject}: beside pupils who had the same score nothing can be said; listed because {because}.',
  because: {
    'slower-than-peers': 'progress is slower than theirs',
    'below-own-rate': '{pupil} was faster before',
    'gap-not-closing': 'a large gap to the year group is still there',
    'gap-widening': 'the gap to the year group has grown',
  } satisfies Record<Criterion, string>,
} as const;

/**
 * Where a list and the figure for pupils with the same score seem to contradict each other: what the pupil is listed for, which
 * is not that. Says “this pupil”. '' where nothing of the subject is met, or progress is slower than theirs as well.
 *
 * @param leansTowards probability from which an open answer leans towards, 0–1
 */
export function listedAlthoughSentence({ words, criteria }: SubjectCriteria, leansTowards = 0.5): string {
  const met = criteria.filter(({ verdict }) => verdict === 'met').map(({ criterion }) => criterion);
  const peers = criteria.find(({ criterion }) => criterion === 'slower-than-peers');
  if (met.length === 0 || peers === undefined || peers.verdict === 'met') return '';
  if (isUndecided(peers) && peers.probability >= leansTowards) return '';
  const { usual, probablyUsual, unsaid, because } = listedAlthoughTemplates;
  return fillTemplate(peers.verdict === 'not-met' ? usual : isUndecided(peers) ? probablyUsual : unsaid, {
    subject: words.label,
    because: listInWords(met.map((criterion) => fillTemplate(because[criterion], { pupil: 'this pupil' }))),
  });
}
