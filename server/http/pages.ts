import type { FastifyInstance, FastifyReply } from 'fastify';
import plugin from 'fastify-plugin';
import { layoutView } from '../html/layout-view.ts';
import type { Html } from '../html/html.ts';
import { pageBytes } from '../html/page-bytes.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Part of the navigation the page belongs to. */
  readonly place?: string;
  /** A page for paper: no navigation. */
  readonly bare?: boolean;
  /** Scripts of ours the page loads, by file name. */
  readonly scripts?: readonly string[];
  /** Seconds after which a browser without scripts asks again: something on the page is still going on. */
  readonly refreshSeconds?: number;
  /** Class on the body, for a page with its own layout. */
  readonly kind?: string;
}

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a whole page: kept by no cache, with the navigation of the person signed in. */
    page(page: Page): FastifyReply;
  }
}

/** Pages with the layout, scripts and styles that all have. */
export const pages = plugin(sendPages, { name: 'pages', fastify: '5.x', dependencies: ['static-files'] });

function sendPages(app: FastifyInstance, _settings: object, done: () => void): void {
  app.decorateReply('page', function sendPage(this: FastifyReply, page: Page): FastifyReply {
    const { person } = this.request;
    const markup = layoutView({
      ...page,
      shownRun: this.request.shownRun,
      askedForOlder: this.request.askedForOlder,
      person,
      token: person ? this.generateCsrf() : '',
      icon: app.asset('icon.svg'),
      styles: ['govuk.css', 'same-start.css'].map((name) => app.asset(name)),
      scripts: (page.scripts ?? []).map((name) => app.asset(name)),
    });
    return this.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(pageBytes(markup));
  });
  done();
}
