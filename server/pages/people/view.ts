import type { SeveralStep } from './forms.ts';
import { keepsRole } from './person-steps.ts';
import { roleNames, type Role } from '../../people/permissions.ts';
import type { PersonOnList } from '../../people/manage-people.ts';
import type { PersonClassRow } from '../../records/record-tables.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import { sortableHead, sortedRows, type Column } from '../../html/sortable-head.ts';

export interface PeoplePage {
  readonly people: readonly PersonOnList[];
  readonly classes: ReadonlyMap<string, readonly PersonClassRow[]>;
  /** ISO date. */
  readonly today: string;
  /** Name of the school's own sign-in, or null. */
  readonly school: string | null;
  /** Who reads. */
  readonly self: string;
  readonly choice: PeopleChoice;
  /** What has just been done for several; undefined for nothing. */
  readonly done: { readonly step: SeveralStep; readonly of: number } | undefined;
  readonly token: string;
}

/** What of the list is shown, and in which order. '' for all. */
export interface PeopleChoice {
  readonly role: Role | '';
  readonly sort: string;
}

const columns: readonly Column[] = [
  { text: 'Choose', heard: true },
  { text: 'Name', sort: 'name' },
  { text: 'Role', sort: 'role' },
  { text: 'School', sort: 'school' },
  { text: 'Classes today' },
  { text: 'Signs in with' },
  { text: 'Last signed in', sort: 'last' },
];

/** The people a choice leaves, in its order. */
export function chosenPeople(people: readonly PersonOnList[], { role, sort }: PeopleChoice): readonly PersonOnList[] {
  const rows = people.filter((one) => role === '' || one.role === role);
  return sortedRows(rows, sort, {
    name: (one) => one.display_name,
    role: (one) => roleNames[one.role as Role],
    school: (one) => one.school ?? '',
    last: (one) => one.last_sign_in_at ?? '',
  });
}

/** Who may use Same Start here, and what each of them sees. */
export function peopleView(page: PeoplePage): Html {
  const active = page.people.filter((one) => one.disabled_at === null);
  const shown = chosenPeople(page.people, page.choice);
  const [may, disabled] = [
    shown.filter((one) => one.disabled_at === null),
    shown.filter((one) => one.disabled_at !== null),
  ];
  return html`<h1 class="govuk-heading-l">People</h1>
    ${page.done ? html`<p class="doubts" role="status">${doneWords[page.done.step](page.done.of === 1 ? '1 person' : `${page.done.of} people`)}</p>` : ''}
    <p class="govuk-body lead">
      Only people on this list can sign in, and each sees what their role and classes include from the moment you change
      it.
    </p>
    <p class="govuk-body"><a class="govuk-button" role="button" href="/people/new">Add a person</a></p>
    ${
      active.length === 1 && active[0].person_id === page.self
        ? html`<p class="doubts">
            You are the only one so far. Add the SENCO and the class teachers to work together.
          </p>`
        : ''
    }
    <form class="filters no-print" method="get" action="/people" aria-label="Choose who is shown" data-narrows>
      ${select('role', 'Role', [['', 'all'], ...Object.entries(roleNames)], page.choice.role)}
      <input type="hidden" name="sort" value="${page.choice.sort}" />
      <button class="govuk-button govuk-button--secondary">Show</button>
    </form>
    <div data-table>
      <p class="govuk-body quiet" role="status">${shown.length} ${shown.length === 1 ? 'person' : 'people'} shown.</p>
      ${table('May sign in', may, page)} ${disabled.length > 0 ? table('Access ended', disabled, page) : ''}
    </div>`;
}

const doneWords: Readonly<Record<SeveralStep, (of: string) => string>> = {
  disable: (of) => `Access ended for ${of}.`,
  enable: (of) => `${of} may sign in again.`,
  link: (of) => `Links made for ${of}.`,
  classes: (of) => `Classes saved for ${of}.`,
};

/** What can be done to those who are chosen, by whether they may sign in. */
const steps: Readonly<Record<'may' | 'ended', readonly (readonly [SeveralStep, string])[]>> = {
  may: [
    ['link', 'New sign-in links'],
    ['classes', 'Set classes'],
    ['disable', 'End access'],
  ],
  ended: [['enable', 'Let in again']],
};

/** One form a table: what is chosen is asked about on the next page, with the number, before anything is done. */
function table(title: string, people: readonly PersonOnList[], page: PeoplePage): Html {
  const offered = steps[people.some((one) => one.disabled_at !== null) ? 'ended' : 'may'];
  return html`<h2 class="govuk-heading-m">${title} <span class="quiet">(${people.length})</span></h2>
    <form method="post" action="/people/several">
      <input type="hidden" name="token" value="${page.token}" />
      <div class="wide">
        <table class="govuk-table listing roomy">
          ${sortableHead(columns, { path: '/people', query: { role: page.choice.role }, sort: page.choice.sort })}
          <tbody>
            ${people.map(
              (person) =>
                html`<tr>
                  <td class="govuk-table__cell choose no-print">${chooseBox(person, page.self)}</td>
                  <th scope="row" class="govuk-table__header">
                    <a class="govuk-link" href="/people/${person.person_id}">${person.display_name}</a>${
                      person.person_id === page.self ? html` <span class="quiet">(you)</span>` : ''
                    }
                  </th>
                  <td class="govuk-table__cell">${roleNames[person.role as Role]}</td>
                  <td class="govuk-table__cell">${person.school ?? 'every school'}</td>
                  <td class="govuk-table__cell">${classesToday(person, page)}</td>
                  <td class="govuk-table__cell">${signsInWith(person, page.school)}</td>
                  <td class="govuk-table__cell">
                    ${dateWords(person.last_sign_in_at?.slice(0, 10) ?? '') || 'not yet'}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        people.some((one) => !keepsRole(page.self, one))
          ? html`<div class="buttons no-print">
              <label class="choice" hidden><input type="checkbox" data-choose-all /> Choose all</label>
              <span class="quiet">For those chosen:</span>
              ${offered.map(
                ([step, text]) =>
                  html`<button class="govuk-button govuk-button--secondary" name="step" value="${step}">
                    ${text}
                  </button>`,
              )}
            </div>`
          : ''
      }
    </form>`;
}

/** The box carries the version that is shown: a person whom somebody changed meanwhile is not changed. */
function chooseBox(person: PersonOnList, self: string): Html | string {
  if (keepsRole(self, person)) return '';
  const id = `choose-${person.person_id}`;
  return html`<div class="choice">
    <input type="checkbox" id="${id}" name="person" value="${person.person_id}.${String(person.version)}" />
    <label for="${id}"><span class="govuk-visually-hidden">Choose ${person.display_name}</span></label>
  </div>`;
}

function classesToday({ person_id, role }: PersonOnList, { classes, today }: PeoplePage): Html | string {
  if (role !== 'teacher') return '–';
  const rows = classes.get(person_id) ?? [];
  const now = rows.filter((row) => row.from_on <= today && (row.until_on === null || row.until_on >= today));
  const later = rows.filter((row) => row.from_on > today);
  if (now.length > 0) return now.map((row) => row.class).join(', ');
  return later.length > 0
    ? html`<span class="quiet">none; ${later[0].class} from ${dateWords(later[0].from_on)}</span>`
    : html`<strong>none yet</strong>`;
}

/** What works today, and what is still to be done for those who cannot sign in. */
function signsInWith(person: PersonOnList, school: string | null): Html | string {
  const ways = [
    person.has_passphrase ? 'passphrase' : '',
    school !== null && person.bound ? school : '',
    person.person_id === 'local' ? 'printed address' : '',
  ].filter(Boolean);
  if (ways.length > 0) return ways.join(', ');
  if (school !== null && person.address !== null) return html`<span class="quiet">${school}, not used yet</span>`;
  return html`<strong>nothing yet: make a link</strong>`;
}
