import {
  dateText,
  familyContextSentence,
  familyReasonSentence,
  familySheetLine,
  fillLetter,
} from '../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { knownContext } from '../../runs/pupils/known-context.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { roleNames } from '../../people/permissions.ts';
import { subjectLabels, type ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import { audit } from '../../records/audit.ts';
import { discussion } from '../../records/discussions/discussions.ts';
import { standingLetter } from '../../records/letters/standing-letter.ts';
import { dateWords } from '../date-words.ts';
import type { FamilySheetPage } from './family-sheet-view.ts';
import { unnamed } from '../../people/people.ts';
import { keptUntil, yearsAfterLeaving } from '../../records/life/kept-until.ts';
import { lifeOfPupil } from '../../records/life/lives-of-pupils.ts';
import { pupilOfRow, type SchoolPupil } from '../../records/pupils/school-pupil.ts';

/** What the sheet of one pupil shows, once its making is in the audit; undefined where there is no result to talk about. */
export async function familySheetPage(
  request: FastifyRequest,
  scoped: ScopedRun,
  { pupil, subject: wanted }: { pupil: ListedPupil; subject?: string | undefined },
): Promise<FamilySheetPage | undefined> {
  const { server, person } = request;
  const { run } = scoped;
  const { row } = pupil;
  const labels = subjectLabels(run);
  const listed = (row.subjects ?? '').split('; ').filter((subject) => labels.has(subject));
  const subject = wanted ?? listed[0] ?? pupil.evidence[0]?.subject;
  const words = subject === undefined ? undefined : labels.get(subject);
  if (subject === undefined || !words) return undefined;
  const own = await discussion(server.record, run.id, pupilOfRow(row));
  const letter = await standingLetter(server.record, { school: row.school, kind: 'family' });
  await audit(server.record, {
    personId: person!.personId,
    action: 'family-sheet',
    object: pupil.pupilId,
    school: row.school,
    detail: { run: run.id },
  });
  const role = roleNames[person!.role];
  const { criteria = {} } = pupil.evidence.find((one) => one.subject === subject) ?? {};
  return {
    pupil,
    day: dateWords(dateText(server.now())),
    from: person!.name === unnamed ? `the ${role}` : `${person!.name} (${role})`,
    subjects: pupil.evidence.map((one) => [one.subject, labels.get(one.subject)?.label ?? one.subject]),
    subject,
    known: await knownOf(request, scoped, pupil),
    blocks: fillLetter(letter.blocks, {
      pupil: pupil.name.forename || 'your child',
      'full-name': pupil.name.forename ? pupil.name.full : 'your child',
      class: row.class || 'the class',
      school: row.school,
      subject: words.name,
      because: familyReasonSentence(
        Object.values(criteria).flatMap(({ criterion, verdict }) => (verdict === 'met' ? [criterion] : [])),
      ),
      'does-well': own?.can_do,
      'will-try': own?.agreed,
      'look-again': own?.by_when ? dateWords(own.by_when) : own?.will_see,
    }).blocks,
    problems: letter.problems,
    facts: familySheetLine({
      seenBy: 'class teacher, SENCO, headteacher',
      keptUntil: await keptWords(request, pupilOfRow(row)),
    }),
  };
}

/** What is known of the time since the baseline, to be said to the family; '' for nothing. */
async function knownOf(request: FastifyRequest, { run }: ScopedRun, { pupilId, row }: ListedPupil): Promise<string> {
  const { windows, windowDate } = run.manifest;
  const baseline = windows.find(({ window }) => window === row.baseline_window) ?? windows[0];
  const context = (await knownContext(request.server.record, request.person!, [pupilOfRow(row)])).get(pupilId);
  return context && baseline ? familyContextSentence(context, { after: baseline.date, until: windowDate }) : '';
}

/** Until when what was agreed is kept: a day, or so many years from the day the pupil leaves. */
async function keptWords({ server }: FastifyRequest, pupil: SchoolPupil): Promise<string> {
  const life = await lifeOfPupil(server.record, pupil);
  const { meetings } = keptUntil(life, server.retentions);
  if (meetings !== null) return dateWords(meetings);
  const kinds = life.hasSupport ? (['meetings', 'support'] as const) : (['meetings'] as const);
  const years = Math.max(...kinds.map((kind) => yearsAfterLeaving(server.retentions, kind)));
  return years === 0 ? 'the day of leaving this school' : `${years} years after leaving this school`;
}
