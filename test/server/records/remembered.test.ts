import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { audit } from '../../../server/records/audit.ts';
import { openRecord, type SchoolRecord } from '../../../server/records/open-record.ts';
import { addPerson, person, personNames } from '../../../server/people/people.ts';
import { remembered } from '../../../server/records/remembered.ts';

const folder = mkdtempSync(join(tmpdir(), 'remembered-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'record.db');
const day = '2026-12-10';

/** Asks a question and counts how often it was really asked. */
function counted(record: SchoolRecord) {
  let asked = 0;
  return async () => {
    await remembered(record, ['test'], () => Promise.resolve((asked += 1)));
    return asked;
  };
}

describe('what the record answered', () => {
  test('is asked once, and again after anything is written, but for the audit and sessions', async () => {
    const record = await openRecord({ path: ':memory:' });
    const asked = counted(record);
    expect([await asked(), await asked()]).toEqual([1, 1]);
    const personId = await addPerson(record, { name: 'S. Khan', role: 'senco' });
    expect(await asked()).toBe(2);
    await audit(record, { personId, action: 'see-list', object: '/agenda' });
    await record.db.deleteFrom('session').execute();
    expect(await asked()).toBe(2);
    await record.db.updateTable('person').set({ disabled_at: day }).where('person_id', '=', personId).execute();
    expect(await asked()).toBe(3);
    await record.close();
  });

  test('is forgotten at once when a person is disabled, added or taken back in a transaction', async () => {
    const record = await openRecord({ path: ':memory:' });
    const personId = await addPerson(record, { name: 'S. Khan', role: 'senco' });
    expect((await person(record, personId, day))?.name).toBe('S. Khan');
    await record.db.updateTable('person').set({ disabled_at: day }).where('person_id', '=', personId).execute();
    expect(await person(record, personId, day)).toBeNull();
    const before = (await personNames(record)).size;
    const halfWay: number[] = [];
    const undone = record.db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('person').execute();
      // Asked meanwhile: answered when the transaction is over, which did not happen.
      void personNames(record).then((names) => halfWay.push(names.size));
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect((await personNames(record)).size).toBe(before);
    expect(halfWay).toEqual([before]);
    await record.close();
  });

  test('is forgotten when another process writes the record', async () => {
    const one = await openRecord({ path });
    const other = await openRecord({ path });
    expect([...(await personNames(one)).values()]).toEqual(['the inbox']);
    await addPerson(other, { name: 'A. Roe', role: 'teacher' });
    expect([...(await personNames(one)).values()]).toEqual(['the inbox', 'A. Roe']);
    await one.close();
    await other.close();
  });

  test('is not kept where asking failed', async () => {
    const record = await openRecord({ path: ':memory:' });
    await expect(remembered(record, ['x'], () => Promise.reject(new Error('locked')))).rejects.toThrow('locked');
    expect(await remembered(record, ['x'], () => Promise.resolve('now'))).toBe('now');
    await record.close();
  });
});
