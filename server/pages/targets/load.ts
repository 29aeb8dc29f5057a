import {
  subjectWords,
  targetsChart,
  type Chart,
  type ForecastRow,
  type GrowthRow,
  type TargetRow,
} from '../../../engine/index.ts';
import { isOfSame, type PupilTargetRow } from '../../records/targets/pupil-targets.ts';
import { targetStanding, type TargetStanding } from '../../runs/pupils/target-standing.ts';
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
  /** A year ahead, with those of a similar need: of `targets`; undefined where nothing can be said. */
  readonly targets: TargetRow | undefined;
  /** What is offered for the day shown; undefined where nothing can be said. */
  readonly offer: ForecastRow | undefined;
  /** The target chosen for the day shown, or for one before the newest results. */
  readonly standing: TargetStanding | undefined;
}

export interface TargetsOf {
  readonly school: string;
  readonly class: string;
  readonly subject: string;
  readonly until: ForecastRow['until'];
}

/** The days for which anybody of a class is offered targets, the nearest first. */
export function offeredDays(
  scoped: ScopedRun,
  of: Omit<TargetsOf, 'until'>,
): readonly Pick<ForecastRow, 'until' | 'date'>[] {
  const days = new Map<string, Pick<ForecastRow, 'until' | 'date'>>();
  for (const row of scoped.agenda(of))
    for (const { subject, until, date } of scoped.run.pupilRows('forecasts', row.pupil_id))
      if (subject === of.subject && !days.has(until)) days.set(until, { until, date });
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** The pupils of a class in alphabetical order, each with the targets of one subject where there are any. */
export function classTargets(
  scoped: ScopedRun,
  names: DisplayNames,
  { holding, ...of }: TargetsOf & { readonly holding: readonly PupilTargetRow[] },
): PupilTargets[] {
  const { run } = scoped;
  const own = Map.groupBy(
    holding.filter(({ subject }) => subject === of.subject),
    ({ pupil_id }) => pupil_id,
  );
  const order = new Intl.Collator('en-GB', { numeric: true });
  return scoped
    .agenda(of)
    .map((row) => {
      const pupilId = row.pupil_id;
      const ofSubject = (one: { readonly subject: string }) => one.subject === of.subject;
      const offer = run.pupilRows('forecasts', pupilId).find((one) => ofSubject(one) && one.until === of.until);
      const chosen = own.get(pupilId) ?? [];
      const target = offer ? chosen.find((one) => isOfSame(one, offer)) : chosen.at(-1);
      return {
        offer,
        standing: target && targetStanding(run, target),
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
    const found = new Set([
      ...run.tables.targets.columns.subject.values,
      ...run.tables.forecasts.columns.subject.values,
    ]);
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
  const rows = pupils.map(({ key, name, growth, ...offered }) => ({
    group: name.short,
    now: growth?.score_value ?? null,
    ...threeOf(offered.offer ?? offered.targets),
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

function threeOf(row: Pick<TargetRow, 'typical' | 'aspirational' | 'exceptional'> | undefined) {
  return {
    typical: row?.typical ?? null,
    aspirational: row?.aspirational ?? null,
    exceptional: row?.exceptional ?? null,
  };
}

/** Date the targets are for, ISO 8601; '' where there are none. */
export function targetDate(pupils: readonly PupilTargets[]): string {
  const dates = pupils.flatMap(({ offer, targets }) => offer?.date ?? targets?.date ?? []);
  return dates[0] ?? '';
}
