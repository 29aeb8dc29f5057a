import { fillForename, subjectWords, type RunRow } from '../../engine/index.ts';
import type { LoadedRun } from '../access/loaded-run.ts';
import { metCriteria, pupilEvidence, type SubjectEvidence } from '../access/pupil-evidence.ts';
import type { DisplayName, DisplayNames } from './display-names.ts';

/** A pupil as a list shows one: the run's row with a name and the sentences joined. */
export interface ListedPupil {
  readonly pupilId: string;
  readonly key: string;
  readonly name: DisplayName;
  readonly row: RunRow;
  readonly evidence: readonly SubjectEvidence[];
  /** Why the pupil is listed, most of all first; empty for those who are not. */
  readonly sentences: readonly string[];
}

export function listedPupil(run: LoadedRun, names: DisplayNames, row: RunRow): ListedPupil {
  const pupilId = String(row['pupil_id']);
  const name = names.of(pupilId);
  const evidence = pupilEvidence(run, pupilId);
  const first = String(row['sentence'] ?? '');
  const met = metCriteria(evidence).map((criterion) => String(criterion['sentence'] ?? ''));
  const sentences = [...new Set([first, ...met])]
    .filter(Boolean)
    .map((sentence) => fillForename(sentence, name.forename));
  return { pupilId, key: run.keyOf(pupilId), name, row, evidence, sentences };
}

/** How the run's subjects are spoken of. */
export function subjectLabels(run: LoadedRun): ReadonlyMap<string, ReturnType<typeof subjectWords>> {
  return new Map(
    run.manifest.subjects.map((subject) => [
      subject,
      subjectWords(
        subject,
        run.manifest.scales.find((scale) => scale.subject === subject),
      ),
    ]),
  );
}
