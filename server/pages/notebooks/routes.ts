import { Type } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { htmlPage } from '../../http/html-page.ts';
import { PageError } from '../../page-error.ts';
import { loadNotebooks, type NotebookPage } from './load.ts';
import { notebookView, notebooksView } from './view.ts';

const config = { permission: 'see-settings' } as const;
const word = Type.String({ pattern: '^[a-z0-9-]+$', maxLength: 60 });
const picture = { 200: { content: { 'image/svg+xml': { schema: Type.String() } } } };

/** The notebooks as pages: what they say and what their code gave. They hold nothing of a school. */
export function notebooksRoutes(app: FastifyInstance): void {
  app.get('/notebooks', { config, schema: { response: htmlPage } }, async (_request, reply) =>
    reply.page({ title: 'Notebooks', place: 'help', body: notebooksView(await loadNotebooks()) }),
  );
  app.get<{ Params: { name: string } }>(
    '/notebooks/:name',
    { config, schema: { params: Type.Object({ name: word }), response: htmlPage } },
    async (request, reply) => {
      const notebook = await named(request.params.name);
      return reply.page({ title: notebook.title, place: 'help', body: notebookView(notebook) });
    },
  );
  // An image of its own: what is drawn in it can neither run nor reach anything of the page.
  app.get<{ Params: { name: string; cell: string } }>(
    '/notebooks/:name/pictures/:cell',
    { config, schema: { params: Type.Object({ name: word, cell: word }), response: picture } },
    async (request, reply) => {
      const { parts } = await named(request.params.name);
      const found = parts.find((part) => part.kind === 'picture' && part.cell === request.params.cell);
      if (found?.kind !== 'picture') throw new PageError('no-such-page');
      return reply.type('image/svg+xml').send(found.svg);
    },
  );
}

async function named(name: string): Promise<NotebookPage> {
  const notebook = (await loadNotebooks()).find((one) => one.name === name);
  if (notebook === undefined) throw new PageError('no-such-page');
  return notebook;
}
