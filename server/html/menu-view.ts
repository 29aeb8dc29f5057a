import { mayDo, type Permission, type Role } from '../people/permissions.ts';
import { html, trusted, type Html } from './html.ts';

interface Entry {
  readonly place: string;
  readonly href: string;
  readonly text: string;
  readonly permission: Permission;
  /** What a person comes for every day; the rest stands behind one item where the line would be too long. */
  readonly daily?: true;
}

const entries: readonly Entry[] = [
  { place: 'home', href: '/', text: 'Home', permission: 'home', daily: true },
  { place: 'agenda', href: '/agenda', text: 'Lists', permission: 'see-pupils', daily: true },
  { place: 'names', href: '/names', text: 'Names', permission: 'state-purpose', daily: true },
  { place: 'meetings', href: '/meetings', text: 'Meetings', permission: 'see-pupils', daily: true },
  { place: 'actions', href: '/actions', text: 'What we agreed', permission: 'see-pupils', daily: true },
  { place: 'register', href: '/register', text: 'Register', permission: 'see-pupils', daily: true },
  { place: 'explore', href: '/explore', text: 'Explore', permission: 'see-groups', daily: true },
  { place: 'provision', href: '/provision', text: 'Provision map', permission: 'see-pupils' },
  { place: 'plan-templates', href: '/plan-templates', text: 'Plan templates', permission: 'see-pupils' },
  { place: 'targets', href: '/targets', text: 'Targets', permission: 'see-pupils' },
  { place: 'letters', href: '/letters', text: 'Letters', permission: 'keep-register' },
  { place: 'areas', href: '/areas', text: 'Other areas', permission: 'keep-register' },
  { place: 'summary', href: '/register/summary', text: 'Register over a term', permission: 'see-governor-page' },
  { place: 'data', href: '/data', text: 'Data', permission: 'see-data-report' },
  { place: 'equity', href: '/explore/equity', text: 'Equity', permission: 'see-equity' },
  { place: 'governor', href: '/governor', text: 'For governors', permission: 'see-governor-page' },
  { place: 'moves', href: '/moves', text: 'Moves', permission: 'move-pupils' },
  { place: 'settings', href: '/settings', text: 'Settings', permission: 'change-settings' },
  { place: 'people', href: '/people', text: 'People', permission: 'manage-people' },
  { place: 'audit', href: '/audit', text: 'Audit', permission: 'see-audit' },
  { place: 'help', href: '/help', text: 'Help', permission: 'home' },
];

/** So many fit on one line beside the search, on a laptop. */
const mostOnALine = 6;

/**
 * The pages a role has: what is done daily on one line, the rest behind “More”, which opens without a script. Which of the rest is
 * open is heard and not seen: its name would need a second line, and stands over the page.
 */
export function menuView(role: Role, place: string | undefined): Html {
  // Whoever explores finds equity there.
  const own = entries.filter(
    ({ permission, place: of }) => mayDo(role, permission) && !(of === 'equity' && mayDo(role, 'see-groups')),
  );
  const inLine = own.length > mostOnALine ? own.filter(({ daily }) => daily) : own;
  const behind = own.filter((entry) => !inLine.includes(entry));
  return html`<nav aria-label="Pages" class="top__nav">
    <ul>
      ${inLine.map((entry) => item(entry, place))} ${behind.length === 0 ? '' : more(behind, place)}
    </ul>
  </nav>`;
}

function more(behind: readonly Entry[], place: string | undefined): Html {
  const here = behind.find((entry) => entry.place === place);
  return html`<li>
    <details class="top__more">
      <summary ${here ? trusted('class="top__here"') : ''}>
        More${here ? html`<span class="govuk-visually-hidden">: ${here.text}</span>` : ''}
      </summary>
      <ul>
        ${behind.map((entry) => item(entry, place))}
      </ul>
    </details>
  </li>`;
}

function item({ place: of, href, text }: Entry, place: string | undefined): Html {
  return html`<li><a href="${href}" ${of === place ? trusted(' aria-current="page"') : ''}>${text}</a></li> `;
}
