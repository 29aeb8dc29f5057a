import type { FastifyRequest } from 'fastify';
import { dateText } from '../../../engine/index.ts';
import { PageError } from '../../page-error.ts';
import { mayDo } from '../../people/permissions.ts';
import { clashes } from '../../records/provision/clashes.ts';
import { provisionOfPupils, type ProvisionOfPupil } from '../../records/provision/provision-of-pupils.ts';
import { commonTime, schoolWeeks, weeklyMinutes } from '../../records/provision/provision-time.ts';
import { provisions } from '../../records/provision/provisions.ts';
import type { ProvisionRow } from '../../records/plans/plan-tables.ts';
import { supportOfSchool, type SupportOf } from '../../runs/pupils/register-of.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { mapChoice, type MapChoice, type MapQuery } from './choice.ts';
import type { Deployed, MapPage, MappedProvision, MappedPupil } from './facts.ts';

/** The provision map of a school within the reader’s reach, as it was chosen. */
export async function provisionMap(request: FastifyRequest<{ Querystring: MapQuery }>): Promise<MapPage> {
  const { record, now } = request.server;
  const scoped = await runOfRequest(request);
  const school = request.query.school || scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const today = dateText(now());
  const { choice, faults } = mapChoice(request.query, { school, today });
  const [all, ofPupils, supported] = await Promise.all([
    provisions(record, school),
    provisionOfPupils(record, { school }),
    supportOfSchool(request, scoped, school),
  ]);
  const classes = scoped.classes.filter((one) => one.school === school);
  const inChoice = supported.filter(
    ({ pupil: { row } }) =>
      (choice.year === '' || row.year_group === choice.year) && (choice.class === '' || row.class === choice.class),
  );
  const map = mapped(all, { ofPupils, chosen: inChoice }, choice);
  const mayKeep = mayDo(request.person!.role, 'keep-register');
  const covered = new Set(map.flatMap(({ pupils }) => pupils.map(({ pupil }) => pupil.pupilId)));
  const within = new Map(supported.map(({ pupil }) => [pupil.pupilId, pupil]));
  const isInTime = (one: ProvisionRow | ProvisionOfPupil) =>
    commonTime(choice, 'row' in one ? one : { from: one.from_on, to: one.to_on }) !== null;
  const shown = new Set(map.map(({ provision }) => provision.provision_id));
  return {
    choice,
    faults,
    schools: scoped.schools,
    years: [...new Set(classes.map(({ yearGroup }) => yearGroup))],
    classes: classes.map((one) => one.class),
    adults: adultsOf(all),
    map,
    months: monthsOf(choice),
    clashes: clashes(all.filter(isInTime), ofPupils.filter(isInTime), {
      pupil: choice.limit,
      adult: choice.adultLimit,
    }).filter(
      (one) =>
        one.provisions.some(({ provision_id }) => shown.has(provision_id)) &&
        // A pupil out of reach is as unknown here as one who does not exist; adults are planned by those who keep the register.
        (one.of === 'pupil' ? within.has(one.who) : mayKeep),
    ),
    pupils: within,
    uncovered: inChoice
      .filter(
        ({ entry, fileStatus, pupil }) => (entry !== undefined || fileStatus !== '') && !covered.has(pupil.pupilId),
      )
      .map(({ pupil, plan }) => ({ pupil, planInWords: Boolean(plan?.provision) })),
    deployed: mayKeep ? deployed(map, new Map(inChoice.map((one) => [one.pupil.pupilId, one])), ofPupils) : [],
    today,
    mayKeep,
  };
}

/** One adult is one, whatever the capitals. */
function adultKey({ by_whom }: ProvisionRow): string {
  return by_whom.trim().toLowerCase();
}

function adultsOf(all: readonly ProvisionRow[]): string[] {
  const written = new Map(all.map((one) => [adultKey(one), one.by_whom.trim()]));
  return [...written.values()].toSorted((a, b) => a.localeCompare(b, 'en'));
}

function mapped(
  all: readonly ProvisionRow[],
  { ofPupils, chosen }: { readonly ofPupils: readonly ProvisionOfPupil[]; readonly chosen: readonly SupportOf[] },
  choice: MapChoice,
): MappedProvision[] {
  const pupilOf = new Map(chosen.map(({ pupil }) => [pupil.pupilId, pupil]));
  const byProvision = Map.groupBy(ofPupils, ({ provision }) => provision.provision_id);
  const narrowed = choice.year !== '' || choice.class !== '';
  return all.flatMap((provision): MappedProvision[] => {
    const time = commonTime(choice, { from: provision.from_on, to: provision.to_on });
    if (!time || (choice.adult !== '' && adultKey(provision) !== choice.adult.trim().toLowerCase())) return [];
    const inTime = (byProvision.get(provision.provision_id) ?? []).flatMap(({ pupilId, from, to }) => {
      const own = commonTime(choice, { from, to });
      return own ? [{ pupilId, ...own }] : [];
    });
    const pupils = inTime.flatMap(({ pupilId, from, to }): MappedPupil[] => {
      const pupil = pupilOf.get(pupilId);
      return pupil ? [{ pupil, provision, from, to }] : [];
    });
    if (pupils.length === 0 && (narrowed || inTime.length > 0)) return [];
    const hours = (weeklyMinutes(provision) / 60) * schoolWeeks(time.from, time.to);
    const own = new Set(pupils.map(({ pupil }) => pupil.pupilId));
    return [
      {
        provision,
        pupils: pupils.toSorted((a, b) => a.pupil.name.full.localeCompare(b.pupil.name.full, 'en')),
        others: new Set(inTime.map(({ pupilId }) => pupilId)).size - own.size,
        hours,
        cost: provision.pounds_an_hour === null ? null : provision.pounds_an_hour * hours,
      },
    ];
  });
}

/** By first need and year group. A group’s time falls to its pupils in equal parts, those out of the choice included. */
function deployed(
  map: readonly MappedProvision[],
  chosen: ReadonlyMap<string, SupportOf>,
  ofPupils: readonly ProvisionOfPupil[],
): Deployed[] {
  const sizes = new Map(
    [...Map.groupBy(ofPupils, ({ provision }) => provision.provision_id)].map(([id, own]) => [
      id,
      new Set(own.map(({ pupilId }) => pupilId)).size,
    ]),
  );
  const parts = map.flatMap(({ provision, pupils }) =>
    [...new Set(pupils.map(({ pupil }) => pupil.pupilId))].map((pupilId) => ({
      pupilId,
      minutes: weeklyMinutes(provision),
      share: weeklyMinutes(provision) / (sizes.get(provision.provision_id) ?? 1),
    })),
  );
  const keyOf = (pupilId: string) => {
    const { needs, fileNeed, pupil } = chosen.get(pupilId)!;
    return JSON.stringify([needs[0]?.need ?? fileNeed, pupil.row.year_group]);
  };
  return [...Map.groupBy(parts, ({ pupilId }) => keyOf(pupilId))].map(([key, own]) => {
    const [need, year] = JSON.parse(key) as [string, string];
    return {
      need,
      year,
      pupils: new Set(own.map(({ pupilId }) => pupilId)).size,
      pupilMinutes: own.reduce((sum, { minutes }) => sum + minutes, 0),
      adultMinutes: own.reduce((sum, { share }) => sum + share, 0),
    };
  });
}

/** Months from one day to another, thirteen at most: more do not fit a page. */
function monthsOf({ from, to }: MapChoice): string[] {
  const months: string[] = [];
  let [year, month] = from.split('-').map(Number);
  while (months.length < 13) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name > to.slice(0, 7)) break;
    months.push(name);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
}
