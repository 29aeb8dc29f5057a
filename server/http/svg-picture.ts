import { Type } from '@fastify/type-provider-typebox';

/** What a picture answers. */
export const svgPicture = {
  200: { content: { 'image/svg+xml': { schema: Type.String() } } },
};
