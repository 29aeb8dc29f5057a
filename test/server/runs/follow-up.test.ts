import { expect, test } from 'vitest';
import { saveDiscussion, emptyDiscussion } from '../../../server/records/discussions/discussions.ts';
import { localPerson } from '../../../server/people/people.ts';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp } from '../signed-in.ts';

test('a pupil listed again has on the page what was agreed the last time, and with whom', async () => {
  const server = await testApp();
  const { app, record } = server;
  const pupilId = fixturePupil('Oak Primary', '4K', 2);
  await saveDiscussion(
    record,
    { runId: '2025-12-05-0123456789ab', pupilId, school: 'Oak Primary', class: '3K' },
    {
      content: { ...emptyDiscussion, outcome: 'extra-help', agreed: 'reading partner.', who: 'Ms Khan' },
      seen: 0,
      personId: await localPerson(record),
      at: new Date('2026-01-12T10:00:00Z'),
    },
  );
  const cookie = await server.signIn('headteacher', { school: 'Oak Primary' });
  const url = `/pupils/${await pupilKeyOf(server, pupilId)}`;
  const { body } = await app.inject({ url, headers: { cookie } });
  expect(body).toContain(
    'Listed again: progress since December 2025 is still slow. Last agreed: reading partner, Ms Khan.',
  );
  await app.close();
});
