import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditActions, auditEntries } from '../../../server/records/audit-entries.ts';
import { audit } from '../../../server/records/audit.ts';
import { openAgreements } from '../../../server/records/discussions/open-agreements.ts';
import { openRecord, type SchoolRecord } from '../../../server/records/open-record.ts';
import { whoOpenedPupil } from '../../../server/records/pupils/who-sees-pupil.ts';

const pupil = (pupilId: string) => ({ school: 'Oak Primary', pupilId });

let record: SchoolRecord;
beforeAll(async () => {
  record = await openRecord({ path: ':memory:' });
  for (const [action, object] of [
    ['see-pupil', 'p1'],
    ['release', 'run-1'],
    ['see-pupil', 'p2'],
    ['refused', 'p1'],
  ] as const)
    await audit(record, { personId: 'someone', action, object });
});
afterAll(() => record.close());

/** How SQLite goes about each statement of a question. */
async function plansOf(ask: (record: SchoolRecord) => Promise<unknown>): Promise<string[]> {
  const asked: CompiledQuery[] = [];
  const db = record.db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      asked.push(record.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await ask({ ...record, db });
  const plans: string[] = [];
  for (const { sql, parameters } of asked) {
    const { rows } = await record.db.executeQuery(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));
    plans.push(...rows.map((row) => (row as { detail: string }).detail));
  }
  return plans;
}

describe('with years of entries and thousands of pupils', () => {
  test.each([
    ['who opened a pupil', (own: SchoolRecord) => whoOpenedPupil(own, pupil('p1'))],
    ['which actions there are', (own: SchoolRecord) => auditActions(own, null)],
    ['which actions there are in one school', (own: SchoolRecord) => auditActions(own, 'Oak Primary')],
    ['entries of one action', (own: SchoolRecord) => auditEntries(own, { action: 'release' }, { most: 51 })],
    ['entries about one pupil', (own: SchoolRecord) => auditEntries(own, { object: 'p1' }, { most: 51 })],
    ['what is open for a class', (own: SchoolRecord) => openAgreements(own, ['p1', 'p2'].map(pupil))],
  ])('%s is found by an index, not by reading all', async (_, ask) => {
    const plans = await plansOf(ask);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter((plan) => /^SCAN (audit|discussion)\b/.test(plan))).toEqual([]);
  });

  test('auditActions(record, school) has each action once, in order', async () => {
    expect(await auditActions(record, null)).toEqual(['refused', 'release', 'see-pupil']);
    const empty = await openRecord({ path: ':memory:' });
    expect(await auditActions(empty, null)).toEqual([]);
    await empty.close();
  });

  test('openAgreements(record, pupils) of nobody is empty, and reads no evidence', async () => {
    expect(await openAgreements(record, [])).toEqual([]);
    const statements: string[] = [];
    const db = record.db.withPlugin({
      transformQuery: ({ node, queryId }) => {
        statements.push(record.db.getExecutor().compileQuery(node, queryId).sql);
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    });
    await openAgreements({ ...record, db }, { schools: ['Oak Primary'] });
    expect(statements).toHaveLength(1);
    expect(statements[0]).not.toContain('evidence');
  });
});
