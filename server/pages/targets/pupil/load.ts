import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AgendaRow, ForecastRow, TrajectoryRow } from '../../../../engine/index.ts';
import type { Page } from '../../../http/pages.ts';
import { mayDo } from '../../../people/permissions.ts';
import { personNames } from '../../../people/people.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { isOfSame, targetsEver, type PupilTargetRow } from '../../../records/targets/pupil-targets.ts';
import { nameInRun } from '../../../runs/pupils/name-in-run.ts';
import { subjectLabels } from '../../../runs/pupils/listed-pupils.ts';
import { chanceIn, targetStanding } from '../../../runs/pupils/target-standing.ts';
import { runHeading } from '../../../runs/run-heading.ts';
import type { ScopedRun } from '../../../runs/scoped-run.ts';
import type { UnsavedTarget } from '../forms.ts';
import { pupilTargetsView, type OfferedDay, type SubjectTargets } from './view.ts';

/** Earlier results looked at for how the chance moved: two years of terms. */
const runsLookedAt = 6;

/** One pupil’s targets, fetched and joined. */
export async function pupilTargetsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { scoped, row, unsaved }: { scoped: ScopedRun; row: AgendaRow; unsaved?: UnsavedTarget },
): Promise<Page> {
  const { record, names } = request.server;
  const { run } = scoped;
  const [ever, people] = await Promise.all([targetsEver(record, pupilOfRow(row)), personNames(record)]);
  const earlier = ever.length === 0 ? [] : await earlierForecasts(request, scoped, row);
  const labels = subjectLabels(run);
  const forecasts = run.pupilRows('forecasts', row.pupil_id);
  const trajectories = run.pupilRows('trajectories', row.pupil_id);
  const subjects = run.manifest.subjects.map((subject): SubjectTargets => {
    const of = (one: { readonly subject: string }) => one.subject === subject;
    const own = ever.filter(of);
    const now = own.filter(({ ended_at }) => ended_at === null);
    return {
      subject,
      label: labels.get(subject)?.label ?? subject,
      higherIsBetter: labels.get(subject)?.higherIsBetter !== false,
      days: forecasts.filter(of).map((offer): OfferedDay => ({
        offer,
        chance: (score) => chanceIn(run, offer, score),
        holds: now.find((one) => isOfSame(one, offer)),
      })),
      standings: now.map((target) => ({
        ...targetStanding(run, target),
        windows: windowsSince(run.manifest.windows, trajectories.filter(of), earlier, target),
      })),
      past: own.filter(({ ended_at }) => ended_at !== null),
    };
  });
  const name = nameInRun(run, names, row.pupil_id);
  return {
    title: `Targets of ${name.forename || name.short}`,
    place: 'agenda',
    body: pupilTargetsView({
      ...runHeading(run),
      runId: run.id,
      key: run.keyOf(row.pupil_id),
      row,
      name,
      subjects,
      people,
      unsaved,
      mayRecord: mayDo(request.person!.role, 'record-outcome'),
      mayKeep: mayDo(request.person!.role, 'keep-register'),
      token: reply.generateCsrf(),
    }),
  };
}

interface EarlierForecasts {
  readonly windowDate: string;
  readonly rows: readonly ForecastRow[];
  readonly chance: (row: ForecastRow, score: number) => number | null;
}

/** What released results of earlier windows forecast of the pupil, newest first. */
async function earlierForecasts(
  request: FastifyRequest,
  { run }: ScopedRun,
  row: AgendaRow,
): Promise<EarlierForecasts[]> {
  const { runs } = request.server;
  const dates = new Map<string, string>();
  for (const one of await runs.visible(request.person!))
    if (
      one.state === 'complete' &&
      one.release === 'released' &&
      one.windowDate < run.manifest.windowDate &&
      !dates.has(one.windowDate)
    )
      dates.set(one.windowDate, one.id);
  const found: EarlierForecasts[] = [];
  for (const [windowDate, id] of [...dates].slice(0, runsLookedAt)) {
    // Results that cannot be read any more cost a line here; the home page says what is wrong with them.
    const read = await runs.rows(id, row.pupil_id).catch(() => undefined);
    const rows = (read?.tables.forecasts ?? []) as unknown as ForecastRow[];
    found.push({ windowDate, rows, chance: (one, score) => chanceIn(run, one, score) });
  }
  return found;
}

/** The results since a target was chosen, with the chance as each window’s results had it. */
function windowsSince(
  windows: readonly { readonly window: string; readonly date: string }[],
  rows: readonly TrajectoryRow[],
  earlier: readonly EarlierForecasts[],
  target: PupilTargetRow,
) {
  const from = target.run_id.slice(0, 10);
  return windows.flatMap(({ window, date }) => {
    const score = rows.find((one) => one.window === window)?.score ?? '';
    if (date < from || score === '') return [];
    const then = earlier.find(({ windowDate }) => windowDate === date);
    const forecast = then?.rows.find((one) => isOfSame(one, target));
    const chance = date === from ? target.chance : forecast ? then!.chance(forecast, target.score) : null;
    return [{ date, score, chance }];
  });
}
