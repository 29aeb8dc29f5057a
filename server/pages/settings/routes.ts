import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { address } from '../../html/address.ts';
import { htmlPage } from '../../http/html-page.ts';
import { PageError } from '../../page-error.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import { saveSettings, settingVersions, trust } from '../../records/settings/policy-settings.ts';
import { statedPolicy } from '../../records/settings/stated-policy.ts';
import { settingsPage } from './load.ts';
import { statedOf, type Stated, type UnsavedSettings } from './stated-of.ts';

const name = Type.String({ maxLength: 120 });
const query = Type.Object({ school: Type.Optional(name) });
const form = Type.Object(
  {
    token: Type.String(),
    school: name,
    seen: Type.String({ pattern: '^\\d{1,6}$' }),
    because: Type.Optional(Type.String({ maxLength: 500 })),
    file: Type.Optional(Type.String({ maxLength: 20_000 })),
    does: Type.Union([Type.Literal('preview'), Type.Literal('save'), Type.Literal('file'), Type.Literal('undo')]),
  },
  { additionalProperties: Type.String({ maxLength: 20 }) },
);
type Form = Readonly<Record<string, string>>;
const meanwhile =
  'Somebody else has changed these settings meanwhile: theirs are shown in the history below. Nothing you typed is lost; look, and save again if it should still be so.';

/** The trust’s settings and each school’s own over them: seen, tried, changed, taken back, and taken along as a file. */
export function settingsRoutes(app: FastifyInstance): void {
  const config = { permission: 'change-settings' } as const;
  app.get<{ Querystring: { school?: string } }>(
    '/settings',
    { config, schema: { querystring: query, response: htmlPage } },
    async (request, reply) => reply.page(await settingsPage(request, reply, { school: await ownSchool(request) })),
  );
  app.get('/settings/policy.json', { config, schema: { response: { 200: Type.String() } } }, async (request, reply) => {
    const person = request.person!;
    const stated = await statedPolicy(app.record, (school) => person.school === null || person.school === school);
    const { ofTrust: _, ...file } = stated ?? { ofTrust: false };
    await audit(app.record, { personId: person.personId, action: 'download-settings', object: 'settings' });
    return reply
      .type('application/json')
      .header('content-disposition', 'attachment; filename="policy.json"')
      .send(`${JSON.stringify(file, null, 2)}\n`);
  });
  app.post<{ Body: Form }>(
    '/settings',
    { config, schema: { body: form, response: { ...htmlPage, 303: Type.Null() } } },
    async (request, reply) => {
      const { body } = request;
      const school = await ownSchool(request, body['school']);
      if (body['does'] === 'undo') return undo(request, reply, school);
      const stated = await statedOf(app.record, school, body);
      const unsaved: UnsavedSettings = { entered: body, ...('problem' in stated ? stated : {}) };
      if ('problem' in stated) return reply.code(422).page(await settingsPage(request, reply, { school, unsaved }));
      if (body['does'] === 'preview')
        return reply.page(await settingsPage(request, reply, { school, unsaved: { ...unsaved, preview: stated } }));
      const because = (body['because'] ?? '').trim();
      if (because === '')
        return refused(request, reply, {
          school,
          unsaved,
          field: 'because',
          problem: 'Write why, in a few words: it stands in the history.',
        });
      if (!(await save(request, { school, because, stated })))
        return refused(request, reply, { school, unsaved, field: 'because', problem: meanwhile });
      return reply.redirect(address('/settings', { school }), 303);
    },
  );
}

function save(
  request: FastifyRequest<{ Body: Form }>,
  { school, because, stated }: { school: string; because: string; stated: Stated },
): Promise<boolean> {
  const { record, now } = request.server;
  const { personId } = request.person!;
  const change = { school, seen: Number(request.body['seen']), settings: stated.settings, because };
  const action = request.body['does'] === 'undo' ? 'undo-settings' : 'change-settings';
  return inOneChange(record, async (within) => {
    const row = await saveSettings(within, change, { personId, at: now() });
    if (row === null) return false;
    const about = school === trust ? {} : { school };
    await audit(within, { personId, action, object: 'settings', detail: { version: row.version }, ...about });
    return true;
  });
}

/** Saves what stood before the newest version as the next one. */
async function undo(request: FastifyRequest<{ Body: Form }>, reply: FastifyReply, school: string) {
  const [newest, before] = await settingVersions(request.server.record, school);
  const unsaved = { entered: {} };
  if (newest === undefined)
    return refused(request, reply, { school, unsaved, field: 'because', problem: 'There is no change to take back.' });
  const stated = { settings: before === undefined ? {} : (JSON.parse(before.settings) as object) };
  if (!(await save(request, { school, because: `taken back: “${newest.because}”`, stated })))
    return refused(request, reply, { school, unsaved, field: 'because', problem: meanwhile });
  return reply.redirect(address('/settings', { school }), 303);
}

async function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  { school, unsaved, field, problem }: { school: string; unsaved: UnsavedSettings; field: string; problem: string },
): Promise<FastifyReply> {
  return reply.code(422).page(await settingsPage(request, reply, { school, unsaved: { ...unsaved, field, problem } }));
}

/** Whoever looks after one school has its settings; whoever looks after all has the trust’s, and each school’s. */
async function ownSchool(request: FastifyRequest, asked?: string): Promise<string> {
  const person = request.person!;
  const wanted = asked ?? (request.query as { school?: string }).school;
  if (person.school !== null) {
    if (wanted !== undefined && wanted !== person.school) throw new PageError('no-such-class');
    return person.school;
  }
  if (wanted === undefined || wanted === trust) return trust;
  const known = (await request.server.runs.visible(person)).some(({ schools }) => schools?.includes(wanted));
  if (!known) throw new PageError('no-such-class');
  return wanted;
}
