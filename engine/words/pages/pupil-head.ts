import type { PupilContext } from '../../tables/pupil-context.ts';
import { ageWords } from '../kit/age-words.ts';
import { attendanceWords, joinedWords } from '../context/context-facts.ts';
import { senWords } from '../kit/sen-words.ts';
import { windowMonth } from '../kit/window-month.ts';

/** Who a pupil is, beside the results: what stands at the head of the pupil's page. Parts that are not known are ''. */
export interface PupilHead {
  /** “age 8 y 5 m (July: one of the youngest)” on the day of the window. */
  readonly age: string;
  /** “SEN Support since May 2025 (hearing)”, “no SEN status”. */
  readonly sen: string;
  /** Moves, joining, language, attendance; each a few words. */
  readonly facts: readonly string[];
}

/**
 * The head of a pupil's page.
 *
 * @param at day of the window (ISO), for the age: moves and learning English that began later are left out; year group on
 * that day
 */
export function pupilHead(
  context: PupilContext,
  at: { readonly onDate: string; readonly yearGroup: string },
): PupilHead {
  const { senStatus, senSince, primaryNeed, facts } = context;
  const happened = facts.filter(({ from }) => from <= at.onDate);
  const moves = happened.filter(({ kind }) => kind === 'school-move').map(({ from }) => windowMonth(from));
  const language = happened.find(({ kind }) => kind === 'language');
  return {
    age: ageWords({ dateOfBirth: context.dateOfBirth, ...at }),
    sen: senWords({ status: senStatus, since: senSince, need: primaryNeed }),
    facts: [
      moves.length > 0 ? `moved school in ${moves.join(' and ')}` : '',
      joinedWords(context),
      language
        ? `learning English since ${windowMonth(language.from)}`
        : context.englishAdditional
          ? 'English as an additional language'
          : '',
      attendanceWords(context),
    ].filter(Boolean),
  };
}
