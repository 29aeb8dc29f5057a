import {
  dayOfText,
  helpBeforeAndDuringSentence,
  helpOfPupilSentence,
  measureHelpOfPupil,
  type AgendaRow,
  type HelpOfPupilInSubject,
} from '../../../engine/index.ts';
import type { SchoolRecord } from '../../records/open-record.ts';
import type { SupportPlanRow } from '../../records/record-tables.ts';
import { helpOfSchool } from '../../records/register/help-of-school.ts';
import { helpResults } from '../help-results.ts';
import type { LoadedRun } from '../loaded-run.ts';
import { subjectLabels } from './listed-pupils.ts';

/** What the results say of the time of a plan in one subject, as figures and in words. */
export interface PlanGrowth {
  readonly figures: HelpOfPupilInSubject;
  readonly subject: string;
  readonly sentence: string;
  /** Growth before beside growth during; '' where one is missing. */
  readonly beforeAndDuring: string;
}

/**
 * Growth in the time of each of a pupil's plans, beside what was to be expected with nothing done, by plan; subjects in the
 * run's order.
 */
export async function planGrowth(
  record: SchoolRecord,
  { run, row }: { readonly run: LoadedRun; readonly row: AgendaRow },
  plans: readonly SupportPlanRow[],
): Promise<ReadonlyMap<string, readonly PlanGrowth[]>> {
  if (plans.length === 0) return new Map();
  const helped = new Set((await helpOfSchool(record, row.school)).map(({ pupilId }) => pupilId));
  const results = helpResults(run, row.school, row.year_group);
  const windowDays = run.manifest.windows.map(({ date }) => dayOfText(date));
  const labels = subjectLabels(run);
  const order = [...labels.keys()];
  return new Map(
    plans.map((plan) => {
      const time = {
        pupilId: row.pupil_id,
        from: dayOfText(plan.start_on),
        to: dayOfText(plan.reviewed_on ?? ''),
      };
      const found = measureHelpOfPupil(results, time, { windowDays, helped });
      return [
        plan.plan_id,
        found
          .toSorted((a, b) => order.indexOf(a.subject) - order.indexOf(b.subject))
          .map((figures) => ({
            figures,
            subject: labels.get(figures.subject)?.label ?? figures.subject,
            sentence: helpOfPupilSentence(figures),
            beforeAndDuring: helpBeforeAndDuringSentence(figures),
          })),
      ];
    }),
  );
}
