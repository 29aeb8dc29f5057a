import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditTogether } from '../../../server/records/audit-together.ts';
import { openRecord } from '../../../server/records/open-record.ts';

interface Serving {
  readonly address: string;
  readonly cookie: string;
  readonly pupils: readonly { readonly pupilId: string; readonly key: string }[];
}

test('every page about a pupil that was sent is in the audit, though the server is killed the moment it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'same-start-views-'));
  const path = join(folder, 'record.db');
  const child = fork(join(import.meta.dirname, 'serve-record.ts'), [path], { execArgv: [] });
  const [{ address, cookie, pupils }] = (await once(child, 'message')) as [Serving];
  const shown: string[] = [];
  await Promise.all(
    pupils.map(async ({ pupilId, key }) => {
      const answer = await fetch(`${address}/pupils/${key}`, { headers: { cookie } }).catch(() => null);
      if (answer?.status !== 200) return;
      shown.push(pupilId);
      child.kill('SIGKILL');
    }),
  );
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  expect(shown.length).toBeGreaterThan(0);
  const record = await openRecord({ path });
  const rows = await record.db.selectFrom('audit').select('object').where('action', '=', 'see-pupil').execute();
  expect(rows.map(({ object }) => object)).toEqual(expect.arrayContaining(shown));
  await record.close();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

test('auditTogether(record) writes by one write what comes at one time, and waits for nobody for long', async () => {
  const record = await openRecord({ path: ':memory:' });
  let next = false;
  const lines = auditTogether(record, { coming: () => next });
  const entry = (object: string) => ({ personId: null, action: 'seen', object });
  const objects = Array.from({ length: 40 }, (_, place) => `number ${place}`);
  await Promise.all(objects.map((object) => lines.add(entry(object))));
  const written = await record.db.selectFrom('audit').select(['at', 'object']).orderBy('entry').execute();
  expect(written.map(({ object }) => object)).toEqual(objects);
  // Lines of one write bear one time.
  expect(new Set(written.map(({ at }) => at)).size).toBe(1);
  // Somebody is always next: the line is written nevertheless.
  next = true;
  await lines.add(entry('alone'));
  await record.close();
});
