import { EventEmitter } from 'node:events';
import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startTask } from '../../../server/imports/start-task.ts';

vi.mock('node:child_process', () => ({
  fork: vi.fn(() => Object.assign(new EventEmitter(), { send: () => true, kill: () => true })),
}));
// Never in the checkout: a process that was started after all would fill it.
const compiled = join(tmpdir(), 'same-start-compiled');
afterEach(() => vi.unstubAllEnvs());

test('startTask(task) hands neither the key of the record nor the secret of the sign-in to the process that reads files', () => {
  vi.stubEnv('SAME_START_KEY', 'ab'.repeat(32));
  vi.stubEnv('SAME_START_OIDC_CLIENT_SECRET', 'a secret');
  vi.stubEnv('TZ', 'Europe/London');
  const task = { kind: 'analyse', dataFolder: 'data', runs: 'runs', policy: null, released: [] } as const;
  startTask(task, compiled, { onStep: () => undefined, onWriting: () => Promise.resolve() });
  const { env } = vi.mocked(fork).mock.calls[0][2]!;
  expect(Object.keys(env!).filter((name) => name.startsWith('SAME_START_'))).toEqual([]);
  expect(env).toMatchObject({ TZ: 'Europe/London', NODE_COMPILE_CACHE: compiled });
});
