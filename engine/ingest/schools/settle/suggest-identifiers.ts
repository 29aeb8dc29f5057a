import { checkUpn } from '../mapping/check-upn.ts';
import type { Guess, Mapping } from '../mapping/mapping.ts';
import type { NumberHolders } from '../conversion/number-holders.ts';
import { suggestMatches, type Person } from '../conversion/suggest-matches.ts';
import { areTwoChildren } from './are-two-children.ts';

/** Less likely pairs are shown in the report; they are no question. Twins reach 0.5 at most. */
const worthAQuestion = 0.6;
const mostQuestions = 200;
/** Never sure enough to go without a question. */
const mostSure = 0.84;

/**
 * Asks of pairs of numbers that are probably one child (a temporary number made permanent, a child known to two schools by
 * two numbers) whether they are; they stay two until somebody says yes. Enters the suggestions in the mapping, unanswered; what is
 * answered there stays.
 */
export function suggestIdentifiers(roll: readonly Person[], mapping: Mapping): Guess[] {
  const guesses: Guess[] = [];
  for (const { id, otherId, likelihood, reason } of suggestMatches(roll)) {
    if (likelihood < worthAQuestion || guesses.length === mostQuestions) break;
    const [present, former] = lasting(id) >= lasting(otherId) ? [id, otherId] : [otherId, id];
    const identifiers = (mapping.identifiers ??= {});
    const known = Object.hasOwn(identifiers, former) ? identifiers[former] : null;
    if (areTwoChildren(mapping, id, otherId)) continue;
    // A number that resembles two is asked about the likelier one; about the other when that one is not it.
    const next = known?.same === false && known.id !== former;
    if (known && !next && (known.id !== present || known.same !== null)) continue;
    const not = next ? { not: [...(known.not ?? []), known.id] } : known?.not ? { not: known.not } : {};
    identifiers[former] = { id: present, likelihood, reason, same: null, ...not };
    guesses.push({
      file: 'all files',
      of: `pupil ${former}`,
      as: `the same child as ${present}`,
      reason: `${reason}; ${Math.round(likelihood * 100)} in 100`,
      confidence: Math.min(mostSure, likelihood),
      at: ['identifiers', former],
    });
  }
  return guesses;
}

/** Asks of numbers that files give to two children whether they are one; until somebody says yes, no row of them is used. */
export function suggestShared(holders: NumberHolders, mapping: Mapping): Guess[] {
  const guesses: Guess[] = [];
  for (const [id, places] of holders.shared()) {
    if (guesses.length === mostQuestions) break;
    const identifiers = (mapping.identifiers ??= {});
    if (Object.hasOwn(identifiers, id) && identifiers[id].same !== null) continue;
    const reason = `${places} give it unlike names or dates of birth`;
    identifiers[id] = { id, likelihood: 0.1, reason, same: null };
    const at = ['identifiers', id];
    guesses.push({ file: 'all files', of: `pupil ${id}`, as: 'one child', reason, confidence: 0.1, at });
  }
  return guesses;
}

/** How lasting a number is: a permanent unique pupil number, a temporary one, any other. */
function lasting(id: string): number {
  const { fault, temporary } = checkUpn(id);
  return fault === 'shape' ? 0 : temporary ? 1 : 2;
}
