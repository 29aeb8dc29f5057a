import { csvText } from '../../../../engine/index.ts';
import { stepWords } from '../../../html/ehc-words.ts';
import type { EvidencePack } from './facts.ts';
import { hoursAWeek } from './hours-a-week.ts';

/** The data behind the evidence pack as CSV, by file name; each row is of this pupil, or a figure of a group. */
export function dataFiles(pack: EvidencePack): ReadonlyMap<string, string> {
  return new Map([
    ['results.csv', results(pack)],
    ['growth.csv', growth(pack)],
    ['questions.csv', questions(pack)],
    ['plans.csv', plans(pack)],
    ['provision.csv', provision(pack)],
    ['agencies.csv', agencies(pack)],
    ['access-arrangements.csv', access(pack)],
    ['steps.csv', steps(pack)],
  ]);
}

const csv = (header: readonly string[], rows: Iterable<readonly (string | number | null)[]>) =>
  csvText(
    header,
    [...rows].map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
    { forSpreadsheets: true },
  );

function results({ subjects }: EvidencePack): string {
  return csv(
    ['subject', 'window', 'score', 'status', 'position', 'position_low', 'position_high'],
    subjects.flatMap(({ evidence: { subject, trajectory } }) =>
      trajectory.map((row) => [
        subject,
        row.window,
        row.score,
        row.status,
        row.position,
        row.position_low,
        row.position_high,
      ]),
    ),
  );
}

function growth({ subjects }: EvidencePack): string {
  return csv(
    [
      'subject',
      'baseline_window',
      'window',
      'growth_percentile',
      'growth_percentile_true',
      'growth_percentile_true_low',
      'growth_percentile_true_high',
      'peers',
      'birth_term',
      'birth_term_pupils',
      'birth_term_median_growth',
      'birth_term_median_growth_low',
      'birth_term_median_growth_high',
    ],
    subjects.flatMap(({ evidence: { subject, growth: row }, birthTerm }) =>
      row
        ? [
            [
              subject,
              row.baseline_window,
              row.window,
              row.growth_percentile,
              row.growth_percentile_true,
              row.growth_percentile_true_low,
              row.growth_percentile_true_high,
              row.peers,
              birthTerm?.term ?? null,
              birthTerm?.pupils ?? null,
              birthTerm?.median ?? null,
              birthTerm?.low ?? null,
              birthTerm?.high ?? null,
            ],
          ]
        : [],
    ),
  );
}

function questions({ subjects }: EvidencePack): string {
  return csv(
    ['subject', 'criterion', 'verdict', 'likelihood', 'reason'],
    subjects.flatMap(({ evidence: { subject, criteria } }) =>
      Object.values(criteria).map((row) => [subject, row.criterion, row.verdict, row.likelihood, row.reason]),
    ),
  );
}

function plans({ plans: all }: EvidencePack): string {
  return csv(
    [
      'start_on',
      'review_on',
      'reviewed_on',
      'outcome',
      'measure',
      'baseline',
      'aim',
      'result',
      'outcome_effect',
      'plan_effect',
      'came_of_it',
    ],
    all.flatMap(({ plan, outcomes }) => {
      const own =
        outcomes.length > 0
          ? outcomes
          : [{ outcome: plan.hoped_for, measure: '', baseline: '', aim: '', result: '', effect: null }];
      return own.map((one) => [
        plan.start_on,
        plan.review_on,
        plan.reviewed_on,
        one.outcome,
        one.measure,
        one.baseline,
        one.aim,
        one.result,
        one.effect,
        plan.effect,
        plan.came_of_it,
      ]);
    }),
  );
}

function provision({ provision: all }: EvidencePack): string {
  return csv(
    ['name', 'by_whom', 'from', 'to', 'minutes', 'times_a_week', 'group_size', 'hours_a_week'],
    all.map(({ provision: one, from, to }) => [
      one.name,
      one.by_whom,
      from,
      to,
      one.minutes,
      one.times_a_week,
      one.group_size,
      hoursAWeek(one),
    ]),
  );
}

function agencies({ agencies: all }: EvidencePack): string {
  return csv(
    ['name', 'since', 'last_contact', 'reports', 'ended'],
    all.map((one) => [one.name, one.since_on, one.last_contact_on, one.reports, one.ended_on]),
  );
}

function access({ access: all }: EvidencePack): string {
  return csv(
    ['arrangement', 'basis', 'normal_way_of_working', 'since', 'ended'],
    all.map((one) => [one.arrangement, one.basis, one.normal_way, one.since_on, one.ended_on]),
  );
}

function steps({ standing }: EvidencePack): string {
  return csv(
    ['day', 'step', 'by_whom', 'detail', 'outcomes'],
    standing.steps.map((one) => [one.on_day, stepWords[one.kind], one.by_whom, one.detail, one.outcomes]),
  );
}
