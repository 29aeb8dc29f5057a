import { contextFacts, pageTemplates, yearGroupWords } from '../../../../engine/index.ts';
import { consentWords } from '../../../html/consent-words.ts';
import { dateWords } from '../../../html/date-words.ts';
import { dueLine, dueWords, stepWords } from '../../../html/ehc-words.ts';
import type { Block } from '../../../html/paper/blocks.ts';
import { needLine, orNotKnown, statusLine, toldWords } from '../../../html/register-words.ts';
import { senWords } from '../../../html/words.ts';
import { ehcDue } from '../../../records/higher/ehc-due.ts';
import type { RegisterEntryRow } from '../../../records/record-tables.ts';
import { notKnownOf } from '../../../records/register/not-known.ts';
import type { EvidencePack } from './facts.ts';
import { planBlocks } from './plan-blocks.ts';
import { resultsBlocks } from './results-blocks.ts';

/** The evidence pack in the order in which somebody new to the pupil reads it. */
export function packBlocks(pack: EvidencePack): Block[] {
  return [
    ...headBlocks(pack),
    ...resultsBlocks(pack),
    ...planBlocks(pack),
    ...attendanceBlocks(pack),
    ...teachingBlocks(pack),
    ...agencyBlocks(pack),
    ...stepBlocks(pack),
    { kind: 'text', quiet: true, text: pageTemplates.foot },
    {
      kind: 'text',
      quiet: true,
      text: `Results: run ${pack.runId}, Same Start ${pack.engine}. How they are worked out is in the school’s page “How this school identifies pupils”; the figures are in the data beside this paper.`,
    },
  ];
}

function headBlocks(pack: EvidencePack): Block[] {
  const { pupil, support, entries, context, today, madeBy, forAgency } = pack;
  const { row, name } = pupil;
  const { entry } = support;
  const needs = support.needs.length > 0 ? support.needs.map(needLine) : fileNeed(support);
  return [
    { kind: 'heading', level: 1, text: `Evidence for ${name.full}` },
    {
      kind: 'text',
      text: `${[row.school, row.class ?? '', yearGroupWords(row.year_group)].filter(Boolean).join(' · ')}. Put together on ${dateWords(today)} by ${madeBy}${forAgency === null ? '' : `, for ${forAgency}`}. Confidential.`,
    },
    {
      kind: 'pairs',
      rows: [
        ['Date of birth', dateWords(context?.dateOfBirth ?? '')],
        ['Status', statusLine(support) || 'no SEN status'],
        [
          'Before that',
          entries
            .filter(({ left_on }) => left_on !== null)
            .map(endedLine)
            .join('; '),
        ],
        ['What makes learning hard', entry ? orNotKnown(entry, 'difficulty', entry.difficulty) : ''],
        ['What is different or additional', entry ? orNotKnown(entry, 'provision', entry.provision) : ''],
        ['Decided by', entry ? orNotKnown(entry, 'decided', entry.decided_by) : ''],
        ['Parents told', entry ? toldWords(entry) : ''],
        ['Needs, most important first', needs.join('; ')],
      ],
    },
  ];
}

/** “SEN Support from 10 December 2026 to 15 November 2027”. */
function endedLine({ status, from_on, left_on, left_because, ...entry }: RegisterEntryRow): string {
  const since = notKnownOf(entry).has('from') ? `from before ${dateWords(from_on)}` : `from ${dateWords(from_on)}`;
  const because = left_because === null ? '' : `: ${inOneLine(left_because)}`;
  return `${senWords[status] ?? status} ${since} to ${dateWords(left_on ?? '')}${because}`;
}

/** The school’s own file, where no needs are written here. */
function fileNeed({ fileNeed: need }: EvidencePack['support']): string[] {
  return need === '' ? [] : [`${needLine({ need, note: '' })} (school’s file)`];
}

function attendanceBlocks({ context, pupil }: EvidencePack): Block[] {
  const facts = context ? contextFacts({ ...context, attendancePercent: null }, { after: '0000', until: '9999' }) : [];
  const lines = [
    context?.attendancePercent === null || context === undefined
      ? ''
      : `Attendance: ${Math.round(context.attendancePercent)} % of sessions, as the school’s file says.`,
    ...facts.map((fact) => `${fact}.`),
  ].filter(Boolean);
  return [
    { kind: 'heading', level: 2, text: 'Attendance and moves' },
    lines.length > 0
      ? { kind: 'list', items: lines }
      : { kind: 'text', text: `Nothing is held of ${pupil.name.forename || 'the pupil'}’s attendance and moves.` },
  ];
}

function teachingBlocks({ works, access }: EvidencePack): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What works and access arrangements' },
    {
      kind: 'pairs',
      rows: [
        ['Strengths', inOneLine(works?.strengths)],
        ['What works', inOneLine(works?.works)],
        ['What does not', inOneLine(works?.avoid)],
      ],
    },
    access.length === 0
      ? { kind: 'text', text: 'No access arrangement is written down.' }
      : {
          kind: 'list',
          items: access.map(
            (one) =>
              `${one.arrangement}, since ${dateWords(one.since_on)}${one.ended_on ? ` until ${dateWords(one.ended_on)}` : ''}. It rests on: ${inOneLine(one.basis)}. Normal way of working: ${inOneLine(one.normal_way)}.`,
          ),
        },
  ];
}

function agencyBlocks({ agencies, forAgency }: EvidencePack): Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Agencies' },
    agencies.length === 0
      ? { kind: 'text', text: 'No agency is written down.' }
      : {
          kind: 'list',
          items: agencies.map((one) =>
            [
              `${one.name}, since ${dateWords(one.since_on)}`,
              one.last_contact_on && `last contact ${dateWords(one.last_contact_on)}`,
              one.reports && `reports: ${inOneLine(one.reports)}`,
              forAgency === null && consentWords[one.consent],
              one.ended_on && `ended ${dateWords(one.ended_on)}`,
            ]
              .filter(Boolean)
              .join('; '),
          ),
        },
  ];
}

function stepBlocks({ standing, pupil, today }: EvidencePack): Block[] {
  if (standing.steps.length === 0) return [];
  const due = ehcDue(standing.steps, { today, yearGroup: pupil.row.year_group });
  return [
    { kind: 'heading', level: 2, text: 'Steps to an EHC plan' },
    {
      kind: 'list',
      items: standing.steps.map((step) =>
        [`${dateWords(step.on_day)}: ${stepWords[step.kind]}, ${step.by_whom}`, inOneLine(step.detail)]
          .filter(Boolean)
          .join('; '),
      ),
    },
    { kind: 'list', items: due.map((one) => `${dueWords[one.code][0]}: ${dueLine(one, today)}`) },
    ...(standing.outcomes.length > 0
      ? ([
          { kind: 'heading', level: 3, text: 'Outcomes of the EHC plan' },
          { kind: 'list', items: standing.outcomes },
        ] as const)
      : []),
  ];
}

function inOneLine(text: string | undefined): string {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('; ');
}
