import { Type } from '@fastify/type-provider-typebox';

/** What a page answers: text of one kind and nothing else. */
export const htmlPage = {
  200: { content: { 'text/html': { schema: Type.String() } } },
};
