import {
  criterionFactsOfRow,
  criterionNames,
  fillForename,
  inShortSentences,
  listedAlthoughSentence,
  listedDoubtSentence,
  outsideRangeSentence,
  policyOfRun,
  policyOfSchool,
  sentenceSettings,
  type Chart,
  type SubjectCriteria,
} from '../../../engine/index.ts';
import type { ScopedRun } from '../scoped-run.ts';
import { subjectLabels, type ListedPupil } from './listed-pupils.ts';
import type { PupilBackground } from './pupil-background.ts';
import { pointsOf, pupilChart } from './trajectory-picture.ts';

/** A picture as a page needs it: the drawing has an address of its own. */
export type PictureWords = Pick<Chart, 'table' | 'description' | 'key'>;

export interface Told {
  readonly inShort: readonly { sentence: string; met: boolean }[];
  /** How sure the list is of the pupil, and what the pupil is listed for where that is not what peers are asked about. */
  readonly listedNotes: readonly string[];
  /** With what explains a result outside its own range; '' where none is. */
  readonly pictures: readonly { subject: string; chart: PictureWords; note: string }[];
}

/** What is marked on the pictures. */
type Marks = Pick<PupilBackground, 'events'> & Partial<Pick<PupilBackground, 'targets'>>;

const told = new WeakMap<ListedPupil, { of: string; told: Told }>();

/** What the run and the marks on the pictures say of the pupil, kept until something else is to be marked. */
export function toldOf(scoped: ScopedRun, pupil: ListedPupil, marks: Marks): Told {
  const of = JSON.stringify([marks.events, marks.targets]);
  const known = told.get(pupil);
  if (known?.of === of) return known.told;
  const subjects = subjectsOf(scoped, pupil);
  const now = {
    inShort: inShort(scoped, pupil.row.school, subjects),
    listedNotes: listedNotes(scoped, pupil, subjects),
    pictures: picturesOf(scoped, pupil, marks),
  };
  told.set(pupil, { of, told: now });
  return now;
}

function picturesOf({ run }: ScopedRun, { row, name, evidence }: ListedPupil, { events, targets = [] }: Marks) {
  const { forename } = name;
  const labels = subjectLabels(run);
  return evidence
    .filter(({ trajectory }) => trajectory.some((point) => point.position !== null || point.score_value !== null))
    .map(({ subject }) => {
      const {
        table,
        description,
        key = [],
      } = pupilChart(run, { pupil: row, forename, subject, kind: 'scores', events, targets });
      const words = labels.get(subject)!;
      const points = pointsOf(run, { pupilId: row.pupil_id, subject, hasPoints: words.hasPoints });
      return { subject, chart: { table, description, key }, note: outsideRangeSentence(points, words) };
    });
}

interface SubjectTold extends SubjectCriteria {
  readonly met: boolean;
}

/** The subjects as the words read them, those with something met first. */
function subjectsOf({ run }: ScopedRun, pupil: ListedPupil): SubjectTold[] {
  const factsOf = criterionFactsOfRow(run.manifest.windows);
  const labels = subjectLabels(run);
  return pupil.evidence
    .map(({ subject, criteria }) => ({
      words: labels.get(subject)!,
      criteria: criterionNames.flatMap((name) => (criteria[name] ? [factsOf(criteria[name])] : [])),
      met: Object.values(criteria).some((row) => row.verdict === 'met'),
    }))
    .toSorted((a, b) => Number(b.met) - Number(a.met));
}

/** One sentence a subject. */
function inShort(
  { run }: ScopedRun,
  school: string,
  subjects: readonly SubjectTold[],
): { sentence: string; met: boolean }[] {
  const sentences = inShortSentences(
    subjects,
    sentenceSettings(policyOfSchool(policyOfRun(run.manifest.policy), school)),
  );
  return sentences.map((sentence, place) => ({ sentence, met: subjects[place].met }));
}

function listedNotes({ run }: ScopedRun, { row, name }: ListedPupil, subjects: readonly SubjectTold[]): string[] {
  if (row.probably_ordinary === null) return [];
  const { leansTowards } = policyOfRun(run.manifest.policy).likelihood;
  return [
    ...subjects.map((subject) => listedAlthoughSentence(subject, leansTowards)),
    listedDoubtSentence(row.probably_ordinary),
  ]
    .filter(Boolean)
    .map((sentence) => fillForename(sentence, name.forename));
}
