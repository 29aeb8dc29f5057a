import { expect, test } from 'vitest';
import { canonicalAddress, canonicalName, canonicalNetwork } from '../../../server/people/canonical-names.ts';
import { openIdPerson } from '../../../server/people/open-id-person.ts';
import { addPerson } from '../../../server/people/people.ts';
import { beginAttempt } from '../../../server/people/sign-in-failures.ts';
import { openRecord, type SchoolRecord } from '../../../server/records/open-record.ts';

/** The sign for kelvin, which becomes a small k where capitals are folded. */
const kelvin = '\u212a';

async function withRecord(work: (record: SchoolRecord) => Promise<void>): Promise<void> {
  const record = await openRecord({ path: ':memory:' });
  try {
    await work(record);
  } finally {
    await record.close();
  }
}

test('canonicalName(name) is one name however Unicode writes it', () => {
  for (const written of ['kate', 'Kate', ' KATE ', `${kelvin}ate`, 'ｋate', '𝐤𝐚𝐭𝐞'])
    expect(canonicalName(written)).toBe('kate');
  expect(canonicalName('kåte')).not.toBe('kate');
});

test('wrong attempts at a name are counted together, however it is written', () =>
  withRecord(async (record) => {
    const at = Date.parse('2026-12-01T09:00:00Z');
    const variants = ['kate', 'Kate', `${kelvin}ate`, 'ｋate', 'kａte'];
    for (const of of variants) expect(await beginAttempt(record, { kind: 'name', of, at })).toBe(0);
    expect(await beginAttempt(record, { kind: 'name', of: '𝐤ate', at })).toBe(30);
  }));

test('an address at the provider that only looks like a person’s binds nobody', () =>
  withRecord(async (record) => {
    const personId = await addPerson(record, { name: 'Kate', role: 'senco', address: 'Kate@elm.example' });
    const claims = { issuer: 'https://i.example', subject: 's1' };
    const other = await openIdPerson(record, { ...claims, address: `${kelvin}ate@elm.example` });
    expect(other).toEqual({ refused: 'not on the People page', personId: null });
    expect(await openIdPerson(record, { ...claims, address: 'KATE@elm.example' })).toEqual({ personId, bound: true });
    expect(canonicalAddress(`${kelvin}ate@elm.example`)).not.toBe('kate@elm.example');
  }));

test('canonicalNetwork(address) counts IPv6 by its first 64 bits and IPv4 whole', () => {
  const one = canonicalNetwork('2001:db8:0:1::7');
  expect(one).toBe('2001:db8:0:1::/64');
  expect(canonicalNetwork('2001:0DB8:0000:0001:ffff:1:2:3')).toBe(one);
  expect(canonicalNetwork('2001:db8:0:2::7')).not.toBe(one);
  expect(canonicalNetwork('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(canonicalNetwork('::1')).toBe('0:0:0:0::/64');
  expect(canonicalNetwork('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(canonicalNetwork('192.0.2.7')).toBe('192.0.2.7');
});

test('a clock that is set back by three days locks nobody out for three days', () =>
  withRecord(async (record) => {
    const at = Date.parse('2026-12-04T09:00:00Z');
    const tryAt = (moment: number) => beginAttempt(record, { kind: 'name', of: 'kate', at: moment });
    for (let attempt = 0; attempt < 6; attempt++) await tryAt(at);
    const back = at - 3 * 86_400_000;
    expect(await tryAt(back)).toBeLessThanOrEqual(15 * 60);
    expect(await tryAt(back + 31_000)).toBe(0);
  }));
