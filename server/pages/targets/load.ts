import { subjectWords, targetsChart, type Chart, type GrowthRow, type TargetRow } from '../../../engine/index.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { yearAxis } from '../../runs/groups/year-axis.ts';
import type { DisplayName, DisplayNames } from '../../runs/pupils/display-names.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';

/** One pupil of a class with the targets of one subject. */
export interface PupilTargets {
  readonly key: string;
  readonly name: DisplayName;
  /** The result now; undefined where the pupil has none. */
  readonly growth: GrowthRow | undefined;
  /** The row of `targets`; undefined where nothing can be said. */
  readonly targets: TargetRow | undefined;
}

export interface TargetsOf {
  readonly school: string;
  readonly class: string;
  readonly subject: string;
}

/** The pupils of a class in alphabetical order, each with the targets of one subject where there are any. */
export function classTargets(scoped: ScopedRun, names: DisplayNames, of: TargetsOf): PupilTargets[] {
  const { run } = scoped;
  const order = new Intl.Collator('en-GB', { numeric: true });
  return scoped
    .agenda(of)
    .map((row) => {
      const pupilId = row.pupil_id;
      const ofSubject = (one: { readonly subject: string }) => one.subject === of.subject;
      return {
        key: run.keyOf(pupilId),
        name: nameInRun(run, names, pupilId),
        growth: run.pupilRows('growth', pupilId).find(ofSubject),
        targets: run.pupilRows('targets', pupilId).find(ofSubject),
      };
    })
    .toSorted((a, b) => order.compare(a.name.full, b.name.full));
}

/** Subjects of the run that have targets for anybody. */
export function targetSubjects(run: LoadedRun): readonly string[] {
  let known = subjectsByRun.get(run);
  if (!known) {
    const found = new Set(run.tables.targets.columns.subject.values);
    subjectsByRun.set(run, (known = run.manifest.subjects.filter((subject) => found.has(subject))));
  }
  return known;
}

const subjectsByRun = new WeakMap<LoadedRun, readonly string[]>();

/** The targets of a class as a picture. */
export function classTargetsChart(
  run: LoadedRun,
  pupils: readonly PupilTargets[],
  { subject, yearGroup, narrow, room }: { subject: string; yearGroup: string; narrow: boolean; room: number | null },
): Chart {
  const rows = pupils.map(({ key, name, growth, targets }) => ({
    group: name.short,
    now: growth?.score_value ?? null,
    typical: targets?.typical ?? null,
    aspirational: targets?.aspirational ?? null,
    exceptional: targets?.exceptional ?? null,
    address: `/pupils/${key}?run=${run.id}`,
  }));
  const [low, high] = yearAxis(run, subject, yearGroup);
  const reached = rows.flatMap(({ typical, exceptional }) =>
    typical === null ? [] : [typical, exceptional ?? typical],
  );
  return targetsChart(rows, {
    title: `${subjectWords(subject).label} score`,
    axis: [Math.min(low, ...reached), Math.max(high, ...reached)],
    width: room ?? (narrow ? 220 : 480),
  });
}

/** Date the targets are for, ISO 8601; '' where there are none. */
export function targetDate(pupils: readonly PupilTargets[]): string {
  return pupils.find(({ targets }) => targets !== undefined)?.targets?.date ?? '';
}
