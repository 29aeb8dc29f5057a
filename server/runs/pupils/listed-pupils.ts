import { fillForename, subjectWords, type AgendaRow, type SubjectWords } from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';
import { metCriteria, pupilEvidence, type SubjectEvidence } from './pupil-evidence.ts';
import type { DisplayName, DisplayNames } from './display-names.ts';
import { nameInRun } from './name-in-run.ts';

/** A pupil as a list shows one: the run's row with a name and the sentences joined. */
export interface ListedPupil {
  readonly pupilId: string;
  readonly key: string;
  readonly name: DisplayName;
  readonly row: AgendaRow;
  readonly evidence: readonly SubjectEvidence[];
  /** Why the pupil is listed, most of all first; empty for those who are not. */
  readonly sentences: readonly string[];
}

const joined = new WeakMap<LoadedRun, { version: number; pupils: Map<string, ListedPupil> }>();

/** Run and names change rarely, and a meeting looks at the same pupils again: what was joined once is kept with its run. */
export function listedPupil(run: LoadedRun, names: DisplayNames, row: AgendaRow): ListedPupil {
  let kept = joined.get(run);
  if (kept?.version !== names.version) joined.set(run, (kept = { version: names.version, pupils: new Map() }));
  const pupilId = row.pupil_id;
  let known = kept.pupils.get(pupilId);
  if (!known) kept.pupils.set(pupilId, (known = join(run, names, pupilId, row)));
  return known;
}

function join(run: LoadedRun, names: DisplayNames, pupilId: string, row: AgendaRow): ListedPupil {
  const name = nameInRun(run, names, pupilId);
  const evidence = pupilEvidence(run, pupilId);
  const first = row.sentence;
  const met = metCriteria(evidence).map((criterion) => criterion.sentence);
  const sentences = [...new Set([first, ...met])]
    .filter(Boolean)
    .map((sentence) => fillForename(sentence, name.forename));
  return { pupilId, key: run.keyOf(pupilId), name, row, evidence, sentences };
}

/** How a page names a subject: briefly in headings, and with what it is and which way it runs said once beside them. */
export interface SubjectLabel extends SubjectWords {
  /** “Social development: teacher's rating; a higher score means more difficulty.” '' for tested subjects. */
  readonly direction: string;
}

const labelsByRun = new WeakMap<LoadedRun, ReadonlyMap<string, SubjectLabel>>();

/** The run's subjects, in its order. */
export function subjectLabels(run: LoadedRun): ReadonlyMap<string, SubjectLabel> {
  const known = labelsByRun.get(run);
  if (known) return known;
  const labels = new Map(run.manifest.subjects.map((subject) => [subject, subjectLabel(run, subject)]));
  labelsByRun.set(run, labels);
  return labels;
}

function subjectLabel(run: LoadedRun, subject: string): SubjectLabel {
  const words = subjectWords(
    subject,
    run.manifest.scales.find((scale) => scale.subject === subject),
  );
  const { label } = subjectWords(subject);
  const rest = words.label
    .slice(label.length)
    .trim()
    .replace(/^\((.*)\)$/, '$1');
  return { ...words, label, direction: rest === '' ? '' : `${label}: ${rest}.` };
}
