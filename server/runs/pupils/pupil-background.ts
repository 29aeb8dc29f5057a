import { contextEvents, dateText, type ContextEvent, type Overdue, type PupilContext } from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { knownContext } from './known-context.ts';
import { overdueOf } from './overdue.ts';
import type { SchoolPupil } from '../../records/pupils/school-pupil.ts';
import { mayDo } from '../../people/permissions.ts';
import { targetsNow, type PupilTargetRow } from '../../records/targets/pupil-targets.ts';
import { helpStarted } from '../../records/register/help-started.ts';

/** What is known of a pupil beside the results, and what of it a picture marks. */
export interface PupilBackground {
  readonly context: PupilContext | undefined;
  readonly events: readonly ContextEvent[];
  readonly overdue: Overdue;
  /** Targets that hold, those for the nearest day first. */
  readonly targets: readonly Pick<PupilTargetRow, 'subject' | 'date' | 'score'>[];
}

const nothingOverdue: Overdue = { review: null, lookAgain: null, agreed: [] };

/** For a pupil within the reader’s scope; nothing where the reader may not see notes. */
export async function pupilBackground(request: FastifyRequest, pupil: SchoolPupil): Promise<PupilBackground> {
  const { record, now } = request.server;
  const person = request.person!;
  if (!mayDo(person.role, 'see-notes')) return { context: undefined, events: [], overdue: nothingOverdue, targets: [] };
  const today = dateText(now());
  const [contexts, help, overdue, holding] = await Promise.all([
    knownContext(record, person, [pupil]),
    helpStarted(record, pupil, today),
    overdueOf(record, pupil, today),
    targetsNow(record, [pupil]),
  ]);
  const context = contexts.get(pupil.pupilId);
  const targets = holding.map(({ subject, date, score }) => ({ subject, date, score }));
  return { context, events: contextEvents(context, help), overdue, targets };
}
