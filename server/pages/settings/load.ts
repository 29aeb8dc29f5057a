import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  listedAtCertainty,
  policyOfRun,
  policyOfSchool,
  resolvePolicy,
  runRows,
  schoolSettings,
  settingIn,
  type Policy,
} from '../../../engine/index.ts';
import type { Page } from '../../http/pages.ts';
import { mayDo } from '../../people/permissions.ts';
import { personNames } from '../../people/people.ts';
import { newestSettings, settingVersions, trust } from '../../records/settings/policy-settings.ts';
import { policyOver, statedPolicy } from '../../records/settings/stated-policy.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';
import type { Stated, UnsavedSettings } from './stated-of.ts';
import { statedAt } from './stated-at.ts';
import type { Preview } from './facts.ts';
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
      preview: unsaved?.preview && run ? previewOf(request, run, { school, now, stated: unsaved.preview }) : undefined,
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

/** Whom the newest results would have listed with another certainty; what else differs shows with the next results. */
function previewOf(
  request: FastifyRequest,
  run: LoadedRun,
  { school, now, stated }: { readonly school: string; readonly now: Policy; readonly stated: Stated },
): Preview {
  const then =
    school === trust
      ? resolvePolicy(stated.settings)
      : policyOfSchool(resolvePolicy({ ...now, schools: { [school]: stated.settings } }), school);
  const others = schoolSettings().filter(
    ({ key }) => key !== 'criteria.met' && settingIn(then, key) !== settingIn(now, key),
  );
  const rows = run.agenda.filter((row) => school === trust || row.school === school);
  const own = new Set(rows.map(({ pupil_id }) => pupil_id));
  const criteria = runRows(run.tables.criteria).filter(({ pupil_id }) => own.has(pupil_id));
  const [before, after] = [now, then].map((policy) => listedAtCertainty(criteria, policy.criteria.met));
  const mayName = mayDo(request.person!.role, 'see-pupils');
  const named = (ids: string[]) =>
    mayName ? ids.map((id) => nameInRun(run, request.server.names, id).short).toSorted() : [];
  const more = [...after].filter((id) => !before.has(id));
  const fewer = [...before].filter((id) => !after.has(id));
  const fewest = now.suppression.minimum;
  // Who sees no names is told no number that would point at a child.
  const counted = (ids: string[]) =>
    mayName || ids.length === 0 || ids.length >= fewest ? String(ids.length) : `fewer than ${fewest}`;
  return {
    more: counted(more),
    fewer: counted(fewer),
    moreNames: named(more),
    fewerNames: named(fewer),
    others: others.map(({ key }) => key),
  };
}
