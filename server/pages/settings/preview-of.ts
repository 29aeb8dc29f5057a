import type { FastifyRequest } from 'fastify';
import {
  listAgain,
  policyOfRun,
  policyOfSchool,
  resolvePolicy,
  schoolSettings,
  settingIn,
  type Policy,
  type Section,
} from '../../../engine/index.ts';
import { mayDo } from '../../people/permissions.ts';
import { trust } from '../../records/settings/policy-settings.ts';
import { isSmallCount, withheldCounts } from '../../runs/groups/withheld-counts.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { nameInRun } from '../../runs/pupils/name-in-run.ts';
import type { Preview } from './facts.ts';
import type { Stated } from './stated-of.ts';

interface Tried {
  readonly school: string;
  /** With which the next results are made. */
  readonly holds: Policy;
  readonly stated: Stated;
}

/** Parts of the list of which it is told who comes in and who goes out. */
const parts: readonly (readonly [string, readonly Section[]])[] = [
  ['Listed', ['discuss-first', 'discuss-if-time']],
  ['To be discussed first', ['discuss-first']],
  ['Said to be listed no longer', ['eased']],
];

/** Whom the newest results would have listed with settings that are not saved; and what of these they cannot say. */
export function previewOf(request: FastifyRequest, run: LoadedRun, tried: Tried): Preview {
  const { school, holds } = tried;
  const then = thenOf(tried);
  const schools = [...new Set(run.agenda.map((row) => row.school))].filter((one) => school === trust || one === school);
  const each = (policy: Policy) => schools.map((one) => policyOfSchool(policy, one));
  const [nows, thens] = [each(holds), each(then)];
  const differing = schoolSettings().filter(({ key }) =>
    thens.some((policy, at) => settingIn(policy, key) !== settingIn(nows[at], key)),
  );
  // Of a question that was answered “no sign of it” the results do not tell whether it could be answered “likely” at all.
  const made = each(policyOfRun(run.manifest.policy));
  const tells = thens.every(({ criteria }, at) => criteria.met > made[at].criteria.notMet);
  const wanted = differing.filter(({ shows }) => shows === 'list');
  const [before, after] = listAgain(run.tables, [listOf(holds), listOf(tells ? then : holds)]);
  const own = new Set(schools);
  const inTo = (sections: readonly Section[], [from, to]: readonly (readonly Section[])[]) =>
    run.agenda.flatMap((row, at) =>
      own.has(row.school) && !sections.includes(from[at]) && sections.includes(to[at]) ? [row.pupil_id] : [],
    );
  const namesOf = (kind: (typeof differing)[number]['shows']) =>
    differing.filter(({ shows }) => shows === kind).map(({ name }) => name);
  return {
    parts:
      wanted.length === 0 || !tells
        ? []
        : parts.map(([title, sections]) => ({
            title,
            ...told(request, run, [inTo(sections, [before, after]), inTo(sections, [after, before])]),
          })),
    sameList: namesOf('same-list'),
    next: [...namesOf('next-analysis'), ...(tells ? [] : wanted.map(({ name }) => name))],
  };
}

/** The policy as it would hold: these settings in the place of those of the school, or of all schools. */
function thenOf({ school, holds, stated }: Tried): Policy {
  const { schools = {}, ...all } = holds;
  if (school !== trust) return resolvePolicy({ ...all, schools: { ...schools, [school]: stated.settings } });
  const { profile, criteria, list } = resolvePolicy(stated.settings);
  return resolvePolicy({ ...all, profile, criteria, list, schools });
}

function listOf(policy: Policy) {
  const known = new Map<string, ReturnType<typeof of>>();
  const of = (school: string) => {
    const { criteria, list } = policyOfSchool(policy, school);
    return { ...list, met: criteria.met };
  };
  return (school: string) => {
    const settings = known.get(school) ?? of(school);
    known.set(school, settings);
    return settings;
  };
}

/** Who comes in and who goes out: by name for those who see names; for others counts that point at no child. */
function told({ server, person }: FastifyRequest, run: LoadedRun, [more, fewer]: readonly (readonly string[])[]) {
  const fewest = policyOfRun(run.manifest.policy).suppression.minimum;
  const both = [more.length, fewer.length];
  if (mayDo(person!.role, 'see-pupils')) {
    const names = (ids: readonly string[]) => ids.map((id) => nameInRun(run, server.names, id).short).toSorted();
    return { more: String(more.length), fewer: String(fewer.length), moreNames: names(more), fewerNames: names(fewer) };
  }
  const withheld = withheldCounts(both, fewest);
  const [moreWords, fewerWords] = both.map((count, at) =>
    isSmallCount(count, fewest) ? `fewer than ${fewest}` : withheld.has(at) ? 'a number not shown' : String(count),
  );
  return { more: moreWords, fewer: fewerWords, moreNames: [], fewerNames: [] };
}
