import type { RunContent } from '../../../engine/index.ts';
import { addPupil } from '../../../server/records/discussions/added-pupils.ts';
import { emptyDiscussion, saveDiscussion } from '../../../server/records/discussions/discussions.ts';
import { parkPupil, startMeeting } from '../../../server/records/discussions/meetings.ts';
import { prepareAll } from '../../../server/records/discussions/preparations.ts';
import type { SchoolRecord } from '../../../server/records/open-record.ts';
import { keepPupilContext } from '../../../server/records/pupils/pupil-context.ts';
import { keepPupilNames } from '../../../server/records/pupils/pupil-names.ts';
import { pupilKey, type SchoolPupil } from '../../../server/records/pupils/school-pupil.ts';
import { monitor } from '../../../server/records/register/monitored.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { enterOnRegister } from '../../../server/records/register/register.ts';
import { reviewPlan, startPlan } from '../../../server/records/register/support-plans.ts';
import { joinProvision } from '../../../server/records/provision/provision-pupils.ts';
import { addProvision } from '../../../server/records/provision/save-provision.ts';
import { agreeTransfer, proposeTransfer, transfers } from '../../../server/records/transfers/transfers.ts';
import { fixtureRun } from '../fixture-run.ts';

/*
 * Four schools of one record. Oak, Elm and Ash are in the trust's runs; Fir brings its own files, and counts its pupils as Oak
 * does: each identifier of Oak's is somebody else there. One pupil came from Ash to Oak and one went from Oak to Ash, both with a
 * recorded transfer; one has left Oak. Whatever anybody wrote of a pupil is a word that stands nowhere else and says whose it is.
 */
export const [oak, elm, ash, fir] = ['Oak Primary', 'Elm Primary', 'Ash Primary', 'Fir Primary'] as const;
export const runIds = {
  firDraft: '2026-12-05-00000000f1d0',
  trust: '2026-12-04-000000007000',
  fir: '2026-12-04-00000000f100',
  trustBefore: '2026-10-09-000000007001',
  firBefore: '2026-10-09-00000000f101',
} as const;

export interface MarkedPupil extends SchoolPupil {
  readonly class: string;
  /** The run they are in. */
  readonly run: string;
}

/** Whose pupil, as Oak sees them; what Ash knows and wrote of the two who moved is apart from what Oak did. */
export const whose = {
  own: { school: oak, class: '4K', pupilId: 'oak-4k-01', run: runIds.trust },
  mate: { school: oak, class: '4J', pupilId: 'oak-4j-01', run: runIds.trust },
  elm: { school: elm, class: '4K', pupilId: 'elm-4k-01', run: runIds.trust },
  collides: { school: fir, class: '4K', pupilId: 'oak-4k-01', run: runIds.fir },
  camein: { school: oak, class: '4K', pupilId: 'oak-4k-02', run: runIds.trust },
  cameinbefore: { school: ash, class: '4K', pupilId: 'oak-4k-02', run: runIds.trustBefore },
  wentout: { school: ash, class: '4K', pupilId: 'oak-4k-03', run: runIds.trust },
  wentoutbefore: { school: oak, class: '4K', pupilId: 'oak-4k-03', run: runIds.trustBefore },
  left: { school: oak, class: '4K', pupilId: 'oak-4k-12', run: runIds.trustBefore },
} as const satisfies Record<string, MarkedPupil>;
export type Whose = keyof typeof whose;
export const allWhose = Object.keys(whose) as Whose[];

/** What goes with a pupil who moves: the register, needs, plans, monitoring. */
const goes =
  'difficulty provision decided toldby toldhow need hoped plan strategies pupilview homeview schoolview came effectpupil effecthome watch'.split(
    ' ',
  );

/** The pupil a word is of: the school that may read it, and the class. */
export function holderOf(tag: Whose, field: string): { school: string; class: string } {
  if (tag === 'cameinbefore' && goes.includes(field)) return whose.camein;
  if (tag === 'wentoutbefore' && goes.includes(field)) return whose.wentout;
  return whose[tag];
}

export const wordIn = /SECRET-([a-z]+)-([a-z]+)/g;
const word = (tag: Whose, field: string) => `SECRET-${tag}-${field}`;

/** Runs, newest first. */
export function markedRuns(): { id: string; content: RunContent }[] {
  const trust = (id: string, date: string) => ({
    id,
    content: marked(id, fixtureRun({ schools: [oak, elm, ash] }), date),
  });
  const alone = (id: string, date: string) => ({
    id,
    content: marked(id, fixtureRun({ schools: [fir] }), date),
  });
  return [
    alone(runIds.firDraft, '2026-12-04'),
    trust(runIds.trust, '2026-12-04'),
    alone(runIds.fir, '2026-12-04'),
    trust(runIds.trustBefore, '2026-10-09'),
    alone(runIds.firBefore, '2026-10-09'),
  ];
}

/** Puts pupils where they were at the time of a run, and the words into its sentences. */
function marked(id: string, { manifest, tables, ...rest }: RunContent, date: string): RunContent {
  const before = date < '2026-12';
  const placeOf = new Map<string, string>([
    ['oak-4k-02', before ? ash : oak],
    ['oak-4k-03', before ? oak : ash],
  ]);
  for (const { columns } of Object.values(tables))
    if ('pupil_id' in columns) {
      const ids = columns.pupil_id.values as string[];
      ids.forEach((pupilId, row) => (ids[row] = pupilId.replace(/^fir/, 'oak')));
      // Oak's twelfth pupil has left by December, and another one came.
      if (!before)
        ids.forEach((pupilId, row) => (ids[row] = pupilId === 'oak-4k-12' && !isFir(id) ? 'oak-4k-13' : pupilId));
    }
  const { pupil_id: pupilIds, school, sentence } = tables.agenda.columns;
  const tagOf = new Map(allWhose.map((tag) => [pupilKey(whose[tag]), tag]));
  pupilIds.values.forEach((pupilId, row) => {
    if (!isFir(id)) (school.values as string[])[row] = placeOf.get(pupilId) ?? school.values[row];
    const tag = tagOf.get(pupilKey({ school: school.values[row], pupilId }));
    if (tag) (sentence.values as string[])[row] = word(tag, 'sentence');
  });
  return { ...rest, tables, manifest: { ...manifest, window: date.slice(0, 7), windowDate: date } };
}

function isFir(id: string): boolean {
  return id === runIds.fir || id === runIds.firBefore || id === runIds.firDraft;
}

const by = { personId: 'of-oak', at: new Date('2026-10-20T09:00:00Z') };

/** Writes of every pupil whatever can be written, and hands the two who moved over. */
export async function writeMarked(record: SchoolRecord): Promise<void> {
  await record.db
    .insertInto('run_draft')
    .values({ run_id: runIds.firDraft, import_id: null, made_at: by.at.toISOString(), made_by: by.personId })
    .execute();
  for (const tag of allWhose) if (tag !== 'camein' && tag !== 'wentout') await writeAbout(record, tag);
  for (const [tag, to] of [
    ['cameinbefore', oak],
    ['wentoutbefore', ash],
  ] as const) {
    const { pupilId, school: from } = whose[tag];
    await proposeTransfer(record, { pupilId, from, to }, { personId: null, at: by.at });
    const row = (await transfers(record, from)).find((one) => one.pupil_id === pupilId)!;
    await agreeTransfer(record, row.transfer_id, { ...by, school: null });
  }
  await writeAbout(record, 'camein');
  await writeAbout(record, 'wentout');
  // Moves that wait: of everybody who has not moved, to or from Elm, whose headteacher is asked nothing here.
  for (const tag of ['own', 'mate', 'collides', 'left'] as const)
    await proposeTransfer(record, { pupilId: whose[tag].pupilId, from: whose[tag].school, to: elm }, by);
  await proposeTransfer(record, { pupilId: whose.elm.pupilId, from: elm, to: oak }, by);
}

async function writeAbout(record: SchoolRecord, tag: Whose): Promise<void> {
  const { run: runId, class: className, ...pupil } = whose[tag];
  const say = (field: string) => word(tag, field);
  const { school, pupilId } = pupil;
  await keepPupilNames(record, [{ school, pupilId, forename: say('forename'), surname: say('surname') }]);
  await keepPupilContext(record, [
    {
      school,
      pupilId,
      dateOfBirth: '2017-01-02',
      senStatus: 'K',
      senSince: '2026-09-09',
      joinedOn: '2026-09-01',
      primaryNeed: say('primary'),
      attendancePercent: 88,
      englishAdditional: true,
      facts: [{ kind: 'school-move', from: '2026-09-01', to: null }],
    },
  ]);
  const texts = ['can_do', 'tried', 'agreed', 'who', 'will_see', 'note', 'pupil_says', 'home_says', 'asks'] as const;
  const content = {
    ...emptyDiscussion,
    ...Object.fromEntries(texts.map((field) => [field, say(field.replace('_', ''))])),
    parent_told: say('parenttold'),
    outcome: 'extra-help' as const,
  };
  const place = { runId, ...pupil, class: className };
  await saveDiscussion(record, place, { content: { ...content, note: say('oldnote') }, seen: 0, ...by });
  await saveDiscussion(record, place, { content, seen: 1, ...by });
  const prepared = { can_do: say('prepcando'), note: say('prepnote') };
  const voices = { pupil_says: say('preppupil'), home_says: say('prephome') };
  await prepareAll(record, [{ ...pupil, content: { ...prepared, ...voices }, seen: 0 }], { runId, ...by });
  const added = { run_id: runId, school, pupil_id: pupilId, added_by: by.personId, added_at: by.at.toISOString() };
  await addPupil(record, { ...added, reason: say('reason'), source: 'parent' });
  const told = { decided_by: say('decided'), told_on: '2026-10-01', told_by: say('toldby'), told_how: say('toldhow') };
  const limbs = { difficulty: say('difficulty'), provision: say('provision') };
  await enterOnRegister(record, pupil, { status: 'K', from_on: '2026-10-02', ...limbs, ...told }, by);
  await setNeeds(record, pupil, [{ need: 'SLCN', note: say('need') }], by);
  const views = { pupil_view: say('pupilview'), home_view: say('homeview'), school_view: say('schoolview') };
  const plan = {
    start_on: '2026-10-02',
    review_on: '2026-12-12',
    hoped_for: say('hoped'),
    provision: say('plan'),
    strategies: say('strategies'),
    ...views,
  };
  const first = await startPlan(record, pupil, plan, by);
  if (first) {
    const said = { came_of_it: say('came'), pupil_says: say('effectpupil'), home_says: say('effecthome') };
    const review = { reviewed_on: '2026-10-19', effect: 'partly' as const, ...said };
    await reviewPlan(record, { ...pupil, planId: first.plan_id }, review, by);
    await startPlan(record, pupil, plan, by);
  }
  const group = { name: 'Reading', need: '', by_whom: 'Ms Roe', minutes: 20, times_a_week: 3, group_size: 4 };
  const days = { from_on: '2026-10-02', to_on: '2027-03-26', pounds_an_hour: 18, times: '', note: '' };
  const { provision_id: provisionId } = await addProvision(record, school, { ...group, ...days }, by);
  await joinProvision(record, { pupil, provisionId }, '2026-10-02', by);
  await monitor(record, pupil, { from_on: '2026-10-02', because: say('watch'), look_again_on: '2026-12-01' }, by);
  const { meeting_id: meetingId } = await startMeeting(record, { ...place, minutes: 45, ...by });
  await parkPupil(record, { meetingId, ...pupil, ...by });
}
