import type { PersonClassRow } from '../../../records/record-tables.ts';
import { dateWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { formField } from '../../../html/form-field.ts';
import { html, type Html } from '../../../html/html.ts';
import type { SeveralStep } from '../forms.ts';
import type { TypedClasses } from './change-classes.ts';
import type { ChosenPeople, ChosenPerson } from './chosen-people.ts';

export interface SeveralPage extends ChosenPeople {
  readonly step: SeveralStep;
  readonly typed: TypedClasses;
  readonly faults: Readonly<Record<string, string>>;
  readonly classes: ReadonlyMap<string, readonly PersonClassRow[]>;
  /** Names of classes to offer. */
  readonly offered: readonly string[];
  /** ISO date. */
  readonly today: string;
  readonly token: string;
}

/** What is asked before it is done, what it means, and what the button says. */
const words: Readonly<
  Record<SeveralStep, { asks: (of: string) => string; means: string; does: (of: string) => string }>
> = {
  disable: {
    asks: (of) => `End access for ${of}?`,
    means:
      'They are signed out everywhere at once and cannot sign in again. What they recorded stays, under their name.',
    does: (of) => `End access for ${of}`,
  },
  enable: {
    asks: (of) => `Let ${of} in again?`,
    means: 'They sign in as they did before, and see what their role and classes include.',
    does: (of) => `Let ${of} in again`,
  },
  link: {
    asks: (of) => `New sign-in links for ${of}?`,
    means:
      'Each opens once and lets its person choose a passphrase. Links they have not used yet stop working; a passphrase they have works on until a new one is chosen.',
    does: (of) => `Make links for ${of}`,
  },
  classes: {
    asks: (of) => `Classes of ${of}`,
    means: 'Nothing is taken away from what they saw before: a class ends on its last day.',
    does: (of) => `Save the classes of ${of}`,
  },
};

/** Asks, with the number and the names of the people, before anything is done. */
export function severalView(page: SeveralPage): Html {
  const { people, step } = page;
  const count = people.length === 1 ? '1 person' : `${people.length} people`;
  const { asks, means, does } = words[step];
  return html`${faultSummary(page.faults)}
    <h1 class="govuk-heading-l">${people.length === 0 ? 'This can be done for none of them' : asks(count)}</h1>
    ${people.length === 0 ? '' : html`<p class="govuk-body lead">${means}</p>`}
    <form method="post" action="/people/several" novalidate>
      <input type="hidden" name="token" value="${page.token}" /><input type="hidden" name="step" value="${step}" />
      <input type="hidden" name="confirmed" value="yes" />
      ${people.map(
        ({ person, seen }) => html`<input type="hidden" name="person" value="${person.person_id}.${String(seen)}" />`,
      )}
      ${people.length === 0 ? '' : step === 'classes' ? classFields(page) : names(people)} ${leftOut(page)}
      <div class="buttons">
        ${people.length === 0 ? '' : html`<button class="govuk-button">${does(count)}</button>`}
        <a class="govuk-link" href="/people">Back to the list</a>
      </div>
    </form>`;
}

function names(people: readonly ChosenPerson[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${people.map(({ person }) => html`<li>${person.display_name}</li>`)}
  </ul>`;
}

function leftOut({ left }: SeveralPage): Html {
  if (left.length === 0) return html``;
  return html`<p class="govuk-body">Not for:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${left.map(
        ({ person, because }) =>
          html`<li>
            <a class="govuk-link" href="/people/${person.person_id}">${person.display_name}</a>: ${because}
          </li>`,
      )}
    </ul>`;
}

function classFields(page: SeveralPage): Html {
  const { people, typed, faults, offered } = page;
  const day = (name: 'ends' | 'from' | 'until', label: string, value: string) =>
    formField({ name, label, value, type: 'date', fault: faults[name] });
  return html`${day('ends', 'Last day of the classes they have now (empty: they go on)', typed.ends)}
    <div class="wide">
      <table class="govuk-table listing roomy">
        <thead>
          <tr>
            ${['Teacher', 'Now', 'New class'].map((name) => html`<th scope="col" class="govuk-table__header">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${people.map((one, place) => teacherRow(page, one, place))}
        </tbody>
      </table>
    </div>
    <datalist id="class-names">${offered.map((name) => html`<option value="${name}"></option>`)}</datalist>
    <div class="filters">
      ${day('from', 'First day of the new classes', typed.from || page.today)}
      ${day('until', 'Last day, if known', typed.until)}
    </div>`;
}

function teacherRow({ classes, today, typed }: SeveralPage, { person }: ChosenPerson, place: number): Html {
  const now = (classes.get(person.person_id) ?? []).filter((row) => row.until_on === null || row.until_on >= today);
  return html`<tr>
    <th scope="row" class="govuk-table__header">${person.display_name}</th>
    <td class="govuk-table__cell">${now.map(classWords).join('; ') || 'none'}</td>
    <td class="govuk-table__cell">
      <label class="govuk-visually-hidden" for="class-${place}">New class of ${person.display_name}</label>
      <input
        class="govuk-input govuk-input--width-10"
        id="class-${place}"
        name="class"
        value="${typed.classes[place] ?? ''}"
        list="class-names"
        autocomplete="off"
        maxlength="120"
      />
    </td>
  </tr>`;
}

function classWords({ class: name, from_on, until_on }: PersonClassRow): string {
  return `${name} from ${dateWords(from_on)}${until_on === null ? '' : ` to ${dateWords(until_on)}`}`;
}
