import { openRecord } from '../../../server/records/open-record.ts';
import { fixturePupil } from '../fixture-run.ts';
import { pupilKeyOf } from '../pupil-key.ts';
import { testApp } from '../signed-in.ts';

/**
 * A server of its own process over the record at a path, for tests that kill it: `node serve-record.ts PATH`. Says by message
 * where it is, the cookie of a headteacher, and pupils of one class with their keys.
 */
const record = await openRecord({ path: process.argv[2] });
const server = await testApp({ record });
const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
const cookie = await server.signIn('headteacher');
const pupils = [];
for (let number = 1; number <= 12; number += 1) {
  const pupilId = fixturePupil('Oak Primary', '4K', number);
  pupils.push({ pupilId, key: await pupilKeyOf(server, pupilId) });
}
process.send!({ address, cookie, pupils });
process.on('disconnect', () => process.exit());
