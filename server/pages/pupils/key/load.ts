import { followUpSentence, overdueSentences, type AgendaRow } from '../../../../engine/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LoadedRun } from '../../../runs/loaded-run.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import type { DiscussionRow } from '../../../records/discussions/discussions.ts';
import { pupilView } from './view.ts';
import { agreementOf, type Unsaved } from '../../../runs/meetings/agreement-of.ts';
import { comparisonWords } from '../../../runs/pupils/comparison-words.ts';
import { discussionSteps } from './steps.ts';
import { listedPupil, subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { dateWords } from '../../../html/date-words.ts';
import type { Page } from '../../../http/pages.ts';
import { listingHistory } from '../../../runs/pupils/listing-history.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { monthOf, runHeading } from '../../../runs/run-heading.ts';
import { backgroundParts } from '../../../runs/pupils/background-parts.ts';
import { toldOf } from '../../../runs/pupils/pupil-told.ts';
import { higherSupport } from '../../../runs/pupils/higher-support.ts';
import { targetsNow } from '../../../records/targets/pupil-targets.ts';
import { targetStanding } from '../../../runs/pupils/target-standing.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { mayDo } from '../../../people/permissions.ts';

export interface PupilOfRun {
  readonly scoped: ScopedRun;
  /** The pupil’s row of the agenda. */
  readonly row: AgendaRow;
  readonly unsaved?: Unsaved;
}

/** All that a pupil’s page shows, fetched and joined. */
export async function pupilPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row, unsaved }: PupilOfRun,
): Promise<Page> {
  const { names } = request.server;
  const { run } = scoped;
  const pupil = listedPupil(run, names, row);
  const [{ agreement, earlier, people }, steps, background, past, higher, targets] = await Promise.all([
    agreementOf(request, reply, { runId: run.id, ...pupilOfRow(row), unsaved }),
    discussionSteps(request, scoped, row),
    pupilBackground(request, pupilOfRow(row)),
    listingHistory(request, scoped, pupil),
    higherSupport(request, scoped, row),
    targetsNow(request.server.record, [pupilOfRow(row)]),
  ]);
  return {
    title: 'Pupil',
    place: 'agenda',
    scripts: ['charts.js'],
    kind: 'pupil-page',
    body: pupilView({
      ...runHeading(run),
      runId: run.id,
      pupil,
      labels: subjectLabels(run),
      ...toldOf(scoped, pupil, background),
      ...backgroundParts(scoped, pupil, { context: background.context, own: agreement.own }),
      past,
      targets: targets.map((target) => targetStanding(run, target)),
      leftSupport: row.section === 'supported' && background.context?.senStatus === 'N',
      considerAssessment: higher.prompt,
      overdue: overdueSentences(background.overdue, dateWords),
      followUp: followUp(run, row, earlier[0]),
      words: (evidence) => comparisonWords(run, pupil, evidence),
      steps,
      agreement,
      earlier,
      people,
      saved: savedPupil(request, scoped),
      maySeePupils: mayDo(request.person!.role, 'see-pupils'),
      mayKeep: mayDo(request.person!.role, 'keep-register'),
    }),
  };
}

/** What became of an earlier listing, and what was agreed when it was last talked of. */
function followUp(run: LoadedRun, row: AgendaRow, last: DiscussionRow | undefined): string {
  const agreed = [last?.agreed, last?.who].map((text) => text?.replace(/\.$/, '')).filter(Boolean);
  const baseline = monthOf(run, row.baseline_window ?? '');
  return followUpSentence(row.state, baseline || null, agreed.join(', '));
}

/** Whose discussion was saved on the page before. */
function savedPupil(request: FastifyRequest, scoped: ScopedRun): { key: string; name: string } | undefined {
  const { saved } = request.query as { saved?: string };
  const row = saved === undefined ? undefined : scoped.pupil(saved);
  if (!row || saved === undefined) return undefined;
  return { key: saved, name: request.server.names.of(pupilOfRow(row)).full };
}
