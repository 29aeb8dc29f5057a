import type { SchoolRecord } from '../open-record.ts';
import type { LetterWordsRow } from './letter-tables.ts';

export type { LetterWordsRow } from './letter-tables.ts';

/** Whose words of a kind of letter: a school's, or '' for the trust's. */
export interface WordsOf {
  readonly school: string;
  readonly kind: string;
}

/** Every version of these words, newest first: the first one stands. */
export function letterWordsEver({ db }: SchoolRecord, { school, kind }: WordsOf): Promise<LetterWordsRow[]> {
  return db
    .selectFrom('letter_words')
    .selectAll()
    .where('school', '=', school)
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .execute();
}

/** Words in force for a school: its own, else the trust's; null where neither has any, and the usual ones stand. */
export async function letterWordsFor(record: SchoolRecord, { school, kind }: WordsOf): Promise<LetterWordsRow | null> {
  for (const of of new Set([school, ''])) {
    const [standing] = await letterWordsEver(record, { school: of, kind });
    if (standing && standing.words !== null) return standing;
  }
  return null;
}

/**
 * Keeps words as a new version; `words` null gives them up for the ones above.
 *
 * @param seen version the writer saw; 0 where there was none
 * @returns the row, or null where somebody else has written since
 */
export async function setLetterWords(
  { db }: SchoolRecord,
  { seen, ...row }: WordsOf & { readonly words: string | null; readonly seen: number },
  { personId, at }: { readonly personId: string; readonly at: Date },
): Promise<LetterWordsRow | null> {
  const [standing] = await letterWordsEver({ db } as SchoolRecord, row);
  if ((standing?.version ?? 0) !== seen) return null;
  const saved = await db
    .insertInto('letter_words')
    .values({ ...row, version: seen + 1, set_at: at.toISOString(), set_by: personId })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return saved ?? null;
}
