import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  policyOfRun,
  policyOfSchool,
  resolvePolicy,
  schoolSettings,
  settingIn,
  type Policy,
} from '../../../engine/index.ts';
import type { Page } from '../../http/pages.ts';
import { personNames } from '../../people/people.ts';
import { newestSettings, settingVersions, trust } from '../../records/settings/policy-settings.ts';
import { policyOver, statedPolicy } from '../../records/settings/stated-policy.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import type { UnsavedSettings } from './stated-of.ts';
import { statedAt } from './stated-at.ts';
import { previewOf } from './preview-of.ts';
import { settingsView } from './view.ts';

/** The settings of the trust or a school, fetched and joined. */
export async function settingsPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { school, unsaved }: { readonly school: string; readonly unsaved?: UnsavedSettings },
): Promise<Page> {
  const { record, runs } = request.server;
  const person = request.person!;
  const [versions, people, newest, listed] = await Promise.all([
    settingVersions(record, school),
    personNames(record),
    newestSettings(record),
    runs.newestReleased(person),
  ]);
  const run = listed === undefined ? undefined : await runs.open(listed.id);
  const visible = await runs.visible(person);
  const schools = [...new Set(visible.flatMap((one) => one.schools ?? []))].filter(
    (one) => person.school === null || one === person.school,
  );
  const holds = await holding(request, run);
  const now = school === trust ? holds : policyOfSchool(holds, school);
  const own = newest.get(school);
  return {
    title: 'Settings',
    place: 'settings',
    body: settingsView({
      school,
      schools: person.school === null ? schools.toSorted() : [],
      settings: schoolSettings().map((setting) => ({
        ...setting,
        now: settingIn(now, setting.key),
        own: statedAt(own, setting.key),
        ofTrust: statedAt(newest.get(trust), setting.key),
      })),
      versions,
      people,
      unsaved,
      preview:
        unsaved?.preview && run ? previewOf(request, run, { school, holds, stated: unsaved.preview }) : undefined,
      hasResults: run !== undefined,
      token: reply.generateCsrf(),
    }),
  };
}

/** The policy that the next results are made with. */
async function holding({ server }: FastifyRequest, run: LoadedRun | undefined): Promise<Policy> {
  const carried = run === undefined ? null : policyOfRun(run.manifest.policy);
  return policyOver(carried, await statedPolicy(server.record)) ?? resolvePolicy();
}
