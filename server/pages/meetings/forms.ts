import { Type } from '@fastify/type-provider-typebox';
import { sources } from '../../records/discussions/added-pupils.ts';
import { discussionForm } from '../../runs/meetings/discussion-form.ts';

const key = Type.String({ pattern: '^[A-Za-z0-9_-]{16}$' });
const uuid = Type.String({ format: 'uuid' });

export const meetingParams = Type.Object({ meeting: uuid });
export interface MeetingParams {
  meeting: string;
}
export const meetingPupilParams = Type.Object({ meeting: uuid, key });
export interface MeetingPupilParams extends MeetingParams {
  key: string;
}

export const startForm = Type.Object({
  token: Type.String(),
  /** School and class as JSON, as the page's choice has them. */
  class: Type.String({ maxLength: 300 }),
  minutes: Type.Integer({ minimum: 5, maximum: 240 }),
});
export const tokenForm = Type.Object({ token: Type.String() });
export const addForm = Type.Object({
  token: Type.String(),
  pupil: key,
  reason: Type.String({ minLength: 1, maxLength: 300 }),
  source: Type.Union(sources.map((source) => Type.Literal(source))),
});
export const agreeForm = discussionForm;
/** Whose outcome was saved on the page before. */
export const savedQuery = Type.Object({ saved: Type.Optional(key) });
