import type { FastifyReply, FastifyRequest } from 'fastify';
import { standingPurpose } from '../../people/names-for-purpose.ts';
import { scopedRun } from '../../runs/scoped-run.ts';
import { purposeView, type PurposeFaults } from './view.ts';
import type { Page } from '../../http/pages.ts';

/** What was typed and not taken. */
export interface StatedPurpose {
  readonly school: string;
  readonly purpose: string;
}

/** The page that asks what names are needed for; it says as well what stands already. */
export async function purposePage(
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, faults = {} }: { typed?: StatedPurpose; faults?: PurposeFaults } = {},
): Promise<Page> {
  const { person, session, server } = request;
  const title = 'Names are shown for a purpose only';
  return {
    title: Object.keys(faults).length > 0 ? `Error: ${title}` : title,
    place: 'names',
    body: purposeView({
      title,
      standing: standingPurpose(person!, session.namesPurpose, server.now()),
      schools: await schoolsOfResults(request),
      typed: typed ?? { school: '', purpose: '' },
      faults,
      token: reply.generateCsrf(),
    }),
  };
}

/** Schools within the person's reach of which results are released. */
export async function schoolsOfResults(request: FastifyRequest): Promise<string[]> {
  const { runs } = request.server;
  const person = request.person!;
  const released = (await runs.visible(person)).filter(
    ({ release, state }) => release === 'released' && state === 'complete',
  );
  const [newest] = released;
  // A run whose listing does not name its schools is asked itself; the newest is enough, and is in memory most of the time.
  const own = newest === undefined ? [] : scopedRun(await runs.open(newest.id), person).schools;
  const known = new Set([...own, ...released.flatMap(({ schools = [] }) => schools)].filter(Boolean));
  return [...known]
    .filter((school) => person.school === null || person.school === school)
    .toSorted((a, b) => a.localeCompare(b, 'en'));
}
