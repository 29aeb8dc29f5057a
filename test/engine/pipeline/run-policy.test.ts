import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runPolicy } from '../../../engine/pipeline/run-policy.ts';
import { defaultPolicy } from '../../../engine/policy.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'same-start-policy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('runPolicy(dataFolder) takes the defaults where there is no policy file', async () => {
  const policy = await runPolicy(folder, undefined, undefined);
  expect(policy).toEqual(defaultPolicy);
  // Runs are known by a hash of it.
  expect(JSON.stringify(policy)).toBe(JSON.stringify(defaultPolicy));
});

test('runPolicy(dataFolder) takes policy.json beside the data, a named file before it, and a baseline over both', async () => {
  writeFileSync(join(folder, 'policy.json'), '\uFEFF{"list": {"capacity": 4}}');
  writeFileSync(join(folder, 'other.json'), '{"list": {"capacity": 8}}');
  expect((await runPolicy(folder, undefined, undefined)).list.capacity).toBe(4);
  expect((await runPolicy(folder, join(folder, 'other.json'), undefined)).list.capacity).toBe(8);
  const policy = await runPolicy(folder, undefined, 'Autumn 2025');
  expect(policy.baseline).toEqual({ ...defaultPolicy.baseline, rule: 'window', window: 'Autumn 2025' });
  expect(policy.list.capacity).toBe(4);
});

test('runPolicy(dataFolder) names the file that is missing or is not JSON', async () => {
  await expect(runPolicy(folder, join(folder, 'none.json'), undefined)).rejects.toMatchObject({
    code: 'policy-unreadable',
    message: expect.stringContaining('none.json') as string,
  });
  writeFileSync(join(folder, 'broken.json'), '{"list": ');
  await expect(runPolicy(folder, join(folder, 'broken.json'), undefined)).rejects.toMatchObject({
    code: 'policy-unreadable',
    message: expect.stringMatching(/broken\.json.*not JSON/) as string,
  });
});

test('runPolicy(dataFolder) refuses a policy file that holds no settings instead of passing it over', async () => {
  for (const text of ['null', '[]', '"usual"']) {
    writeFileSync(join(folder, 'empty.json'), text);
    await expect(runPolicy(folder, join(folder, 'empty.json'), undefined)).rejects.toMatchObject({
      code: 'policy-not-an-object',
    });
  }
});

test('runPolicy(dataFolder, …, carried) keeps the settings of an earlier run where the folder has none, but no window named then', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'same-start-carried-'));
  const carried = await runPolicy(empty, undefined, 'Autumn');
  const own = { ...carried, list: { ...carried.list, capacity: 4 } };
  const policy = await runPolicy(empty, undefined, undefined, own);
  expect(policy).toEqual({ ...defaultPolicy, list: { ...defaultPolicy.list, capacity: 4 } });
  writeFileSync(join(empty, 'policy.json'), '{"list": {"capacity": 8}}');
  expect((await runPolicy(empty, undefined, undefined, own)).list.capacity).toBe(8);
  rmSync(empty, { recursive: true });
});
