import type { AgendaRow } from '../../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import { pupilToReadView } from './to-read-view.ts';
import { comparisonWords } from '../../../runs/pupils/comparison-words.ts';
import { listedPupil, subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { listingHistory } from '../../../runs/pupils/listing-history.ts';
import type { Page } from '../../../http/pages.ts';
import { backgroundParts } from '../../../runs/pupils/background-parts.ts';
import { runHeading } from '../../../runs/run-heading.ts';
import { toldOf } from '../../../runs/pupils/pupil-told.ts';

/**
 * A pupil's page for readers who see names and nothing that people wrote: the results alone. It asks the record for the name
 * only, so that nothing else of it can come onto the page.
 */
export async function pupilToRead(
  request: FastifyRequest,
  { scoped, row }: { scoped: ScopedRun; row: AgendaRow },
): Promise<Page> {
  const { run } = scoped;
  const pupil = listedPupil(run, request.server.names, row);
  const { classPattern, classLines } = backgroundParts(scoped, pupil, { context: undefined, own: undefined });
  return {
    title: 'Pupil',
    place: 'agenda',
    scripts: ['charts.js'],
    body: pupilToReadView({
      ...runHeading(run),
      runId: run.id,
      pupil,
      labels: subjectLabels(run),
      ...toldOf(scoped, pupil, { events: [] }),
      words: (evidence) => comparisonWords(run, pupil, evidence),
      classPattern,
      classLines,
      past: await listingHistory(request, scoped, pupil),
    }),
  };
}
