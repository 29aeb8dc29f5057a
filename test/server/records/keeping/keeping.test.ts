import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../../../../server/records/audit.ts';
import { checkChain } from '../../../../server/records/keeping/audit-chain.ts';
import { copyRecord } from '../../../../server/records/keeping/copy-record.ts';
import { existingDatabase } from '../../../../server/records/keeping/encrypted-database.ts';
import { holdRecord } from '../../../../server/records/keeping/hold-record.ts';
import { lookAfterRecord } from '../../../../server/records/keeping/look-after-record.ts';
import { copyNow } from '../../../../server/records/keeping/nightly-copies.ts';
import { restoreRecord } from '../../../../server/records/keeping/restore-record.ts';
import { rotateKey } from '../../../../server/records/keeping/rotate-key.ts';
import { verifyRecord } from '../../../../server/records/keeping/verify-record.ts';
import { openRecord } from '../../../../server/records/open-record.ts';
import { addPerson } from '../../../../server/people/people.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keeping-'));
  path = join(folder, 'record.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-12-01T09:30:00Z');

/** A record of so many entries, closed again. */
async function written(entries: number): Promise<void> {
  const record = await openRecord({ path });
  for (let entry = 1; entry <= entries; entry++)
    await audit(record, { personId: null, action: 'view-pupil', object: `p${entry}`, detail: { page: 'pupil' } });
  await record.close();
}

/** What somebody does who has the key and a tool of their own, past the triggers. */
function tamper(...statements: string[]): void {
  const database = existingDatabase({ path });
  for (const statement of ['drop trigger audit_keeps_entries', 'drop trigger audit_loses_nothing', ...statements])
    database.exec(statement);
  database.close();
}

describe('the chain of the audit', () => {
  test('is whole in a record as it was written, and each entry stands for all before it', async () => {
    await written(5);
    const database = existingDatabase({ path });
    const hashes = database.prepare('select hash from audit order by entry').raw().all([]).flat() as string[];
    expect(new Set(hashes).size).toBe(5);
    expect(checkChain(database)).toEqual({ broken: null, head: { entry: 5, hash: hashes[4] } });
    database.close();
  });

  test.each([
    ['a row deleted in the middle', 'delete from audit where entry = 3'],
    ['the first row deleted', 'delete from audit where entry = 1'],
    ['the last rows deleted', 'delete from audit where entry >= 4'],
    [
      'the last rows deleted and the counter set back',
      'delete from audit where entry >= 4',
      'update sqlite_sequence set seq = 3',
    ],
    ['a row changed', "update audit set object = 'p9' where entry = 2"],
    ['two rows exchanged', "update audit set object = case entry when 2 then 'p3' else 'p2' end where entry in (2, 3)"],
    [
      'a row put in',
      'drop trigger audit_chains_entries',
      "insert into audit (at, action, object, detail, hash) values ('2026-01-01T00:00:00Z', 'x', 'y', '{}', 'ab')",
    ],
  ])('shows %s, when it is verified and when a server starts', async (_, ...statements) => {
    await written(5);
    tamper(...statements);
    expect(() => verifyRecord({ path })).toThrow(/audit of the record .* is not as it was written/);
    await expect(openRecord({ path })).rejects.toThrow(/audit of the record .* is not as it was written/);
  });

  test('refuses a row whose hash somebody made up, and any change, while the triggers stand', async () => {
    await written(2);
    const database = existingDatabase({ path });
    const put = (hash: string) =>
      database.exec(`insert into audit (at, action, object, detail, hash) values ('', 'x', 'y', '{}', '${hash}')`);
    expect(() => put('ab')).toThrow('append-only');
    expect(() => database.exec("update audit set object = 'p9'")).toThrow('append-only');
    expect(() => database.exec('delete from audit')).toThrow('append-only');
    database.close();
    verifyRecord({ path });
  });
});

describe('opening', () => {
  test('makes a record once, and refuses to make another where one was lost', async () => {
    await written(1);
    rmSync(path);
    await expect(openRecord({ path })).rejects.toThrow(/missing or empty[\s\S]*same-start records restore/);
    writeFileSync(path, '');
    await expect(openRecord({ path })).rejects.toThrow(/missing or empty/);
    // With the key in the environment there is no key file to tell; the mark of the first start does.
    rmSync(`${path}.key`);
    await expect(openRecord({ path, key: 'ab'.repeat(32) })).rejects.toThrow(/missing or empty/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.key'))).toEqual([]);
  });

  test('refuses a record with a damaged page, wherever the page is, and changes nothing', async () => {
    await written(400);
    const whole = readFileSync(path);
    expect(whole.length).toBeGreaterThan(30_000);
    for (let at = 4096 + 50; at < whole.length; at += 4096 * 3) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 1;
      writeFileSync(path, damaged);
      await expect(openRecord({ path }), `byte ${at}`).rejects.toThrow(/damaged/);
      expect(readFileSync(path).equals(damaged)).toBe(true);
    }
    truncateSync(path, 4096 * 2);
    await expect(openRecord({ path })).rejects.toThrow(/damaged/);
  });

  test('a record is held by one server at a time, and let go of when its process is killed', async () => {
    await written(1);
    const letGo = holdRecord(path);
    expect(() => holdRecord(path)).toThrow(/open in another Same Start/);
    letGo();
    holdRecord(path)();
    const module = resolve(import.meta.dirname, '../../../../server/records/keeping/hold-record.ts');
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `const { holdRecord } = await import(${JSON.stringify(module)}); const letGo = holdRecord(${JSON.stringify(path)}); console.log('held'); setInterval(() => letGo, 1000);`,
    ]);
    await once(holder.stdout, 'data');
    expect(() => holdRecord(path)).toThrow(/open in another Same Start/);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    holdRecord(path)();
  });
});

describe('a copy', () => {
  test('is made while a server writes, is one encrypted file, and holds what was confirmed', async () => {
    const record = await openRecord({ path });
    await audit(record, { personId: null, action: 'a', object: 'Zebulonia' });
    const file = join(folder, 'copy.db');
    const found = copyRecord({ path }, file);
    await audit(record, { personId: null, action: 'b', object: 'later' });
    expect(found).toMatchObject({ path: file, auditEntries: 1 });
    expect(readFileSync(file).includes('Zebulonia')).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    expect(() => copyRecord({ path }, file)).toThrow(/there already/);
    await record.close();
  });

  test('put back after a crash has every entry and keeps closed what was closed since', async () => {
    const record = await openRecord({ path });
    const at = now.toISOString();
    for (const name of ['stays', 'left', 'changed'])
      await addPerson(record, { name, role: 'teacher', school: 'Oak Primary', passwordHash: `hash of ${name}` });
    await audit(record, { personId: null, action: 'a', object: 'kept' });
    const file = join(folder, 'copy.db');
    copyRecord({ path }, file);
    await record.db.updateTable('person').set({ disabled_at: at }).where('display_name', '=', 'left').execute();
    await record.db.updateTable('person').set({ password_hash: 'new' }).where('display_name', '=', 'changed').execute();
    await record.close();

    const { closed, before, record: found } = restoreRecord({ path }, file, { keepPassphrases: undefined, now });
    expect(closed).toHaveLength(2);
    expect(existsSync(before!)).toBe(true);
    // What the copy had, and that it was put back.
    expect(found.auditEntries).toBe(2);
    const back = await openRecord({ path });
    const rows = await back.db.selectFrom('person').selectAll().orderBy('display_name').execute();
    expect(rows.map((row) => [row.display_name, row.password_hash, row.disabled_at])).toEqual([
      ['changed', null, null],
      ['left', 'hash of left', at],
      ['stays', 'hash of stays', null],
    ]);
    await back.close();
  });

  test('is asked about passphrases where the record cannot be read any more', async () => {
    await written(1);
    const file = join(folder, 'copy.db');
    copyRecord({ path }, file);
    writeFileSync(path, Buffer.alloc(8192, 7));
    expect(() => restoreRecord({ path }, file, { keepPassphrases: undefined, now })).toThrow(/--passphrases/);
    const { before, compared } = restoreRecord({ path }, file, { keepPassphrases: false, now });
    expect(compared).toBe(false);
    expect(readFileSync(before!).equals(Buffer.alloc(8192, 7))).toBe(true);
    await (await openRecord({ path })).close();
  });

  test('that is damaged is not put back, and the record stays', async () => {
    await written(200);
    const file = join(folder, 'copy.db');
    copyRecord({ path }, file);
    const damaged = readFileSync(file);
    damaged[4096 * 3 + 99] ^= 1;
    writeFileSync(file, damaged);
    const before = readFileSync(path);
    expect(() => restoreRecord({ path }, file, { keepPassphrases: undefined, now })).toThrow(/damaged/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('is made each night, and only the newest ones are kept', async () => {
    const record = await openRecord({ path });
    const copies = join(folder, 'copies');
    for (let night = 1; night <= 5; night++)
      await copyNow(
        record,
        { path },
        {
          folder: copies,
          keep: 3,
          now: () => new Date(Date.UTC(2026, 11, night, 2, 0, 0)),
          onFault: (fault) => {
            throw fault;
          },
        },
      );
    expect(readdirSync(copies).toSorted()).toEqual([3, 4, 5].map((night) => `record-2026-12-0${night}T02-00-00.db`));
    const actions = await sql<{ action: string }>`select action from audit`.execute(record.db);
    expect(actions.rows.filter(({ action }) => action === 'record-copied')).toHaveLength(5);
    await record.close();
  });
});

describe('the key', () => {
  test('can be changed: the record opens with the new one only, and a copy with the one it was made with', async () => {
    await written(3);
    const file = join(folder, 'copy.db');
    copyRecord({ path }, file);
    const old = readFileSync(`${path}.key`, 'utf8');
    expect(rotateKey({ path })).toBe(null);
    expect(readFileSync(`${path}.key`, 'utf8')).not.toBe(old);
    expect(verifyRecord({ path }).auditEntries).toBe(3);
    expect(() => verifyRecord({ path, key: old })).toThrow(/does not open with this key/);
    expect(verifyRecord({ path: file, key: old }).auditEntries).toBe(3);
  });

  test('that was on its way in when the machine stopped opens the record all the same', async () => {
    await written(3);
    const old = readFileSync(`${path}.key`, 'utf8');
    // Stopped after the record turned and before the key took its place …
    rotateKey({ path });
    cpSync(`${path}.key`, `${path}.key.next`);
    writeFileSync(`${path}.key`, old);
    await (await openRecord({ path })).close();
    expect(existsSync(`${path}.key.next`)).toBe(false);
    // … and before the record turned.
    writeFileSync(`${path}.key.next`, 'cd'.repeat(32));
    await (await openRecord({ path })).close();
    expect(verifyRecord({ path }).auditEntries).toBe(3);
  });
});

test('the commands say what they did, and follow one another', async () => {
  await written(2);
  const copy = join(folder, 'copies', 'monday.db');
  mkdirSync(join(folder, 'copies'));
  const made = lookAfterRecord({ task: 'backup', records: folder, file: copy });
  expect(made.text).toContain('2 entries in the audit');
  expect(lookAfterRecord({ task: 'verify', records: folder, file: copy }).text).toContain('are whole');
  const back = lookAfterRecord({ task: 'restore', records: folder, file: copy }, { now });
  expect(back.text).toContain('Everyone signs in anew');
  expect(lookAfterRecord({ task: 'verify', records: folder }).json).toMatchObject({ auditEntries: 3 });
  expect(lookAfterRecord({ task: 'rotate-key', records: folder }).text).toContain('a new key');
  await (await openRecord({ path })).close();
});
