import {
  criterionFactsOfRow,
  criterionNames,
  inShortSentences,
  policyOfRun,
  sentenceSettings,
  type Chart,
} from '../../../engine/index.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { subjectLabels, type ListedPupil } from './listed-pupils.ts';
import type { PupilBackground } from './pupil-background.ts';
import { pupilChart } from './trajectory-picture.ts';

/** A picture as a page needs it: the drawing has an address of its own. */
export type PictureWords = Pick<Chart, 'table' | 'description' | 'key'>;

export interface Told {
  readonly inShort: readonly { sentence: string; met: boolean }[];
  readonly pictures: readonly { subject: string; chart: PictureWords }[];
}

const told = new WeakMap<ListedPupil, { of: string; told: Told }>();

/** What the run and the marks on the pictures say of the pupil, kept until something else is to be marked. */
export function toldOf(scoped: ScopedRun, pupil: ListedPupil, { events }: PupilBackground): Told {
  const of = JSON.stringify(events);
  const known = told.get(pupil);
  if (known?.of === of) return known.told;
  const now = { inShort: inShort(scoped, pupil), pictures: picturesOf(scoped, pupil, events) };
  told.set(pupil, { of, told: now });
  return now;
}

function picturesOf({ run }: ScopedRun, { row, name, evidence }: ListedPupil, events: PupilBackground['events']) {
  const { forename } = name;
  return evidence
    .filter(({ trajectory }) => trajectory.some((point) => point.position !== null || point.score_value !== null))
    .map(({ subject }) => {
      const {
        table,
        description,
        key = [],
      } = pupilChart(run, { pupil: row, forename, subject, kind: 'scores', events });
      return { subject, chart: { table, description, key } };
    });
}

/** One sentence a subject, those with something met first. */
function inShort({ run }: ScopedRun, pupil: ListedPupil): { sentence: string; met: boolean }[] {
  const factsOf = criterionFactsOfRow(run.manifest.windows);
  const labels = subjectLabels(run);
  const isMet = ({ criteria }: ListedPupil['evidence'][number]) =>
    Object.values(criteria).some((row) => row.verdict === 'met');
  const ordered = pupil.evidence.toSorted((a, b) => Number(isMet(b)) - Number(isMet(a)));
  const sentences = inShortSentences(
    ordered.map(({ subject, criteria }) => ({
      words: labels.get(subject)!,
      criteria: criterionNames.flatMap((name) => (criteria[name] ? [factsOf(criteria[name])] : [])),
    })),
    sentenceSettings(policyOfRun(run.manifest.policy)),
  );
  return sentences.map((sentence, place) => ({ sentence, met: isMet(ordered[place]) }));
}
