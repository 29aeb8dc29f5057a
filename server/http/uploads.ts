import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import plugin from 'fastify-plugin';
import { usualLimits, type UploadLimits } from '../imports/data-settings.ts';
import { PageError } from '../page-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes files: the token is the first field of its form, and is checked before any file is read. */
    takesFiles?: true;
  }
  interface FastifyRequest {
    /** What follows the token in a form with files. */
    sentParts: AsyncIterable<Multipart> | null;
  }
}

/** Forms with files: streamed part by part, never held in memory, within limits. */
export const uploads = plugin(takeFiles, { name: 'uploads', fastify: '5.x' });

async function takeFiles(app: FastifyInstance, settings: { limits?: Partial<UploadLimits> }): Promise<void> {
  const limits = { ...usualLimits, ...settings.limits };
  await app.register(multipart, {
    limits: {
      files: limits.files,
      fileSize: limits.fileBytes,
      fields: 5,
      fieldNameSize: 50,
      fieldSize: 1000,
      parts: limits.files + 5,
      headerPairs: 50,
    },
  });
  app.decorateRequest('sentParts', null);
  app.addHook('onResponse', (request, _reply, done) => {
    // Whatever of a refused form is still on its way is let run out, so that the browser shows the answer.
    if (request.isMultipart() && !request.raw.readableEnded) {
      request.raw.unpipe();
      request.raw.resume();
    }
    done();
  });
}

/** Reads the first part of a form with files, which must be its token, and puts that where tokens are looked for. */
export async function readTokenPart(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new PageError('bad-request', { problem: 'The form holds no files.' });
  const parts = request.parts();
  const first = await parts.next().catch(() => undefined);
  const part = first?.value as Multipart | undefined;
  const isToken = part?.type === 'field' && part.fieldname === 'token' && typeof part.value === 'string';
  request.body = { token: isToken ? part.value : '' };
  request.sentParts = parts;
}
