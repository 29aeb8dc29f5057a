import { subjectAliases } from '../mapping/aliases.ts';
import { likeness } from '../../values/likeness.ts';

/** Words shorter than this are like too many others. */
const shortestWord = 5;
const alikeEnough = 0.75;

/** The subject whose name one of the words is a likely misspelling of (“Readng”), and that word; null where there is none. Never taken without a question. */
export function nearSubject(words: readonly string[]): { subject: string; word: string } | null {
  let best: { subject: string; word: string } | null = null;
  let most = alikeEnough;
  for (const word of words.filter(({ length }) => length >= shortestWord))
    for (const [subject, aliases] of Object.entries(subjectAliases))
      for (const alias of aliases) {
        const alike = alias.length < shortestWord ? 0 : likeness(word, alias);
        if (alike > most || (alike === most && best === null)) [best, most] = [{ subject, word }, alike];
      }
  return best;
}
