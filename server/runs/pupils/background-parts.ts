import {
  contextFacts,
  contextLine,
  fillForename,
  pupilHead,
  reboundSentence,
  subjectWords,
  type PupilContext,
  type PupilHead,
} from '../../../engine/index.ts';
import { classGrowth, classPattern } from '../groups/class-growth.ts';
import type { ScopedRun } from '../scoped-run.ts';
import type { DiscussionRow } from '../../records/discussions/discussions.ts';

import { listedSubjects } from './listed-subjects.ts';
import type { ListedPupil } from './listed-pupils.ts';
import { monthOf } from '../run-heading.ts';
import type { PastWindow } from './listing-history.ts';

/** What stands beside a pupil's results on the page: context, what was tried, history. */
export interface PupilBackgroundParts {
  /** Undefined where nothing is known, or the reader may not see it. */
  readonly head: PupilHead | undefined;
  /** “Known since …”; of the pupil's own time since the baseline. */
  readonly contextLine: string;
  /** Whether the class shares the pattern; '' where nothing can be said. */
  readonly classPattern: string;
  /** The class in figures, a line a subject. */
  readonly classLines: readonly string[];
  /** What came of it beside the usual rebound, a sentence a subject. */
  readonly rebounds: readonly string[];
  /** “SEN Support since May 2025”; '' for none. */
  readonly support: string;
  readonly past: readonly PastWindow[];
}

/** What a page says of a pupil beside the results, but for the history. */
export function backgroundParts(
  { run }: ScopedRun,
  pupil: ListedPupil,
  known: { readonly context: PupilContext | undefined; readonly own: DiscussionRow | undefined },
): Omit<PupilBackgroundParts, 'past'> {
  const { row, evidence } = pupil;
  const { windowDate, windows } = run.manifest;
  const { context, own } = known;
  const head = context && pupilHead(context, { onDate: windowDate, yearGroup: row.year_group });
  const baseline = windows.find(({ window }) => window === row.baseline_window) ?? windows[0];
  const listed = [...listedSubjects(pupil)];
  const subjects = evidence.map(({ subject }) => subject);
  return {
    head,
    contextLine: contextLine(
      monthOf(run, baseline?.window ?? ''),
      context && baseline ? contextFacts(context, { after: baseline.date, until: windowDate }) : [],
      consideredOf(own),
    ),
    classPattern: classPattern(run, row, listed.length > 0 ? listed : subjects),
    classLines: subjects.flatMap((subject) => classGrowth(run, row, subject)),
    rebounds: rebounds(run, pupil),
    support: head && context.senSince !== null && ['K', 'E'].includes(context.senStatus) ? `${head.sen}.` : '',
  };
}

/**
 * Where the run says what the score was to be expected to do by itself: of the subjects the pupil is listed for, else of those
 * that were low enough for a rebound of a point or more.
 */
function rebounds(run: ScopedRun['run'], { evidence, name, row }: ListedPupil): string[] {
  const listed = listedSubjects({ row });
  return evidence.flatMap(({ subject, growth }) => {
    if (listed.size > 0 && !listed.has(subject)) return [];
    const usualPoints = growth?.rebound_usual_points ?? null;
    const points = growth?.rebound_points ?? null;
    const [pointsLow, pointsHigh] = [growth?.rebound_points_low ?? null, growth?.rebound_points_high ?? null];
    if (usualPoints === null || points === null || pointsLow === null || pointsHigh === null) return [];
    if (listed.size === 0 && usualPoints < 0.5) return [];
    const words = subjectWords(
      subject,
      run.manifest.scales.find((scale) => scale.subject === subject),
    );
    const sentence = reboundSentence({ usualPoints, points, pointsLow, pointsHigh }, words);
    return [`${subjectWords(subject).label}: ${fillForename(sentence, name.forename)}`];
  });
}

function consideredOf(own: DiscussionRow | undefined): 'yes' | 'no' | 'not known' {
  return own?.considered === 'yes' || own?.considered === 'no' ? own.considered : 'not known';
}
