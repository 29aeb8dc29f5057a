import { subjectWords, type ForecastRow } from '../../../engine/index.ts';
import type { ChosenTarget } from '../../records/targets/pupil-targets.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { chanceIn } from '../../runs/pupils/target-standing.ts';
import type { TargetForm } from './forms.ts';

export type Chosen = { readonly target: ChosenTarget } | { readonly field: string; readonly problem: string };

/** The target that a form states, or which field does not hold and what to do. */
export function chosenTarget(
  run: LoadedRun,
  offer: ForecastRow | undefined,
  form: Pick<TargetForm, 'subject' | 'until' | 'level' | 'score' | 'reason'>,
): Chosen {
  if (offer === undefined)
    return {
      field: 'level',
      problem: 'These results forecast no score for this day, so no target can be recorded for it.',
    };
  const reason = form.reason.trim();
  if (reason === '') return { field: 'reason', problem: 'Write why this target, in a few words.' };
  const stated = form.level === 'other' ? scoreOf(run, offer, form.score ?? '') : (offer[form.level] ?? Number.NaN);
  if (typeof stated === 'string') return { field: 'score', problem: stated };
  if (Number.isNaN(stated))
    return { field: 'level', problem: 'These results do not offer this target. Choose another.' };
  const { subject, until, date } = offer;
  const score = Math.round(10 * stated) / 10;
  return {
    target: {
      subject,
      until,
      date,
      level: form.level,
      score,
      chance: chanceIn(run, offer, score),
      run_id: run.id,
      reason,
    },
  };
}

/** The score typed, or a sentence that says what it must be. */
function scoreOf(run: LoadedRun, offer: ForecastRow, typed: string): number | string {
  const text = typed.trim().replace(',', '.');
  const scale = run.manifest.scales.find(({ subject }) => subject === offer.subject);
  const [low, high] = [scale?.min ?? -Infinity, scale?.max ?? Infinity];
  const range =
    Number.isFinite(low) && Number.isFinite(high)
      ? `from ${low} to ${high}`
      : `of ${subjectWords(offer.subject).label}, in points of the test`;
  if (text === '' || !/^-?\d+(?:\.\d+)?$/.test(text)) return `Write the score as a number ${range}.`;
  const score = Number(text);
  if (score < low || score > high) return `${text} is no score of this test: write one ${range}.`;
  if (offer.whole && !Number.isInteger(score))
    return 'Scores of this test are whole numbers: write one without a fraction.';
  return score;
}
