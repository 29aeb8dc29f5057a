import type { DiscussionSteps } from './steps.ts';
import type { SubjectEvidence } from '../../../runs/pupils/pupil-evidence.ts';
import type { Agreement } from '../../../runs/meetings/agreement-of.ts';
import type { ListedPupil, SubjectLabel } from '../../../runs/pupils/listed-pupils.ts';
import type { DiscussionRow } from '../../../records/record-tables.ts';
import type { TargetStanding } from '../../../runs/pupils/target-standing.ts';
import type { CellWords } from '../../../runs/pupils/criterion-cell.ts';
import type { PupilBackgroundParts } from '../../../runs/pupils/background-parts.ts';
import type { Told } from '../../../runs/pupils/pupil-told.ts';

/** All that a pupil’s page shows. */
export interface PupilPage extends PupilBackgroundParts, Told {
  readonly heading: string;
  readonly runId: string;
  readonly pupil: ListedPupil;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  /** What became of an earlier listing; '' for whoever was not listed before. */
  readonly followUp: string;
  /** Has left support, though the run still has the pupil among those supported. */
  readonly leftSupport: boolean;
  /** Two reviewed plans without the effect hoped for, the gap has grown, and no assessment was asked for yet. */
  readonly considerAssessment: boolean;
  /** What is asked of dates that have passed without a word. */
  readonly overdue: readonly string[];
  readonly words: (evidence: SubjectEvidence) => CellWords;
  readonly steps: DiscussionSteps;
  readonly agreement: Agreement;
  /** Discussions of earlier runs, newest first. */
  readonly earlier: readonly DiscussionRow[];
  /** Who saved, by identifier. */
  readonly people: ReadonlyMap<string, string>;
  /** The targets that people chose, and how they stand. */
  readonly targets: readonly TargetStanding[];
  /** Whose discussion was saved on the page before. */
  readonly saved: { key: string; name: string } | undefined;
  /** Not for whoever sees names for a purpose only. */
  readonly maySeePupils: boolean;
  readonly mayKeep: boolean;
}
