import {
  criterionFactsOfRow,
  criterionNames,
  inShortSentences,
  type Chart,
  type CriterionRow,
  type RunRow,
} from '../../engine/index.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { classGrowth } from '../access/class-growth.ts';
import type { ScopedRun } from '../access/scoped-run.ts';
import { addedPupils } from '../records/added-pupils.ts';
import {
  discussion,
  discussionsOfPupil,
  emptyDiscussion,
  mayUndo,
  type DiscussionContent,
  type DiscussionRow,
} from '../records/discussions.ts';
import { personNames } from '../records/people.ts';
import { pupilView } from '../views/pupil-view.ts';
import { comparisonWords } from './comparison-words.ts';
import { discussionSteps } from './discussion-steps.ts';
import { listedPupil, subjectLabels, type ListedPupil } from './listed-pupils.ts';
import type { Page } from './pages.ts';
import { monthOf, runHeading } from './run-heading.ts';
import { pupilChart } from './trajectory-picture.ts';

/** A form that was sent and not saved: what was entered and why it is shown again. */
export interface Unsaved {
  readonly entered: DiscussionContent;
  readonly problem?: string;
  /** What someone else saved meanwhile. */
  readonly theirs?: DiscussionRow | undefined;
  /** The version the form shown builds on. */
  readonly seen: number;
}

export interface PupilOfRun {
  readonly scoped: ScopedRun;
  /** The pupil’s row of the agenda. */
  readonly row: RunRow;
  readonly unsaved?: Unsaved;
}

/** All that a pupil’s page shows, fetched and joined. */
export async function pupilPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row, unsaved }: PupilOfRun,
): Promise<Page> {
  const { record, names, now } = request.server;
  const { run } = scoped;
  const pupil = listedPupil(run, names, row);
  const [own, all, added, steps, people] = await Promise.all([
    discussion(record, run.id, pupil.pupilId),
    discussionsOfPupil(record, pupil.pupilId),
    addedPupils(record, run.id),
    discussionSteps(request, scoped, row),
    personNames(record),
  ]);
  const earlier = all.filter((one) => one.run_id !== run.id);
  return {
    title: 'Pupil',
    place: 'agenda',
    body: pupilView({
      ...runHeading(run),
      runId: run.id,
      pupil,
      labels: subjectLabels(run),
      ...toldOf(scoped, pupil),
      words: (evidence) => comparisonWords(run, pupil, evidence),
      classLines: pupil.evidence.flatMap(({ subject }) => classGrowth(run, row, subject)),
      steps,
      monthOf: (window) => monthOf(run, window),
      agreement: {
        own,
        form: unsaved?.entered ?? own ?? { ...emptyDiscussion, can_do: earlier[0]?.can_do ?? '' },
        unsaved,
        seen: unsaved?.seen ?? own?.version ?? 0,
        mayUndo: own !== undefined && mayUndo(own, request.person!.personId, now()),
        added: added.get(pupil.pupilId),
        token: reply.generateCsrf(),
      },
      earlier,
      people,
      saved: savedPupil(request, scoped),
    }),
  };
}

interface Told {
  readonly inShort: readonly { sentence: string; met: boolean }[];
  readonly pictures: readonly { subject: string; chart: Pick<Chart, 'table' | 'description'> }[];
}

const told = new WeakMap<ListedPupil, Told>();

/** What the run alone says of the pupil, kept as long as the pupil is. */
function toldOf(scoped: ScopedRun, pupil: ListedPupil): Told {
  const known = told.get(pupil) ?? { inShort: inShort(scoped, pupil), pictures: picturesOf(scoped, pupil) };
  told.set(pupil, known);
  return known;
}

function picturesOf({ run }: ScopedRun, { row, name, evidence }: ListedPupil) {
  return evidence
    .filter(({ trajectory }) => trajectory.some((point) => point['position'] !== null || point['score_value'] !== null))
    .map(({ subject }) => {
      const { table, description } = pupilChart(run, { pupil: row, forename: name.forename, subject, kind: 'scores' });
      return { subject, chart: { table, description } };
    });
}

/** Whose discussion was saved on the page before. */
function savedPupil(request: FastifyRequest, scoped: ScopedRun): { key: string; name: string } | undefined {
  const { saved } = request.query as { saved?: string };
  const row = saved === undefined ? undefined : scoped.pupil(saved);
  if (!row || saved === undefined) return undefined;
  return { key: saved, name: request.server.names.of(String(row['pupil_id'])).full };
}

/** One sentence a subject, those with something met first. */
function inShort({ run }: ScopedRun, pupil: ListedPupil): { sentence: string; met: boolean }[] {
  const factsOf = criterionFactsOfRow(run.manifest.windows);
  const labels = subjectLabels(run);
  const isMet = ({ criteria }: ListedPupil['evidence'][number]) =>
    Object.values(criteria).some((row) => row['verdict'] === 'met');
  const ordered = pupil.evidence.toSorted((a, b) => Number(isMet(b)) - Number(isMet(a)));
  const sentences = inShortSentences(
    ordered.map(({ subject, criteria }) => ({
      words: labels.get(subject)!,
      criteria: criterionNames.flatMap((name) =>
        criteria[name] ? [factsOf(criteria[name] as unknown as CriterionRow)] : [],
      ),
    })),
  );
  return sentences.map((sentence, place) => ({ sentence, met: isMet(ordered[place]) }));
}
