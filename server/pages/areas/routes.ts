import { randomUUID } from 'node:crypto';
import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { areaRowFaultSentence, dateText, readAreaRows, type AreaRow } from '../../../engine/index.ts';
import { readSheet } from '../../imports/read-sheet.ts';
import { areaResultsEver, standingResults, writeAreaResult } from '../../records/areas/area-results.ts';
import { areaScalesEver, areaScalesOf, setAreaScale } from '../../records/areas/area-scales.ts';
import { audit, auditAll } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { formPage, htmlPage } from '../../http/html-page.ts';
import { address } from '../../html/address.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { areasPage, schoolOf } from './load.ts';
import { ownScaleOf } from './own-scale.ts';

const school = Type.Optional(Type.String({ maxLength: 120 }));
const count = Type.Optional(Type.Integer({ minimum: 0 }));
const query = Type.Object({ school, added: count, known: count });
type Query = Static<typeof query>;
const text = Type.String({ maxLength: 200 });
const scaleForm = Type.Object({
  token: Type.String(),
  school,
  /** A scale that is there; '' for a new one. */
  scale: Type.Union([Type.Literal(''), Type.String({ pattern: '^own-[0-9a-f-]{36}$' })]),
  seen: Type.Integer({ minimum: 0 }),
  name: text,
  higher: text,
  min: text,
  max: text,
  reliability: text,
  deviation: text,
  stated: text,
});
type ScaleForm = Static<typeof scaleForm>;
const answers = { ...formPage, 303: Type.Null() };

/** Areas other than attainment in a school: what the newest results say, files of results, scales of its own. */
export function areasRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: Query }>(
    '/areas',
    { config: { permission: 'keep-register' }, schema: { querystring: query, response: htmlPage } },
    async (request, reply) => {
      const { school: asked, added, known = 0 } = request.query;
      const brought = added === undefined ? undefined : { added, known };
      return reply.page(await areasPage(request, reply, { school: asked, brought }));
    },
  );
  app.post<{ Querystring: Query }>(
    '/areas/file',
    {
      config: { permission: 'keep-register', takesFiles: true },
      schema: { querystring: query, response: answers },
    },
    async (request, reply) => {
      const { faults, ...brought } = await bringFile(request);
      const of = schoolOf(await runOfRequest(request), request.query.school);
      if (faults.length > 0)
        return reply.code(422).page(await areasPage(request, reply, { school: of, fileFaults: faults }));
      const { added, known } = brought;
      return reply.redirect(address('/areas', { school: of, added: String(added), known: String(known) }), 303);
    },
  );
  app.post<{ Body: ScaleForm }>(
    '/areas/scales',
    { config: { permission: 'keep-register' }, schema: { body: scaleForm, response: answers } },
    async (request, reply) => {
      const { token: _token, seen: _seen, ...entered } = request.body;
      const of = schoolOf(await runOfRequest(request), entered.school);
      const faults = await setScale(request, of);
      if (Object.keys(faults).length === 0) return reply.redirect(address('/areas', { school: of }), 303);
      const unsaved = { entered, faults };
      return reply.code(422).page(await areasPage(request, reply, { school: of, unsaved }));
    },
  );
}

/** Faults that are told at once. */
const mostFaults = 50;

/** Takes in the rows of a file: all of them, or none where any is not right. */
async function bringFile(
  request: FastifyRequest<{ Querystring: Query }>,
): Promise<{ readonly faults: readonly string[]; readonly added: number; readonly known: number }> {
  const { record, now } = request.server;
  const scoped = await runOfRequest(request);
  const of = schoolOf(scoped, request.query.school);
  const sheet = await readSheet(request.sentParts!);
  const scales = await areaScalesOf(record, of);
  const { rows, faults } = readAreaRows(sheet, { scales, today: dateText(now()) });
  const pupils = new Set(scoped.agenda({ school: of }).map((row) => row.pupil_id));
  const strangers = rows.filter(({ pupilId }) => !pupils.has(pupilId));
  const said = [
    ...faults.map(areaRowFaultSentence),
    ...strangers.map(
      ({ row }) => `Row ${row}, pupil_id: no pupil of this school has this identifier now. Who has left is left out.`,
    ),
    ...(rows.length + faults.length === 0 ? ['The sheet holds no results.'] : []),
  ];
  const { personId } = request.person!;
  if (said.length > 0) return { faults: shortened(said), added: 0, known: 0 };
  return inOneChange(record, async (within) => {
    const standing = new Map(
      standingResults(await areaResultsEver(within, { school: of })).map((one) => [keyOf(one), one.score]),
    );
    const fresh = rows.filter((row) => !standing.has(keyOf(columnsOf(row))));
    const other = rows.filter((row) => (standing.get(keyOf(columnsOf(row))) ?? row.score) !== row.score);
    if (other.length > 0)
      return {
        faults: shortened(
          other.map(
            ({ row }) =>
              `Row ${row}, score: another score of that day stands here. Change it on the pupil’s page, or leave the row out.`,
          ),
        ),
        added: 0,
        known: 0,
      };
    for (const row of fresh) {
      const pupil = { school: of, pupilId: row.pupilId };
      const { scale, source, on_day } = columnsOf(row);
      await writeAreaResult(
        within,
        { pupil, result: { scale, source, on_day, score: row.score } },
        { personId, at: now() },
      );
    }
    await auditAll(
      within,
      [...Map.groupBy(fresh, ({ pupilId }) => pupilId)].map(([object, own]) => ({
        personId,
        action: 'bring-area-results',
        object,
        school: of,
        detail: { results: own.length },
      })),
    );
    return { faults: [], added: fresh.length, known: rows.length - fresh.length };
  });
}

function columnsOf({ pupilId, scale, source, day }: AreaRow) {
  return { pupil_id: pupilId, scale: scale.scale, source, on_day: day };
}

function keyOf(one: { pupil_id: string; scale: string; source: string; on_day: string }): string {
  return JSON.stringify([one.pupil_id, one.scale, one.source, one.on_day]);
}

function shortened(faults: readonly string[]): string[] {
  const more = faults.length - mostFaults;
  return more > 0 ? [...faults.slice(0, mostFaults), `And ${more} more.`] : [...faults];
}

/** Keeps a scale of the school's own. @returns what is wrong, by box; nothing where it was kept */
async function setScale(
  { body, person, server }: FastifyRequest<{ Body: ScaleForm }>,
  of: string,
): Promise<Readonly<Record<string, string>>> {
  const asked = ownScaleOf(body);
  if ('faults' in asked) return asked.faults;
  const { personId } = person!;
  return inOneChange(server.record, async (within): Promise<Readonly<Record<string, string>>> => {
    const ever = await areaScalesEver(within, of);
    const standing = ever.find((row) => row.scale === body.scale);
    const seen = standing?.version ?? 0;
    if (body.scale !== '' && (!standing || body.seen !== ever.length))
      return {
        name: 'Somebody else has changed the scales meanwhile. They stand above as they are now; yours is still here.',
      };
    const scale = standing?.scale ?? `own-${randomUUID()}`;
    const row = await setAreaScale(within, { school: of, scale, own: asked.own, seen }, { personId, at: server.now() });
    if (!row) return { name: 'Somebody else has changed this scale meanwhile.' };
    await audit(within, {
      personId,
      action: 'set-area-scale',
      object: scale,
      school: of,
      detail: { version: row.version },
    });
    return {};
  });
}
