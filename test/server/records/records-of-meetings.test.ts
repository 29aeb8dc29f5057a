import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agreedBefore } from '../../../server/records/discussions/agreed-before.ts';
import { saveDiscussion, undoDiscussion, emptyDiscussion } from '../../../server/records/discussions/discussions.ts';
import {
  endMeeting,
  openMeeting,
  pupilsPutAside,
  parkPupil,
  startMeeting,
} from '../../../server/records/discussions/meetings.ts';
import { mergeDiscussions } from '../../../server/records/discussions/merge-discussions.ts';
import { openRecord, type SchoolRecord } from '../../../server/records/open-record.ts';

const word = fc.constantFrom('', 'reading partner', 'phonics', 'hearing check');
const content = fc.record({ agreed: word, who: word, will_see: word, can_do: word }).map((part) => ({
  ...emptyDiscussion,
  outcome: 'keep-watching' as const,
  ...part,
}));

describe('mergeDiscussions(base, theirs, ours)', () => {
  test('keeps every field that either changed: in the form, or as contested with both at hand', () => {
    fc.assert(
      fc.property(content, content, content, (base, theirs, ours) => {
        const merged = mergeDiscussions(base, theirs, ours);
        for (const field of ['agreed', 'who', 'will_see', 'can_do'] as const) {
          const [was, his, mine] = [base[field], theirs[field], ours[field]];
          if (mine !== was && his !== was && mine !== his) {
            expect(merged.contested).toContain(field);
            expect(merged.content[field]).toBe(mine);
          } else expect(merged.content[field]).toBe(mine === was ? his : mine);
        }
      }),
    );
  });

  test('says nothing is contested where one of the two changed nothing', () => {
    fc.assert(
      fc.property(content, content, (base, theirs) => {
        expect(mergeDiscussions(base, theirs, base)).toMatchObject({ content: theirs, contested: [] });
        expect(mergeDiscussions(base, base, theirs)).toMatchObject({ content: theirs, contested: [], taken: [] });
      }),
    );
  });
});

describe('the record', () => {
  let record: SchoolRecord;
  beforeEach(async () => {
    record = await openRecord({ path: ':memory:' });
  });
  afterEach(() => record.close());

  const place = { runId: 'run-1', pupilId: 'p1', school: 'Oak Primary', class: '4K' };
  const save = (agreed: string, seen: number, at: string) =>
    saveDiscussion(record, place, {
      content: { ...emptyDiscussion, outcome: 'keep-watching', agreed },
      seen,
      personId: 'ms-khan',
      at: new Date(at),
    });

  test('agreedBefore(pupils, moment) gives what stood then; what was taken back never stood', async () => {
    await save('reading partner', 0, '2026-12-10T09:00:00Z');
    await save('phonics group', 1, '2027-03-10T09:00:00Z');
    const at = async (moment: string) => (await agreedBefore(record, [place], moment)).get('p1')?.content.agreed;
    expect(await at('2026-12-10T09:00:00.000Z')).toBeUndefined();
    expect(await at('2027-01-01T00:00:00.000Z')).toBe('reading partner');
    expect(await at('2027-04-01T00:00:00.000Z')).toBe('phonics group');
    const row = await record.db.selectFrom('discussion').selectAll().executeTakeFirstOrThrow();
    await undoDiscussion(record, row, { personId: 'ms-khan', at: new Date('2027-03-10T09:05:00Z') });
    expect(await at('2027-04-01T00:00:00.000Z')).toBe('reading partner');
  });

  test('one meeting is open for a class at a time, ends once, and keeps who was parked before who was not reached', async () => {
    const meeting = { school: 'Oak Primary', class: '4K', runId: 'run-1', minutes: 45, personId: 'ms-khan' };
    const first = await startMeeting(record, { ...meeting, at: new Date('2026-12-10T09:00:00Z') });
    const again = await startMeeting(record, { ...meeting, runId: 'run-2', at: new Date('2026-12-10T09:10:00Z') });
    expect(again).toEqual(first);
    expect(await openMeeting(record, { ...place, runId: 'run-2' })).toBeUndefined();
    const by = { personId: 'ms-khan', at: new Date('2026-12-10T09:20:00Z') };
    await parkPupil(record, { meetingId: first.meeting_id, school: 'Oak Primary', pupilId: 'p2', ...by });
    await endMeeting(record, first.meeting_id, { notReached: ['p2', 'p3'], ...by });
    await endMeeting(record, first.meeting_id, { notReached: ['p4'], ...by });
    const aside = await pupilsPutAside(record, first.meeting_id);
    expect(aside.map(({ pupil_id, state }) => [pupil_id, state])).toEqual([
      ['p2', 'parked'],
      ['p3', 'not reached'],
    ]);
    const next = await startMeeting(record, { ...meeting, runId: 'run-2', at: new Date('2027-03-10T09:00:00Z') });
    expect(next.run_id).toBe('run-2');
  });
});
