import { Type, type Static } from '@fastify/type-provider-typebox';

const name = Type.String({ maxLength: 120 });

/** Which part of which run a page shows. An empty text is the same as none: a form's “all”. */
export const listQuery = Type.Object({
  run: Type.Optional(Type.String({ maxLength: 60, pattern: '^[0-9A-Za-z-]+$' })),
  school: Type.Optional(name),
  class: Type.Optional(name),
  year: Type.Optional(Type.String({ maxLength: 10 })),
  subject: Type.Optional(name),
  section: Type.Optional(name),
});
export type ListQuery = Static<typeof listQuery>;

const choice = <Name extends string>(...names: readonly Name[]) =>
  Type.Optional(Type.Union([Type.Literal(''), ...names.map((one) => Type.Literal(one))]));

/** Which part of a list, and in which order. An empty text is the same as none. */
export const agendaQuery = Type.Object({
  ...listQuery.properties,
  sen: choice('none', 'supported', 'monitoring'),
  state: choice('new', 'persisting', 'eased'),
  sort: choice('concern', 'name', 'class'),
  /** What has just been done for several pupils, and for how many. */
  done: choice('add', 'aside'),
  of: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
export type AgendaQuery = Static<typeof agendaQuery>;

/** A pupil page’s query: the run it belongs to, and whose discussion was saved just before. */
export const pupilQuery = Type.Object({
  run: Type.Optional(Type.String({ maxLength: 60, pattern: '^[0-9A-Za-z-]+$' })),
  saved: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' })),
});
export type PupilQuery = Static<typeof pupilQuery>;

export const pupilParams = Type.Object({ key: Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' }) });
export type PupilParams = Static<typeof pupilParams>;
