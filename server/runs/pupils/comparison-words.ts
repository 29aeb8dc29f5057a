import {
  fillForename,
  peerGroupSentence,
  subjectWords,
  yearGroupSentence,
  yearGroupWords,
  type GrowthRow,
  type Policy,
} from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';
import type { SubjectEvidence } from './pupil-evidence.ts';
import type { CellWords } from './criterion-cell.ts';
import { displaySettings } from '../display-settings.ts';
import type { ListedPupil } from './listed-pupils.ts';
import { monthOf } from '../run-heading.ts';
import { schoolsWithBoth, yearCounts } from '../groups/year-counts.ts';

/** Who a pupil is compared with in one subject, in words. */
export function comparisonWords(run: LoadedRun, pupil: ListedPupil, evidence: SubjectEvidence): CellWords {
  const { growth, subject } = evidence;
  const scale = run.manifest.scales.find((one) => one.subject === subject);
  const words = subjectWords(subject, scale);
  const year = growth?.year_group ?? pupil.row.year_group;
  const yearGroup = yearGroupWords(year);
  const baseline = monthOf(run, growth?.baseline_window ?? '');
  const peerGroup =
    growth && baseline && growth.peers > 0
      ? peerGroupSentence({
          subject: words.name,
          baselineMonth: baseline,
          yearGroup,
          peers: growth.peers,
          peersNear: growth.peers_near ?? Number.NaN,
          schools: schoolsOf(run, growth, year),
          hasPoints: words.hasPoints,
        })
      : '';
  return {
    forename: pupil.name.forename,
    peerGroup: fillForename(peerGroup, pupil.name.forename),
    yearGroup: yearGroupSentence(yearCounts(run).get(`${subject}\n${year}`)?.tested ?? 0, yearGroup),
    isRating: words.isRating,
    unitOne: words.unitOne,
    baselineMonth: baseline || null,
    unit: words.hasPoints ? words.unitMany : '',
    probabilities: displaySettings(run).probabilities,
  };
}

/** Schools of those the comparison is worked out from; NaN where they are those of a saved reference. */
function schoolsOf(run: LoadedRun, { subject, baseline_window, window }: GrowthRow, year: string): number {
  if ((run.manifest.policy as Partial<Policy>).reference === 'norms') return Number.NaN;
  return schoolsWithBoth(run, { subject, year, windows: [baseline_window ?? '', window] });
}
