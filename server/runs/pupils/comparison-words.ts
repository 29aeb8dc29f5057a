import {
  fillForename,
  peerGroupSentence,
  subjectWords,
  yearGroupSentence,
  yearGroupWords,
} from '../../../engine/index.ts';
import type { LoadedRun } from '../loaded-run.ts';
import type { SubjectEvidence } from './pupil-evidence.ts';
import { yearPlaces } from '../groups/year-places.ts';
import type { CellWords } from './criterion-cell.ts';
import { displaySettings } from '../display-settings.ts';
import type { ListedPupil } from './listed-pupils.ts';
import { monthOf } from '../run-heading.ts';

/** Who a pupil is compared with in one subject, in words. */
export function comparisonWords(run: LoadedRun, pupil: ListedPupil, evidence: SubjectEvidence): CellWords {
  const { growth, subject } = evidence;
  const scale = run.manifest.scales.find((one) => one.subject === subject);
  const words = subjectWords(subject, scale);
  const yearGroup = yearGroupWords(pupil.row.year_group);
  const baseline = monthOf(run, growth?.baseline_window ?? '');
  const peers = growth?.peers ?? 0;
  const peerGroup =
    baseline && peers > 0
      ? peerGroupSentence({
          subject: words.name,
          baselineMonth: baseline,
          yearGroup,
          peers,
          peersNear: Math.round(growth?.peers_near ?? 1),
          schools: run.manifest.schools.length,
        })
      : '';
  return {
    forename: pupil.name.forename,
    peerGroup: fillForename(peerGroup, pupil.name.forename),
    yearGroup: yearGroupSentence(tested(run, subject, pupil.row.year_group), yearGroup),
    unit: words.hasPoints ? words.unitMany : '',
    probabilities: displaySettings(run).probabilities,
  };
}

const counts = new WeakMap<LoadedRun, ReadonlyMap<string, number>>();

/** Pupils of a year group with a valid current score in a subject. */
export function tested(run: LoadedRun, subject: string, yearGroup: string): number {
  let known = counts.get(run);
  if (!known) {
    const places = yearPlaces(run, 'growth');
    const found = new Map<string, number>();
    for (let row = 0; row < run.tables.growth.rows; row += 1) {
      const place = places(row);
      found.set(place, (found.get(place) ?? 0) + 1);
    }
    counts.set(run, (known = found));
  }
  return known.get(`${subject}\n${yearGroup}`) ?? 0;
}
