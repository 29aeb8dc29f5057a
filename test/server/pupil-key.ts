import { createHmac } from 'node:crypto';
import { secret } from '../../server/records/secret.ts';
import type { TestApp } from './signed-in.ts';

/** The key of a pupil's address, worked out beside the server from the record's secret. */
export async function pupilKeyOf(server: TestApp, pupilId: string): Promise<string> {
  return createHmac('sha256', await secret(server.record, 'pupil-keys'))
    .update(pupilId)
    .digest('base64url')
    .slice(0, 16);
}
