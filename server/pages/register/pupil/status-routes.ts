import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { dateText } from '../../../../engine/index.ts';
import { htmlPage } from '../../../http/html-page.ts';
import { pupilContexts } from '../../../records/pupils/pupil-context.ts';
import { monitor } from '../../../records/register/monitored.ts';
import { needTypes, presentNeeds, setNeeds, type Need } from '../../../records/register/pupil-needs.ts';
import { enterOnRegister, leaveRegister, openEntry, type EntryRefusal } from '../../../records/register/register.ts';
import { undoRegister } from '../../../records/register/undo-register.ts';
import { typedDay } from '../../../records/typed-day.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import { readEntry } from '../read-entry.ts';
import {
  entryForm,
  leaveForm,
  needsForm,
  undoForm,
  type EntryForm,
  type LeaveForm,
  type NeedsForm,
  type UndoForm,
} from './forms.ts';
import { required, trimmed, write, type Deed, type Outcome } from './write.ts';

const answers = { ...htmlPage, 303: Type.Null() };

/** Entering, changing and leaving, in one form each; needs; and taking the last of it back. */
export function statusRoutes(app: FastifyInstance): void {
  app.post<{ Params: PupilParams; Body: EntryForm }>(
    '/register/:key/entry',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: entryForm, response: answers } },
    (request, reply) => write(request, reply, 'enter-register', (deed) => enter(trimmed(request.body), deed)),
  );
  app.post<{ Params: PupilParams; Body: LeaveForm }>(
    '/register/:key/leave',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: leaveForm, response: answers } },
    (request, reply) => write(request, reply, 'leave-register', (deed) => leave(trimmed(request.body), deed)),
  );
  app.post<{ Params: PupilParams; Body: NeedsForm }>(
    '/register/:key/needs',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: needsForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'set-needs', async ({ within, pupil, ...deed }) => {
        const needs = needsOf(request.body);
        if (typeof needs === 'string') return needs;
        await setNeeds(within, pupil, needs, deed);
        return null;
      }),
  );
  app.post<{ Params: PupilParams; Body: UndoForm }>(
    '/register/:key/undo',
    { config: { permission: 'keep-register' }, schema: { params: pupilParams, body: undoForm, response: answers } },
    (request, reply) =>
      write(request, reply, 'undo-register', async ({ within, pupil, personId, at }) => {
        const { entry: entryId, seen } = request.body;
        const undone = await undoRegister(within, pupil, { entryId, version: Number(seen), personId, at });
        return undone ? null : 'Someone else has changed this entry meanwhile. It stands below as it is now.';
      }),
  );
}

const refusals: Readonly<Record<EntryRefusal, string>> = {
  'already-entered': 'This pupil is entered with this status already.',
  'changed-meanwhile':
    'Someone else has changed this entry meanwhile. It stands as it is now; what you typed is in the form below. Save again to replace it.',
  'before-the-last': 'Another status begins after the one before. Check the day from which it holds.',
};

async function enter(form: EntryForm, { within, pupil, row, personId, at }: Deed): Promise<Outcome> {
  const [open, files, before] = await Promise.all([
    openEntry(within, pupil),
    pupilContexts(within, [pupil]),
    presentNeeds(within, pupil),
  ]);
  const file = files.get(pupil.pupilId);
  const past = form.past === 'yes';
  // Where no file stands in the record, the results tell what it said.
  const inFile = file?.senStatus ?? (row.section === 'supported' ? 'K' : '');
  const mayBePast = inFile === 'K' || inFile === 'E' || (open !== undefined && open.not_known !== '');
  if (past && !mayBePast)
    return 'Only what was decided before this record may be left out, and the school’s file says nothing of it. Fill in every box.';
  const { entry_provision: provision, told_how, ...typed } = form;
  const entry = readEntry(
    { ...typed, provision, told_how, past },
    { today: dateText(at), born: file?.dateOfBirth ?? null },
  );
  if ('sentence' in entry) return entry.sentence;
  const needs = form.need_1 === undefined ? null : needsOf(form);
  if (typeof needs === 'string') return needs;
  const entered = await enterOnRegister(within, pupil, entry, { personId, at, seen: Number(form.seen ?? 0) });
  if (typeof entered === 'string') return refusals[entered];
  const own = before.get(pupil.pupilId) ?? [];
  const same =
    needs?.length === own.length && needs.every(({ need, note }, n) => own[n].need === need && own[n].note === note);
  if (needs !== null && !same) await setNeeds(within, pupil, needs, { personId, at });
  return null;
}

async function leave(form: LeaveForm, { within, pupil, ...deed }: Deed): Promise<Outcome> {
  const { left_because, left_told_by } = form;
  const [left_on, left_told_on, look_again_on] = [form.left_on, form.left_told_on, form.watch_until].map(typedDay);
  if (left_on === null || left_told_on === null || look_again_on === null)
    return 'One of these days is no day of the calendar. Write it as 3/9/2025.';
  const today = dateText(deed.at);
  const open = await openEntry(within, pupil);
  const problem =
    required({ left_because, left_on }, 'Write what shows that support is no longer needed, and from when.') ??
    required({ left_told_on, left_told_by }, 'Parents are told again. Say when, and by whom.') ??
    (left_on > today ? 'Leaving is written on the day or after it. This day is still to come.' : null) ??
    (left_told_on > today ? 'Parents cannot have been told on a day that is still to come.' : null) ??
    (open && left_on < open.from_on ? 'This day is before the pupil came onto the register. Check the year.' : null) ??
    (look_again_on !== '' && look_again_on <= left_on ? 'The day to look again comes after leaving.' : null);
  if (problem) return problem;
  const row = await leaveRegister(within, pupil, { left_on, left_because, left_told_on, left_told_by }, deed);
  if (!row) return 'This pupil is not on the register here.';
  const because = `left the register: ${left_because}`;
  if (look_again_on) await monitor(within, pupil, { from_on: left_on, because, look_again_on }, deed);
  return null;
}

/** Needs of a form in their order, or why they cannot be kept. */
function needsOf(form: Partial<NeedsForm>): Need[] | string {
  const { need_1 = '', need_2 = '', need_3 = '', note_1 = '', note_2 = '', note_3 = '' } = form;
  const needs = [
    { need: need_1, note: note_1.trim() },
    { need: need_2, note: note_2.trim() },
    { need: need_3, note: note_3.trim() },
  ].filter(({ need }) => need !== '');
  if (needs.some(({ need }) => !(need in needTypes))) return 'One of these needs is not one this page knows.';
  if (new Set(needs.map(({ need }) => need)).size < needs.length) return 'One need stands there twice.';
  return needs;
}
