import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  areaFault,
  areaFaultSentence,
  areaSources,
  chartSvg,
  darkSpecification,
  dateText,
  highestScore,
  scoreOfText,
  type AreaScale,
} from '../../../../engine/index.ts';
import { PageError } from '../../../page-error.ts';
import { runOfRequest } from '../../../runs/run-of-request.ts';
import { pupilParams, type PupilParams } from '../../../runs/queries.ts';
import {
  areaResultsEver,
  standingResults,
  writeAreaResult,
  type AreaResult,
  type AreaResultRow,
} from '../../../records/areas/area-results.ts';
import { areaScalesOf } from '../../../records/areas/area-scales.ts';
import { audit } from '../../../records/audit.ts';
import { isDay } from '../../../records/day.ts';
import { inOneChange } from '../../../records/in-one-change.ts';
import type { SchoolRecord } from '../../../records/open-record.ts';
import { pupilOfRow, type SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import { formPage, htmlPage } from '../../../http/html-page.ts';
import { svgPicture } from '../../../http/svg-picture.ts';
import { areasOfPupil, pupilAreasPage } from './load.ts';
import { seriesChart } from './series-chart.ts';

const text = Type.String({ maxLength: 120 });
const form = Type.Object({
  token: Type.String(),
  do: Type.Union([Type.Literal('enter'), Type.Literal('change'), Type.Literal('remove'), Type.Literal('undo')]),
  /** The result that is changed, with the version its writer saw; '' for a new one. */
  result: Type.Optional(Type.Union([Type.Literal(''), Type.String({ format: 'uuid' })])),
  seen: Type.Optional(Type.Integer({ minimum: 0 })),
  scale: Type.Optional(text),
  source: Type.Optional(text),
  on_day: Type.Optional(text),
  score: Type.Optional(text),
});
type Form = Static<typeof form>;
const picture = Type.Object({
  scale: text,
  source: Type.Union(areaSources.map((source) => Type.Literal(source))),
  dark: Type.Optional(Type.Literal('1')),
});

/** A pupil's results in areas other than attainment: read as what they are, entered and changed by a person. */
export function pupilAreasRoutes(app: FastifyInstance): void {
  app.get<{ Params: PupilParams }>(
    '/pupils/:key/areas',
    { config: { permission: 'see-notes' }, schema: { params: pupilParams, response: htmlPage } },
    async (request, reply) => reply.page(await pupilAreasPage(request, reply)),
  );
  app.get<{ Params: PupilParams; Querystring: Static<typeof picture> }>(
    '/pupils/:key/areas/picture',
    {
      config: { permission: 'see-notes' },
      schema: { params: pupilParams, querystring: picture, response: svgPicture },
    },
    async (request, reply) => {
      const { scale, source, dark } = request.query;
      const { series } = await areasOfPupil(request);
      const one = series.find((found) => found.scale.scale === scale && found.source === source);
      if (!one) throw new PageError('no-such-pupil');
      const { specification } = seriesChart(one);
      const svg = await chartSvg(dark === '1' ? darkSpecification(specification) : specification);
      return reply.header('cache-control', 'no-store').type('image/svg+xml').send(svg);
    },
  );
  app.post<{ Params: PupilParams; Body: Form }>(
    '/pupils/:key/areas',
    {
      config: { permission: 'record-outcome' },
      schema: { params: pupilParams, body: form, response: { ...formPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const faults = await write(request);
      if (Object.keys(faults).length === 0) return reply.redirect(`/pupils/${request.params.key}/areas`, 303);
      const unsaved = { entered: enteredIn(request.body), faults };
      return reply.code(422).page(await pupilAreasPage(request, reply, unsaved));
    },
  );
}

function enteredIn({ result, scale, source, on_day, score }: Form): Record<string, string | undefined> {
  return { result, scale, source, on_day, score };
}

const changedMeanwhile =
  'Somebody else has changed this result meanwhile. It stands below as it is now; what you typed is still here.';

/** Does what the form asks, with its line in the audit. @returns what is wrong, by box; nothing where it was saved */
async function write(request: FastifyRequest<{ Params: PupilParams; Body: Form }>): Promise<Record<string, string>> {
  const { body, server, person } = request;
  const scoped = await runOfRequest(request);
  const row = scoped.pupil(request.params.key);
  if (!row) throw new PageError('no-such-pupil');
  const pupil = pupilOfRow(row);
  const { personId } = person!;
  return inOneChange(server.record, async (within) => {
    const versions = await areaResultsEver(within, pupil);
    const own = versions.filter(({ result_id }) => result_id === body.result);
    const standing = own.at(-1);
    if (body.do !== 'enter' && !standing) throw new PageError('no-such-pupil');
    if (standing && standing.version !== body.seen) return { score: changedMeanwhile };
    const asked = await resultOf(within, { pupil, body, own, today: dateText(server.now()) });
    if ('faults' in asked) return asked.faults;
    const { result } = asked;
    const same = standingResults(versions).some(
      (one) =>
        one.result_id !== standing?.result_id &&
        (['scale', 'source', 'on_day'] as const).every((column) => one[column] === result[column]),
    );
    if (result.score !== null && same)
      return { on_day: 'There is a result of that day on this scale from the same source already. Change that one.' };
    const of = standing && { resultId: standing.result_id, seen: standing.version };
    const saved = await writeAreaResult(within, { pupil, result, of }, { personId, at: server.now() });
    if (!saved) return { score: changedMeanwhile };
    await audit(within, {
      personId,
      action: actions[body.do],
      object: pupil.pupilId,
      school: pupil.school,
      detail: { scale: result.scale, version: saved.version },
    });
    return {};
  });
}

const actions: Readonly<Record<Form['do'], string>> = {
  enter: 'enter-area-result',
  change: 'change-area-result',
  remove: 'remove-area-result',
  undo: 'undo-area-result',
};

/** What is to be written: as it was typed, as it stands with nothing in it, or as it was before. */
async function resultOf(
  within: SchoolRecord,
  { pupil, body, own, today }: { pupil: SchoolPupil; body: Form; own: readonly AreaResultRow[]; today: string },
): Promise<{ readonly result: AreaResult } | { readonly faults: Record<string, string> }> {
  const standing = own.at(-1);
  const fields = ({ scale, source, on_day, score }: AreaResultRow) => ({ scale, source, on_day, score });
  if (standing && body.do === 'remove') return { result: { ...fields(standing), score: null } };
  if (standing && body.do === 'undo') {
    const before = own.at(-2);
    return { result: before ? fields(before) : { ...fields(standing), score: null } };
  }
  const scales = await areaScalesOf(within, pupil.school);
  // A result that is changed stays on its scale: another scale is another result.
  const named = standing?.scale ?? body.scale;
  const scale = scales.find((one) => one.scale === named);
  if (!scale) return { faults: { scale: 'Choose a scale.' } };
  const typed = {
    score: body.score ?? '',
    day: body.on_day ?? '',
    source: standing?.source ?? body.source ?? '',
  };
  const faults = faultsOf(scale, typed, today);
  if (Object.keys(faults).length > 0) return { faults };
  return {
    result: { scale: scale.scale, source: typed.source, on_day: typed.day, score: scoreOfText(typed.score) },
  };
}

function faultsOf(
  scale: AreaScale,
  typed: { readonly score: string; readonly day: string; readonly source: string },
  today: string,
): Record<string, string> {
  if (typed.day !== '' && !isDay(typed.day))
    return { on_day: 'This day is not in the calendar. Write it as 2026-12-10.' };
  const fault = areaFault(scale, typed, today);
  if (fault === null) return {};
  const source = areaSources.find((one) => one === typed.source) ?? 'teacher';
  const box =
    fault === 'source-unknown'
      ? 'source'
      : fault === 'no-day' || fault === 'day-to-come' || fault === 'day-long-ago'
        ? 'on_day'
        : 'score';
  return { [box]: areaFaultSentence(fault, scale, highestScore(scale, source)) };
}
