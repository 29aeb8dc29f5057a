import { Type } from '@fastify/type-provider-typebox';

/** What a page answers: text of one kind and nothing else. */
export const htmlPage = {
  200: { content: { 'text/html': { schema: Type.String() } } },
};

/** A page with a form, and the same page again with what is wrong with it. */
export const formPage = { 200: htmlPage[200], 422: htmlPage[200] };
