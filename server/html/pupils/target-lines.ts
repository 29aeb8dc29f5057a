import { chanceWords, windowMonth, type ForecastRow } from '../../../engine/index.ts';
import type { TargetStanding } from '../../runs/pupils/target-standing.ts';
import type { TargetLevel } from '../../records/targets/pupil-targets.ts';
import { html, type Html } from '../html.ts';

export const levelWords: Readonly<Record<TargetLevel, string>> = {
  typical: 'typical',
  aspirational: 'aspirational',
  exceptional: 'exceptional',
  other: 'of our own',
};

/** “104 or better by July 2027 (aspirational)”. */
export function targetWords({ target }: TargetStanding): string {
  return `${target.score} or better by ${windowMonth(target.date)} (${levelWords[target.level]})`;
}

/** How it stands: the chance now beside that of the day it was chosen, or what came of it. */
export function standingWords({ target, state, chance, result }: TargetStanding): string {
  if (state === 'reached') return `Reached: the result was ${result}.`;
  if (state === 'not-reached') return `Not reached: the result was ${result}.`;
  if (state === 'no-result') return 'No result that tells.';
  if (state === 'no-forecast' || chance === null) return 'These results cannot say how likely it is.';
  const then = target.chance === null ? '' : `; when it was chosen, ${chanceWords(target.chance)}`;
  return `Of pupils like this, ${chanceWords(chance)} get this far${then}.`;
}

/** The same in a few words, for a sheet of paper: “reading 104 by July 2027 (about 3 in 10)”. */
export function shortTarget(subject: string, { target, state, chance }: TargetStanding): string {
  const how =
    state === 'reached'
      ? 'reached'
      : state === 'not-reached'
        ? 'not reached'
        : chance === null
          ? 'chance not known'
          : chanceWords(chance);
  return `${subject} ${target.score} by ${windowMonth(target.date)} (${how})`;
}

/** A line a target. */
export function targetLines(standings: readonly TargetStanding[], label: (subject: string) => string): Html {
  return html`<ul class="govuk-list lead">
    ${standings.map(
      (one) => html`<li>${label(one.target.subject)}: <strong>${targetWords(one)}</strong>. ${standingWords(one)}</li>`,
    )}
  </ul>`;
}

/** “the end of the school year (July 2027)”. */
export function dayWords({ until, date }: Pick<ForecastRow, 'until' | 'date'>): string {
  return `the end of the ${until === 'year' ? 'school year' : 'key stage'} (${windowMonth(date)})`;
}
