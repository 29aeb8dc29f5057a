import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { address } from '../../html/address.ts';
import { htmlPage } from '../../http/html-page.ts';
import { PageError } from '../../page-error.ts';
import { mayDo } from '../../people/permissions.ts';
import { audit } from '../../records/audit.ts';
import { inOneChange } from '../../records/in-one-change.ts';
import {
  addTemplate,
  changeTemplate,
  planTemplates,
  type TemplateContent,
} from '../../records/plans/plan-templates.ts';
import { needTypes } from '../../records/register/pupil-needs.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { templatesView, type TemplatesPage } from './view.ts';
import { starterTemplates } from '../../html/plans/starter-templates.ts';

const line = Type.String({ maxLength: 600 });
const text = Type.String({ maxLength: 4000 });
const query = Type.Object({
  school: Type.Optional(Type.String({ maxLength: 120 })),
  template: Type.Optional(Type.String({ maxLength: 36 })),
});
interface Query {
  readonly school?: string;
  readonly template?: string;
}
type Entered = Readonly<Record<string, string | undefined>>;

/** Outcomes of a template, as many as its form has rows. */
export const outcomeRows = 8;
const rows = Array.from({ length: outcomeRows }, (_, at) => at + 1);

const form = Type.Object({
  token: Type.String(),
  school: Type.String({ maxLength: 120 }),
  template: Type.String({ maxLength: 36 }),
  version: Type.String({ pattern: '^\\d{1,6}$' }),
  name: line,
  need: Type.String({ pattern: '^[A-Z]{0,5}$' }),
  strategies: text,
  provision: text,
  retired: Type.Optional(Type.Literal('yes')),
  ...Object.fromEntries(
    rows.flatMap((n) => ['outcome', 'measure', 'aim'].map((name) => [`${name}_${n}`, Type.Optional(line)])),
  ),
});

/** A school’s plan templates: read by all who write plans, edited by those who keep the register. */
export function planTemplatesRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: Query }>(
    '/plan-templates',
    { config: { permission: 'see-pupils' }, schema: { querystring: query, response: htmlPage } },
    async (request, reply) =>
      send(request, reply, await schoolOf(request, request.query.school), request.query.template),
  );
  app.post<{ Body: Entered }>(
    '/plan-templates',
    {
      config: { permission: 'keep-register' },
      schema: { body: form, response: { ...htmlPage, 303: Type.Null() } },
    },
    async (request, reply) => {
      const { body } = request;
      const school = await schoolOf(request, body['school']);
      const content = contentOf(body);
      const templateId = body['template'] ?? '';
      const faults = faultsOf(content);
      if (Object.keys(faults).length > 0)
        return send(request, reply.code(422), school, templateId, { entered: body, faults, problem: '' });
      const { personId } = request.person!;
      const deed = { personId, at: app.now() };
      const place = { school, templateId, seen: Number(body['version']) };
      const kept = await inOneChange(app.record, async (within) => {
        const row =
          templateId === ''
            ? await addTemplate(within, school, content, deed)
            : await changeTemplate(within, place, content, deed);
        if (row) await audit(within, { personId, action: 'save-plan-template', object: row.templateId, school });
        return row;
      });
      if (kept) return reply.redirect(address('/plan-templates', { school }), 303);
      const problem =
        'Somebody else has changed this template meanwhile: what you typed is in the boxes. Save again to put yours in its place.';
      return send(request, reply.code(422), school, templateId, { entered: body, faults: {}, problem });
    },
  );
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  school: string,
  templateId?: string,
  unsaved?: TemplatesPage['unsaved'],
): Promise<FastifyReply> {
  const templates = await planTemplates(request.server.record, school);
  return reply.page({
    title: 'Plan templates',
    place: 'register',
    body: templatesView({
      school,
      templates,
      edited: [...templates, ...starterTemplates].find((one) => one.templateId === templateId),
      unsaved,
      mayKeep: mayDo(request.person!.role, 'keep-register'),
      token: reply.generateCsrf(),
    }),
  });
}

async function schoolOf(request: FastifyRequest, asked: string | undefined): Promise<string> {
  const { schools } = await runOfRequest(request);
  const school = asked || schools[0];
  if (school === undefined || !schools.includes(school)) throw new PageError('no-such-class');
  return school;
}

function contentOf(entered: Entered): TemplateContent {
  const typed = (name: string) => (entered[name] ?? '').trim().replaceAll('\r\n', '\n');
  return {
    name: typed('name'),
    need: typed('need'),
    strategies: typed('strategies'),
    provision: typed('provision'),
    retired: entered['retired'] === 'yes',
    outcomes: rows
      .map((n) => ({ outcome: typed(`outcome_${n}`), measure: typed(`measure_${n}`), aim: typed(`aim_${n}`) }))
      .filter((one) => Object.values(one).some((value) => value !== '')),
  };
}

function faultsOf({ name, need, outcomes, strategies, provision }: TemplateContent): Record<string, string> {
  const faults: Record<string, string> = {};
  if (name === '') faults['name'] = 'The name is missing: say what the template is for.';
  if (need !== '' && !(need in needTypes)) faults['need'] = 'This need is not known here: choose one.';
  if (outcomes.length === 0 && strategies === '' && provision === '')
    faults['outcome_1'] = 'The template is empty: write an outcome, what is done in the classroom, or provision.';
  const without = outcomes.findIndex(({ outcome }) => outcome === '');
  if (without >= 0) faults[`outcome_${without + 1}`] = 'This outcome has a measure and no words: write it.';
  return faults;
}
