import type { EhcStanding } from './ehc-standing.ts';
import type { StepKind } from './ehc-steps.ts';

/** Why a step cannot be written down as it stands. */
export const stepFaults = [
  'no-kind',
  'not-next',
  'no-day',
  'to-come',
  'before-act',
  'before-birth',
  'before-last',
  'after-leaving',
  'no-person',
] as const;
export type StepFault = (typeof stepFaults)[number];

/** The first day on which an EHC needs assessment could be asked for: Children and Families Act 2014, Part 3. */
const actInForce = '2014-09-01';

/** What is wrong with a step beside what stands; null where nothing is. Days are ISO. */
export function whyNotStep(
  { last, next }: Pick<EhcStanding, 'last' | 'next'>,
  step: { readonly kind: StepKind | ''; readonly on_day: string; readonly by_whom: string },
  known: { readonly today: string; readonly bornOn: string | null; readonly leftOn: string | null },
): StepFault | null {
  if (step.kind === '') return 'no-kind';
  if (!next.includes(step.kind)) return 'not-next';
  if (step.on_day === '') return 'no-day';
  if (step.on_day > known.today) return 'to-come';
  if (step.on_day < actInForce) return 'before-act';
  if (known.bornOn !== null && step.on_day < known.bornOn) return 'before-birth';
  if (last !== undefined && step.on_day < last.on_day) return 'before-last';
  if (known.leftOn !== null && step.on_day > known.leftOn) return 'after-leaving';
  return step.by_whom === '' ? 'no-person' : null;
}
