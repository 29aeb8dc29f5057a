import { birthTermOf, chartSvg, dateText, dayOfText, runRows, type PupilContext } from '../../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { personNames } from '../../../people/people.ts';
import { discussionsOfPupil } from '../../../records/discussions/discussions.ts';
import { ehcStanding } from '../../../records/higher/ehc-standing.ts';
import { ehcRows } from '../../../records/higher/ehc-steps.ts';
import { entryVersions, standingEntries } from '../../../records/higher/support-entries.ts';
import { planOutcomes } from '../../../records/plans/plan-outcomes.ts';
import { provisionOfPupils } from '../../../records/provision/provision-of-pupils.ts';
import { pupilOfRow } from '../../../records/pupils/school-pupil.ts';
import { registerEntries } from '../../../records/register/register.ts';
import { supportPlans } from '../../../records/register/support-plans.ts';
import type { LoadedRun } from '../../../runs/loaded-run.ts';
import { backgroundParts } from '../../../runs/pupils/background-parts.ts';
import { comparisonWords } from '../../../runs/pupils/comparison-words.ts';
import { subjectLabels, type ListedPupil } from '../../../runs/pupils/listed-pupils.ts';
import { pupilBackground } from '../../../runs/pupils/pupil-background.ts';
import { toldOf } from '../../../runs/pupils/pupil-told.ts';
import { supportOf } from '../../../runs/pupils/register-of.ts';
import { pupilChart } from '../../../runs/pupils/trajectory-picture.ts';
import { runHeading } from '../../../runs/run-heading.ts';
import type { FoundPupil } from '../../../runs/found-pupil.ts';
import type { BirthTermPeers, EvidencePack, SubjectEvidenceTold } from './facts.ts';

/**
 * What the evidence pack tells of one pupil. Of other children there is nothing in it: rows are the pupil's own, and what compares
 * holds figures of groups only. Notes of health and family stay where they are, and so do notes about consents.
 *
 * @param forAgency the agency that it is for: of other agencies only those are named about which the family agreed
 */
export async function evidencePack(
  request: FastifyRequest,
  { scoped, row }: FoundPupil,
  forAgency?: string,
): Promise<EvidencePack> {
  const { record, now } = request.server;
  const { run } = scoped;
  const inSchool = pupilOfRow(row);
  const [[support], entries, background, plans, outcomes, provision, discussions, versions, rows, people] =
    await Promise.all([
      supportOf(request, scoped, [row]),
      registerEntries(record, inSchool),
      pupilBackground(request, inSchool),
      supportPlans(record, inSchool),
      planOutcomes(record, inSchool),
      provisionOfPupils(record, inSchool),
      discussionsOfPupil(record, inSchool),
      entryVersions(record, inSchool),
      ehcRows(record, inSchool),
      personNames(record),
    ]);
  const { pupil } = support;
  const told = toldOf(scoped, pupil, background);
  const agencies = standingEntries(versions, 'agency').map(({ content }) => content);
  return {
    ...runHeading(run),
    runId: run.id,
    engine: run.manifest.engine,
    today: dateText(now()),
    madeBy: request.person!.name,
    forAgency: forAgency ?? null,
    pupil,
    support,
    entries,
    context: background.context,
    inShort: told.inShort.map(({ sentence }) => sentence),
    subjects: await subjectsOf(run, pupil, { background, context: background.context }),
    rebounds: backgroundParts(scoped, pupil, { context: background.context, own: undefined }).rebounds,
    plans: plans.map((plan) => ({ plan, outcomes: outcomes.get(plan.plan_id) ?? [] })),
    provision,
    discussions: discussions.filter(({ pupil_says, home_says }) => pupil_says !== '' || home_says !== ''),
    agencies: forAgency === undefined ? agencies : agencies.filter(({ consent }) => consent === 'given'),
    access: standingEntries(versions, 'access').map(({ content }) => content),
    works: standingEntries(versions, 'works')[0]?.content,
    standing: ehcStanding(rows),
    person: (personId) => people.get(personId ?? '') ?? 'someone who has left',
  };
}

async function subjectsOf(
  run: LoadedRun,
  pupil: ListedPupil,
  known: {
    readonly background: Awaited<ReturnType<typeof pupilBackground>>;
    readonly context: PupilContext | undefined;
  },
): Promise<SubjectEvidenceTold[]> {
  const labels = subjectLabels(run);
  const found: SubjectEvidenceTold[] = [];
  for (const evidence of pupil.evidence) {
    const { subject } = evidence;
    const chart = pupilChart(run, {
      pupil: pupil.row,
      forename: pupil.name.forename,
      subject,
      kind: 'scores',
      events: known.background.events,
      targets: known.background.targets,
    });
    found.push({
      evidence,
      label: labels.get(subject)?.label ?? subject,
      words: comparisonWords(run, pupil, evidence),
      chart,
      svg: evidence.trajectory.length > 0 ? await chartSvg(chart.specification) : null,
      birthTerm: birthTermPeers(run, { subject, school: pupil.row.school, born: known.context?.dateOfBirth ?? null }),
    });
  }
  return found;
}

/** Growth of those born in the same third of the school year, of all schools or else of the pupil's own; null where withheld. */
function birthTermPeers(
  run: LoadedRun,
  { subject, school, born }: { readonly subject: string; readonly school: string; readonly born: string | null },
): BirthTermPeers | null {
  const term = born === null ? null : birthTermOf(dayOfText(born));
  if (term === null) return null;
  const own = runRows(run.tables.cells).filter(
    (cell) =>
      cell.grouping === 'birth term' &&
      cell.group === term &&
      cell.subject === subject &&
      cell.window === run.manifest.window &&
      !cell.suppressed,
  );
  const cell = own.find((one) => (one.school ?? '') === '') ?? own.find((one) => one.school === school);
  if (!cell) return null;
  const { median_growth: median, median_growth_low: low, median_growth_high: high, n } = cell;
  if (median === null || low === null || high === null || n === null) return null;
  return { term, pupils: n, median, low, high, allSchools: (cell.school ?? '') === '' };
}
