import { dateWords } from '../../../html/date-words.ts';
import type { Block } from '../../../html/paper/blocks.ts';
import { effectWords } from '../../../html/words.ts';
import type { ProvisionOfPupil } from '../../../records/provision/provision-of-pupils.ts';
import type { EvidencePack } from './facts.ts';
import { hoursAWeek } from './hours-a-week.ts';

/** Plans with what came of them, provision with its hours, and what pupil and home say. */
export function planBlocks(pack: EvidencePack): Block[] {
  const { plans, rebounds } = pack;
  const reviewed = plans.filter(({ plan }) => plan.reviewed_on !== null).length;
  return [
    { kind: 'heading', level: 2, text: 'Plans and what came of them' },
    {
      kind: 'text',
      text: plans.length === 0 ? 'No plan is written down.' : `${counted(plans.length, 'plan')}, ${reviewed} reviewed.`,
    },
    ...plans.flatMap((one) => onePlan(pack, one)),
    ...(plans.length > 0 && rebounds.length > 0 ? [{ kind: 'list', items: rebounds } as const] : []),
    ...provisionBlocks(pack),
    ...voiceBlocks(pack),
  ];
}

function onePlan({ person }: EvidencePack, { plan, outcomes }: EvidencePack['plans'][number]): Block[] {
  const until = plan.reviewed_on ?? plan.review_on;
  return [
    {
      kind: 'heading',
      level: 3,
      text: `${dateWords(plan.start_on)} to ${dateWords(until)}${plan.reviewed_on === null ? ', not reviewed yet' : ''}`,
    },
    ...(outcomes.length > 0
      ? [
          {
            kind: 'table',
            head: ['Outcome', 'Measure', 'At the start', 'Aim', 'Result', 'Effect'],
            rows: outcomes.map((one) => [
              one.outcome,
              one.measure,
              one.baseline,
              one.aim,
              one.result,
              effectWords[one.effect ?? ''] ?? '',
            ]),
          } as const,
        ]
      : []),
    {
      kind: 'pairs',
      rows: [
        ['Hoped for', outcomes.length > 0 ? '' : inOneLine(plan.hoped_for)],
        ['Strategies in class', inOneLine(plan.strategies)],
        ['Provision', inOneLine(plan.provision)],
        ['What came of it', plan.came_of_it ? `${effectWords[plan.effect ?? ''] ?? ''}: ${plan.came_of_it}` : ''],
        ['Made by', person(plan.made_by)],
        ['Reviewed by', plan.review_by ? person(plan.review_by) : ''],
      ],
    },
  ];
}

function provisionBlocks({ provision }: EvidencePack): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Provision' },
    provision.length === 0
      ? { kind: 'text', text: 'No provision is written down with its hours.' }
      : {
          kind: 'table',
          head: ['What', 'By whom', 'From', 'To', 'Sessions', 'Hours a week'],
          rows: provision.map((one) => [
            one.provision.name,
            one.provision.by_whom,
            dateWords(one.from),
            dateWords(one.to),
            sessions(one),
            String(hoursAWeek(one.provision)),
          ]),
        },
  ];
}

function sessions({ provision: { minutes, times_a_week, group_size } }: ProvisionOfPupil): string {
  return `${minutes} minutes, ${times_a_week} a week, ${group_size === 1 ? 'alone' : `group of ${group_size}`}`;
}

function voiceBlocks({ plans, discussions, pupil }: EvidencePack): Block[] {
  const who = pupil.name.forename || 'The pupil';
  const lines = [
    ...plans.flatMap(({ plan }) => [
      said(plan.start_on, who, plan.pupil_view || plan.pupil_view_absent),
      said(plan.start_on, 'Home', plan.home_view || plan.home_view_absent),
      said(plan.start_on, 'School', plan.school_view),
      said(plan.reviewed_on ?? '', who, plan.pupil_says || plan.pupil_says_absent),
      said(plan.reviewed_on ?? '', 'Home', plan.home_says || plan.home_says_absent),
    ]),
    ...discussions.flatMap((one) => [
      said(one.updated_at.slice(0, 10), who, one.pupil_says),
      said(one.updated_at.slice(0, 10), 'Home', one.home_says),
    ]),
  ].filter((line) => line !== null);
  return [
    { kind: 'heading', level: 2, text: 'What pupil and home say' },
    lines.length === 0
      ? { kind: 'text', text: 'Nothing is written down yet: ask, before this is sent.' }
      : { kind: 'list', items: lines.toSorted((a, b) => a.on.localeCompare(b.on)).map(({ text }) => text) },
  ];
}

function said(on: string, who: string, words: string | null): { on: string; text: string } | null {
  return words ? { on, text: `${dateWords(on)}, ${who}: “${inOneLine(words)}”` } : null;
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('; ');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
