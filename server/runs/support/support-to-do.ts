import type { PupilContext } from '../../../engine/index.ts';
import type { EhcStanding } from '../../records/higher/ehc-standing.ts';
import type { MonitoredRow, RegisterEntryRow, SupportPlanRow } from '../../records/record-tables.ts';
import { notKnownOf } from '../../records/register/not-known.ts';
import type { PupilNeedRow } from '../../records/register/pupil-needs.ts';

export interface SupportStanding {
  /** The open entry of the register. */
  readonly entry: RegisterEntryRow | undefined;
  /** What the school's files say: the status, where they still count, and all of it. */
  readonly fileStatus: string;
  readonly file: PupilContext | undefined;
  /** Left the register here, and the file still says support. */
  readonly stillInFile: boolean;
  readonly needs: readonly PupilNeedRow[];
  readonly plan: SupportPlanRow | undefined;
  readonly monitored: MonitoredRow | undefined;
  readonly ehc: EhcStanding;
  /** Whether the reader is told of steps to an EHC plan. */
  readonly seesSteps: boolean;
  /** ISO date. */
  readonly today: string;
}

/** What stands out of a pupil's support: sentences a person acts on. */
export function supportToDo({
  entry,
  fileStatus,
  needs,
  plan,
  monitored,
  file,
  stillInFile,
  ehc,
  seesSteps,
  today,
}: SupportStanding): string[] {
  const supported = entry !== undefined || fileStatus !== '';
  return [
    !entry && fileStatus ? 'In the school’s file only: a person enters it here, with when parents were told.' : '',
    stillInFile ? 'Left the register here; the school’s file still says support: correct it there.' : '',
    entry && file && file.senStatus !== '' && file.senStatus !== entry.status
      ? 'The school’s file and this register do not say the same status.'
      : '',
    seesSteps ? unlikeSteps(entry, ehc) : '',
    entry && notKnownOf(entry).has('told')
      ? 'It is not known whether parents were told: tell them, and write when.'
      : '',
    supported && needs.length === 0 && !file?.primaryNeed ? 'No area of need is recorded.' : '',
    supported && !plan ? 'No plan is running.' : '',
    !supported && plan ? 'Support without an SEN status: that may well be right.' : '',
    plan && plan.review_on <= today
      ? plan.review_on < today
        ? 'The plan’s review is past its date: what came of it?'
        : 'The plan’s review is due.'
      : '',
    monitored && monitored.look_again_on <= today
      ? monitored.look_again_on < today
        ? 'The day to look again is past: how is it going?'
        : 'It is time to look again.'
      : '',
  ].filter(Boolean);
}

/** Where the steps to an EHC plan and the register say different things: a person enters it, nothing follows by itself. */
function unlikeSteps(entry: RegisterEntryRow | undefined, { state, last }: EhcStanding): string {
  if (state === 'plan' && entry?.status !== 'E')
    return entry
      ? 'A final EHC plan is written down; the register here still says SEN Support: enter the EHC plan.'
      : 'A final EHC plan is written down, and the pupil is not on the register here: enter it.';
  return last?.kind === 'ceased' && entry?.status === 'E'
    ? 'The EHC plan has ended; the register here still says EHC plan: put it right.'
    : '';
}
