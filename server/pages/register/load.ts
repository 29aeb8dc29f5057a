import { Type, type Static } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { dateText } from '../../../engine/index.ts';
import type { Page } from '../../http/pages.ts';
import { PageError } from '../../page-error.ts';
import { mayDo } from '../../people/permissions.ts';
import { savedChoices } from '../../records/register/saved-choices.ts';
import { dueDocuments } from '../../records/settings/review-dates.ts';
import { supportOfSchool, type SupportOf } from '../../runs/pupils/register-of.ts';
import { runOfRequest } from '../../runs/run-of-request.ts';
import { byClassAndName } from './by-class-and-name.ts';
import { chosenSupport, shownNames, type RegisterChoice } from './choice.ts';
import type { RegisterPage } from './register-page.ts';
import { registerView } from './view.ts';

const name = Type.String({ maxLength: 120 });
export const choiceFields = {
  school: Type.Optional(name),
  class: Type.Optional(name),
  show: Type.Optional(Type.Union(shownNames.map((one) => Type.Literal(one)))),
  need: Type.Optional(Type.String({ pattern: '^[A-Z]{0,5}$' })),
  sort: Type.Optional(
    Type.String({ pattern: '^-?(name|class|status|since|need|review|hours|told|attendance|results)$' }),
  ),
};
const choiceQuery = Type.Object(choiceFields);
export type ChoiceQuery = Static<typeof choiceQuery>;

export interface ChosenRegister {
  readonly school: string;
  readonly schools: readonly string[];
  readonly classes: readonly string[];
  readonly all: readonly SupportOf[];
  readonly rows: readonly SupportOf[];
  readonly choice: RegisterChoice;
  readonly today: string;
}

/** A school's register as it was asked for, within the reader's classes. */
export async function chosenRegister(request: FastifyRequest, query: ChoiceQuery): Promise<ChosenRegister> {
  const scoped = await runOfRequest(request);
  const school = query.school ?? scoped.schools[0];
  if (school === undefined || !scoped.schools.includes(school)) throw new PageError('no-such-class');
  const all = byClassAndName(await supportOfSchool(request, scoped, school), scoped.classes);
  const { class: className = '', show = '', need = '', sort = 'class' } = query;
  const choice: RegisterChoice = { class: className, show, need, sort };
  const today = dateText(request.server.now());
  const classes = scoped.classes.filter((one) => one.school === school).map((one) => one.class);
  const shown = all.filter((one) => one.entry !== undefined || one.fileStatus !== '' || one.plan !== undefined);
  const rows = chosenSupport(shown, choice, { today, classes });
  return { school, schools: scoped.schools, classes, all, rows, choice, today };
}

/** The page of the register. */
export async function registerListPage(
  request: FastifyRequest,
  reply: FastifyReply,
  query: ChoiceQuery,
  said: Partial<Pick<RegisterPage, 'entered' | 'unsaved'>> = {},
): Promise<Page> {
  const { all, ...chosen } = await chosenRegister(request, query);
  const { personId, role } = request.person!;
  const { record } = request.server;
  const mayKeep = mayDo(role, 'keep-register');
  return {
    title: `${said.unsaved ? 'Error: ' : ''}Register of SEN support`,
    place: 'register',
    scripts: ['tables.js'],
    body: registerView({
      ...chosen,
      supported: all.filter(({ entry, fileStatus }) => entry !== undefined || fileStatus !== ''),
      suggested: all.filter(({ suggested }) => suggested !== null),
      saved: await savedChoices(record, { personId, school: chosen.school }),
      entered: said.entered ?? 0,
      unsaved: said.unsaved ?? null,
      mayKeep,
      due: mayKeep ? await dueDocuments(record, [chosen.school], chosen.today) : [],
      token: reply.generateCsrf(),
    }),
  };
}
