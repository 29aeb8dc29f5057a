import { pageTemplates } from '../../engine/index.ts';
import { mayDo, roleNames } from '../people/permissions.ts';
import type { KnownRun } from '../runs/run-library.ts';
import type { Person } from '../people/person.ts';
import { html, trusted, type Html } from './html.ts';
import { timeWords } from './date-words.ts';
import { menuView } from './menu-view.ts';

export interface Layout {
  readonly title: string;
  readonly body: Html;
  readonly place?: string;
  readonly bare?: boolean;
  readonly kind?: string;
  readonly person: Person | null;
  readonly token: string;
  readonly icon: string;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** The run the page was made from; where it is not released, the page says so. */
  readonly shownRun: KnownRun | null;
  /** The reader asked for an older run of the same window. */
  readonly askedForOlder: boolean;
  readonly refreshSeconds?: number;
}

/** Stands at the foot of every page about pupils, word for word. */
export const footSentence =
  'A reason to talk, not a judgement. Slow progress or low scores do not by themselves mean a pupil has SEN. Absence, a move, health, family events, learning English or the test itself can slow progress for a while.';

/** Title of the home page, and the end of every other page's. */
export const programName = 'Same Start';

/** A whole page. `bare` pages (for paper) have no navigation. */
export function layoutView(layout: Layout): Html {
  const { title, body, person, styles, scripts } = layout;
  return html`${trusted('<!doctype html>')}
    <html lang="en-GB" class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>${title === programName ? title : `${title} – ${programName}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="${layout.icon}" type="image/svg+xml" />
        ${styles.map((href) => html`<link rel="stylesheet" href="${href}" /> `)}
        ${layout.refreshSeconds === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="${layout.refreshSeconds}" /></noscript>`}
        ${scripts.map((src) => html`<script type="module" src="${src}"></script> `)}
      </head>
      <body class="govuk-template__body ${layout.kind ?? ''}">
        ${layout.bare ? '' : top(layout)}
        <div class="govuk-width-container">
          ${draftNotice(layout)} ${newestNotice(layout)} ${purposeNotice(layout)}
          <main class="govuk-main-wrapper" id="main">${body}</main>
        </div>
        ${layout.bare ? '' : foot(person)}
      </body>
    </html> `;
}

function top({ person, place, token }: Layout): Html {
  return html`<a href="#main" class="govuk-skip-link">Skip to main content</a>
    <header class="top" aria-label="Same Start">
      <div class="govuk-width-container top__row">
        <a class="top__name" href="/">Same Start</a>
        ${person ? html`${menuView(person.role, place)} ${mayDo(person.role, 'see-pupils') ? search(token) : ''}` : ''}
      </div>
    </header>`;
}

/** Stands over every page made from a run that staff do not see. */
function draftNotice({ shownRun }: Layout): Html | '' {
  if (shownRun === null || shownRun.release === 'released') return '';
  const words =
    shownRun.release === 'draft'
      ? 'Draft: not yet released. Staff do not see it.'
      : `Withdrawn: staff do not see it. Reason: ${shownRun.standing.reason || 'none given'}.`;
  return html`<aside class="draft" aria-label="Not released">
    <p>
      <strong>${words}</strong>
      <a href="/data/runs/${shownRun.id}">What changed, release, or back to the released results</a>
    </p>
  </aside>`;
}

/** Stands over a page of totals that is made from another run than was asked for. */
function newestNotice({ askedForOlder }: Layout): Html | '' {
  if (!askedForOlder) return '';
  return html`<aside class="draft" aria-label="Newest results"><p>${pageTemplates.newestOfWindow}</p></aside>`;
}

/** Stands over every page that shows names for a purpose. */
function purposeNotice({ person, token }: Layout): Html | '' {
  if (!person?.purpose) return '';
  const { school, text, until } = person.purpose;
  return html`<aside class="draft draft--purpose" aria-label="Names for a purpose">
    <p>You see names of <strong>${school}</strong> for: “${text}” until ${timeWords(until)}.</p>
    ${stopForm(token)}
  </aside>`;
}

/** Ends a purpose before its time. */
export function stopForm(token: string): Html {
  return html`<form method="post" action="/names/stop" class="stop no-print">
    <input type="hidden" name="token" value="${token}" />
    <button class="govuk-button govuk-button--secondary">Stop</button>
  </form>`;
}

/** A name is looked for by POST, so that it is in no address, history or log. */
function search(token: string): Html {
  return html`<form class="top__find" action="/find" method="post" role="search">
    <input type="hidden" name="token" value="${token}" />
    <label class="govuk-visually-hidden" for="find">Find a pupil by name</label>
    <input
      class="govuk-input"
      id="find"
      name="name"
      type="search"
      placeholder="Find a pupil"
      autocomplete="off"
      required
    />
    <button class="govuk-button govuk-button--secondary">Find</button>
  </form>`;
}

function foot(person: Person | null): Html {
  return html`<footer class="foot">
    <div class="govuk-width-container">
      <p>${footSentence}</p>
      <p class="foot__small">
        ${
          person
            ? html`Signed in as <a href="/account">${person.name}</a> (${roleNames[person.role]}).
                <a href="/sign-out">Sign out</a> · <a href="/help">Help</a> ·
                <a href="/how">How this school identifies pupils</a> · `
            : ''
        }Same
        Start runs on this school’s own machine; nothing leaves it.
      </p>
    </div>
  </footer>`;
}
