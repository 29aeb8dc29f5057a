import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openRecord } from '../../../server/records/open-record.ts';
import { setNeeds } from '../../../server/records/register/pupil-needs.ts';
import { withdrawRun } from '../../../server/records/run-releases.ts';
import { onOtherRolls } from '../../../server/records/transfers/school-roll.ts';
import { transfers } from '../../../server/records/transfers/transfers.ts';
import { rollOfRuns } from '../../../server/runs/roll-of-runs.ts';
import { fixtureRun } from '../fixture-run.ts';
import { ash, fir, markedRuns, oak, runIds, writeMarked } from '../people/marked-schools.ts';
import { runsInMemory, testApp, tokenOf, type TestApp } from '../signed-in.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/* What a school could still find out about another one, or keep from it, once every row of the record had a school. */
let server: TestApp;
let headOfOak: string;
let headOfAsh: string;
beforeAll(async () => {
  const record = await openRecord({ path: ':memory:' });
  await writeMarked(record);
  server = await testApp({ record, runs: runsInMemory(...markedRuns()) }, fixtureRun({ schools: ['Nobody'] }));
  headOfOak = await server.signIn('headteacher', { school: oak });
  headOfAsh = await server.signIn('headteacher', { school: ash });
});
afterAll(() => server.app.close());

const get = async (url: string, cookie: string) =>
  (await server.app.inject({ url, headers: { cookie } })).body.replace(/\s+/g, ' ');

async function post(url: string, cookie: string, fields: Readonly<Record<string, string>> = {}): Promise<number> {
  const token = tokenOf(await get('/sign-out', cookie));
  const answer = await server.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ token, ...fields }).toString(),
  });
  return answer.statusCode;
}

test('what changed from run to run is counted within the reader’s school, not over the trust', async () => {
  const page = await get(`/data/runs/${runIds.trust}`, headOfOak);
  // One came from Ash and one from elsewhere; one went to Ash and one left.
  expect(page).toContain('23 on roll: 2 joined, 2 left.');
  const all = await server.signIn('headteacher');
  expect(await get(`/data/runs/${runIds.trust}`, all)).toContain('72 on roll: 1 joined, 1 left.');
});

describe('a move that released results show', () => {
  const pupilId = 'oak-4k-03';

  test('is told to the old school first: that it is proposed says that the old school gives support', async () => {
    const record = await openRecord({ path: ':memory:' });
    // Only now, and only for this pupil, has the old school decided anything.
    await setNeeds(record, { school: oak, pupilId }, [{ need: 'SLCN', note: '' }], {
      personId: 'of-oak',
      at: new Date('2026-10-20T09:00:00Z'),
    });
    const [, now, , before] = markedRuns();
    let runs = runsInMemory(before);
    const source = { list: () => runs.list(), open: (id: string) => runs.open(id) };
    server = await testApp({ record, runs: source }, fixtureRun({ schools: ['Nobody'] }));
    await rollOfRuns(server.app);
    runs = runsInMemory(now, before);
    server.app.runs.refresh();
    [headOfOak, headOfAsh] = [
      await server.signIn('headteacher', { school: oak }),
      await server.signIn('headteacher', { school: ash }),
    ];
    expect(await get('/moves', headOfOak)).toContain(pupilId);
    const [move] = await transfers(record, oak);
    expect(move).toMatchObject({ pupil_id: pupilId, to_school: ash, proposed_by: null });
    expect(await get('/moves', headOfAsh)).not.toContain(pupilId);
    expect(await get('/audit', headOfAsh)).not.toContain(pupilId);
    for (const step of ['agree', 'refuse'])
      expect(await post(`/moves/${move.transfer_id}/${step}`, headOfAsh, { because: 'x' })).toBe(404);
  });

  test('is told to the new school once the old one has agreed', async () => {
    const [move] = await transfers(server.record, oak);
    expect(await post(`/moves/${move.transfer_id}/agree`, headOfOak)).toBe(303);
    expect(await get('/moves', headOfAsh)).toContain(pupilId);
    expect(await get('/audit', headOfAsh)).toContain(pupilId);
    expect(await post(`/moves/${move.transfer_id}/agree`, headOfAsh)).toBe(303);
    expect(await get('/moves', headOfAsh)).toContain('needs 1');
  });
});

test('a release that was taken back keeps no pupil from another school', async () => {
  const record = await openRecord({ path: ':memory:' });
  const own = markedRuns().find(({ id }) => id === runIds.fir)!;
  const { app } = await testApp({ record, runs: runsInMemory(own) }, fixtureRun({ schools: ['Nobody'] }));
  await rollOfRuns(app);
  const held = async () => (await onOtherRolls(record, oak, ['oak-4k-01'])).map(({ present }) => present);
  expect(await held()).toEqual([true]);
  await withdrawRun(record, own.id, { personId: 'of-fir', at: new Date(), reason: 'another school’s numbers' });
  app.runs.refresh();
  await rollOfRuns(app);
  expect(await held()).toEqual([false]);
  await app.close();
});

test('a run that does not say whose it is, is released and withdrawn by nobody who looks after one school', async () => {
  const runs = runsInMemory(markedRuns().find(({ id }) => id === runIds.fir)!);
  const list = async () => (await runs.list()).map(({ id, windowDate, state }) => ({ id, windowDate, state }));
  const unsaid = { open: (id: string) => runs.open(id), list };
  server = await testApp({ runs: unsaid }, fixtureRun({ schools: ['Nobody'] }));
  const head = await server.signIn('headteacher', { school: fir });
  for (const step of ['release', 'withdraw'])
    expect(await post(`/data/runs/${runIds.fir}/${step}`, head, { reason: 'not ours' })).toBe(403);
});
