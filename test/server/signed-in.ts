import type { FastifyInstance } from 'fastify';
import { runRows, type RunContent } from '../../engine/index.ts';
import type { RunSource } from '../../server/runs/run-library.ts';
import { buildApp, type AppSettings } from '../../server/app.ts';
import type { Role } from '../../server/people/permissions.ts';
import { openRecord, type SchoolRecord } from '../../server/records/open-record.ts';
import { addPerson, addPersonClass } from '../../server/people/people.ts';
import { keepPupilNames } from '../../server/records/pupils/pupil-names.ts';
import { newSignInToken } from '../../server/people/sign-in-tokens.ts';
import { fixtureNames, fixtureRun } from './fixture-run.ts';

export const fixtureRunId = '2026-12-04-0123456789ab';

/** Runs held in memory, newest first. */
export function runsInMemory(...runs: readonly { id: string; content: RunContent }[]): RunSource {
  return {
    list: () =>
      Promise.resolve(
        runs.map(({ id, content: { manifest } }) => ({
          id,
          windowDate: manifest.windowDate,
          state: 'complete' as const,
          schools: manifest.schools,
        })),
      ),
    open: (id) => {
      const { content } = runs.find((run) => run.id === id)!;
      return Promise.resolve({ id, manifest: content.manifest, tables: content.tables });
    },
  };
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly record: SchoolRecord;
  /** Signs in a new person and says the cookie that carries the session. */
  signIn(
    role: Role,
    scope?: {
      school?: string;
      classes?: readonly (readonly [school: string, className: string])[];
      /** First day of the classes; default: that of the school year of the fixture run. */
      from?: string;
    },
  ): Promise<string>;
}

/** The application over a fixture run with names in the record. */
export async function testApp(settings: Partial<AppSettings> = {}, content = fixtureRun()): Promise<TestApp> {
  const record = settings.record ?? (await openRecord({ path: ':memory:' }));
  await keepPupilNames(
    record,
    runRows(content.tables.agenda).map(({ school, pupil_id: pupilId }, place) => {
      // By number in the class, so that no class has two of one name.
      const [forename, surname] = fixtureNames[Number(pupilId.slice(-2)) - 1] ?? [`Pupil${place}`, 'Surname'];
      return { school, pupilId, forename, surname };
    }),
  );
  const app = await buildApp({
    runs: runsInMemory({ id: fixtureRunId, content }),
    now: () => new Date('2026-12-10T09:00:00Z'),
    ...settings,
    record,
  });
  return {
    app,
    record,
    signIn: async (role, { school, classes = [], from = '2026-09-01' } = {}) => {
      const personId = await addPerson(record, { name: 'S. Khan', role, school: school ?? null });
      for (const [taughtSchool, className] of classes)
        await addPersonClass(record, personId, { school: taughtSchool, class: className, from });
      const answer = await app.inject(`/sign-in/${await newSignInToken(record, personId, 5)}`);
      return cookieOf(answer.headers['set-cookie']);
    },
  };
}

/** The cookie of the session among those an answer sets, as `name=value`; '' where it sets none. */
export function cookieOf(header: string | string[] | undefined): string {
  const set = [header ?? []].flat().find((one) => /^(?:__Host-)?same-start=/.test(one));
  return set?.split(';')[0] ?? '';
}

/** The token of the first form of a page. */
export function tokenOf(page: string): string {
  return /name="token" value="([^"]+)"/.exec(page)![1];
}
