import { yearGroupWords } from '../../../../engine/index.ts';
import { dateWords } from '../../../html/date-words.ts';
import type { Block } from '../../../html/paper/blocks.ts';
import { needLine, statusLine } from '../../../html/register-words.ts';
import type { TransitionSheet } from './facts.ts';

/** The transition sheet: what works first, then what the pupil has, and what they need; for one page. */
export function sheetBlocks(sheet: TransitionSheet): Block[] {
  const { pupil, support, today, madeBy, bornOn, strongest, levels, works } = sheet;
  const { row, name } = pupil;
  return [
    { kind: 'heading', level: 1, text: `Transition sheet: ${name.full}` },
    {
      kind: 'text',
      text: `${[row.school, row.class ?? '', yearGroupWords(row.year_group), bornOn && `born ${dateWords(bornOn)}`].filter(Boolean).join(' · ')}. Made on ${dateWords(today)} by ${madeBy}.`,
    },
    { kind: 'heading', level: 2, text: 'What works' },
    ...(works
      ? ([
          {
            kind: 'pairs',
            rows: [
              ['Strengths', inOneLine(works.strengths)],
              ['What works', inOneLine(works.works)],
              ['What does not', inOneLine(works.avoid)],
            ],
          },
        ] as const)
      : ([{ kind: 'text', text: 'Nothing is written yet: what would you tell the next teacher?' }] as const)),
    { kind: 'pairs', rows: [['Strongest tested area', strongest]] },
    { kind: 'pairs', rows: [['Level now', levels]] },
    ...accessBlocks(sheet),
    { kind: 'heading', level: 2, text: 'Needs and support' },
    {
      kind: 'pairs',
      rows: [
        ['Status', statusLine(support) || 'no SEN status'],
        ['Needs, most important first', support.needs.map(needLine).join('; ')],
        ['What is hoped for now', hopedFor(sheet)],
        ['Provision now', provisionLine(sheet)],
        ['Outcomes of the EHC plan', sheet.planOutcomes.join('; ')],
        [
          'Agencies involved',
          sheet.agencies.map((one) => (one.contact ? `${one.name} (${one.contact})` : one.name)).join('; '),
        ],
      ],
    },
  ];
}

function accessBlocks({ access }: TransitionSheet): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Access arrangements' },
    access.length === 0
      ? { kind: 'text', text: 'None.' }
      : {
          kind: 'list',
          items: access.map(
            (one) =>
              `${one.arrangement}, since ${dateWords(one.since_on)}. It rests on: ${inOneLine(one.basis)}. Normal way of working: ${inOneLine(one.normal_way)}.`,
          ),
        },
  ];
}

function hopedFor({ support, outcomes }: TransitionSheet): string {
  if (!support.plan) return '';
  return outcomes.length > 0 ? outcomes.map(({ outcome }) => outcome).join('; ') : inOneLine(support.plan.hoped_for);
}

function provisionLine({ provision, support }: TransitionSheet): string {
  if (provision.length === 0) return inOneLine(support.plan?.provision ?? '');
  return provision
    .map(
      ({ provision: one }) =>
        `${one.name}, ${one.minutes} minutes, ${one.times_a_week} a week${one.by_whom ? `, ${one.by_whom}` : ''}`,
    )
    .join('; ');
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\.$/, ''))
    .filter(Boolean)
    .join('; ');
}
