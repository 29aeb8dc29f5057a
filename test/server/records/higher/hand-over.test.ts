import { expect, test } from 'vitest';
import { openRecord } from '../../../../server/records/open-record.ts';
import { addEhcStep, ehcRows, undoEhcStep } from '../../../../server/records/higher/ehc-steps.ts';
import { ehcStanding } from '../../../../server/records/higher/ehc-standing.ts';
import {
  entryVersions,
  saveEntry,
  standingEntries,
  type Agency,
  type Consent,
} from '../../../../server/records/higher/support-entries.ts';
import { agreeTransfer, proposeTransfer, transfers } from '../../../../server/records/transfers/transfers.ts';

const deed = { personId: 'someone', at: new Date('2026-12-01T09:00:00Z') };
const before = { school: 'Beech Primary', pupilId: 'p1' };
const after = { school: 'Ash Primary', pupilId: 'p1' };
const other = { school: 'Beech Primary', pupilId: 'p2' };

const agency = (name: string, consent: Consent): Agency => ({
  name,
  contact: '',
  since_on: '2026-03-02',
  last_contact_on: '',
  reports: '',
  consent,
  consent_by: '',
  consent_on: '',
  consent_note: '',
  ended_on: '',
});
const step = (kind: 'requested' | 'assess' | 'final', on_day: string) => ({
  kind,
  on_day,
  by_whom: 'the authority',
  detail: '',
  outcomes: '',
});

test('a move hands over steps, arrangements and what works; of agencies only those the family agreed to; nothing of another pupil', async () => {
  const record = await openRecord({ path: ':memory:' });
  const at = { ...deed, entryId: '', seen: 0 };
  for (const pupil of [before, other]) {
    await saveEntry(record, pupil, { kind: 'agency', content: agency('Speech therapy', 'given') }, at);
    await saveEntry(record, pupil, { kind: 'agency', content: agency('Family service', 'refused') }, at);
    await saveEntry(
      record,
      pupil,
      { kind: 'works', content: { strengths: '', works: 'a quiet place', avoid: '' } },
      at,
    );
    await addEhcStep(record, pupil, step('requested', '2026-09-07'), { ...deed, seen: 0 });
    await addEhcStep(record, pupil, step('assess', '2026-10-12'), { ...deed, seen: 1 });
  }
  const [taken] = await entryVersions(record, before);
  const withdrawn = { ...agency('Speech therapy', 'withdrawn') };
  await saveEntry(
    record,
    before,
    { kind: 'agency', content: withdrawn },
    { ...deed, entryId: taken.entry_id, seen: 1 },
  );
  await saveEntry(record, before, { kind: 'agency', content: agency('Hearing service', 'given') }, at);
  const undone = (await ehcRows(record, before))[1].step_id;
  await undoEhcStep(record, before, undone, { ...deed, seen: 2 });
  // The new school has begun to write as well.
  await addEhcStep(record, after, step('final', '2026-11-30'), { ...deed, seen: 0 });
  await saveEntry(record, after, { kind: 'works', content: { strengths: '', works: 'pictures', avoid: '' } }, at);

  await proposeTransfer(record, { pupilId: 'p1', from: before.school, to: after.school }, deed);
  const [{ transfer_id }] = await transfers(record, null);
  expect(await agreeTransfer(record, transfer_id, { ...deed, school: null })).toBe('done');

  const versions = await entryVersions(record, after);
  expect(standingEntries(versions, 'agency').map(({ content }) => content.name)).toEqual(['Hearing service']);
  expect(standingEntries(versions, 'works').map(({ content }) => content.works)).toEqual(['pictures']);
  const rows = await ehcRows(record, after);
  expect(rows.map(({ kind, place }) => [place, kind])).toEqual([
    [1, 'requested'],
    [2, 'assess'],
    [3, 'undone'],
    [4, 'final'],
  ]);
  expect(ehcStanding(rows).steps.map(({ kind }) => kind)).toEqual(['requested', 'final']);
  expect(await ehcRows(record, before)).toEqual([]);
  const stayed = standingEntries(await entryVersions(record, before), 'agency').map(({ content }) => content.name);
  expect(stayed).toEqual(['Speech therapy', 'Family service']);
  const untouched = [await ehcRows(record, other), await entryVersions(record, other)];
  expect(untouched.map((own) => own.length)).toEqual([2, 3]);
  await record.close();
});
