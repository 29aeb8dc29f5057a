import { dateWords } from '../../../html/date-words.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { stamps, type PersonPage } from './person-page.ts';

/** Which classes a teacher has from when until when: cover and job shares are rows of their own, and overlap as they do. */
export function personClassesView(page: PersonPage): Html {
  const { classes, person } = page;
  return html`<h2 class="govuk-heading-m" id="classes">Classes</h2>
    <p class="govuk-body lead">
      Pupils of these classes are seen from the first day to the last, in the results of the school years since the
      first day. For cover, add the class with its two days; in a job share, give it to both.
    </p>
    ${
      classes.length === 0
        ? html`<p class="govuk-body"><strong>None yet:</strong> ${person.display_name} sees no pupils.</p>`
        : html`<div class="wide">
            <table class="govuk-table listing roomy">
              <thead>
                <tr>
                  ${['Class', 'From', 'Until', 'Change'].map(
                    (name) => html`<th scope="col" class="govuk-table__header">${name}</th>`,
                  )}
                </tr>
              </thead>
              <tbody>
                ${classes.map((row, place) => line(page, row, place))}
              </tbody>
            </table>
          </div>`
    }
    ${addForm(page)}`;
}

function line(page: PersonPage, row: PersonPage['classes'][number], place: number): Html {
  const name = `${row.class}, ${row.school}`;
  const ended = row.until_on !== null && row.until_on < page.today;
  return html`<tr>
    <th scope="row" class="govuk-table__header">${name}${ended ? html` <span class="quiet">(ended)</span>` : ''}</th>
    <td class="govuk-table__cell">${dateWords(row.from_on)}</td>
    <td class="govuk-table__cell">
      <form method="post" action="/people/${page.person.person_id}/classes" class="inline">
        ${stamps(page)}${which(row)}
        <label class="govuk-visually-hidden" for="until-${place}">Last day of ${name}</label>
        <input class="govuk-input" type="date" id="until-${place}" name="until" value="${row.until_on ?? ''}" />
        <button class="govuk-button govuk-button--secondary small">
          Save<span class="govuk-visually-hidden"> last day of ${name}</span>
        </button>
      </form>
    </td>
    <td class="govuk-table__cell">
      <form method="post" action="/people/${page.person.person_id}/classes" class="inline">
        ${stamps(page)}${which(row)}<input type="hidden" name="remove" value="yes" />
        <button class="govuk-button govuk-button--secondary small">
          Never had it: remove<span class="govuk-visually-hidden"> ${name}</span>
        </button>
      </form>
    </td>
  </tr>`;
}

function which(row: PersonPage['classes'][number]): Html {
  return html`<input type="hidden" name="school" value="${row.school}" /><input
      type="hidden"
      name="class"
      value="${row.class}"
    /><input type="hidden" name="from" value="${row.from_on}" />`;
}

function addForm(page: PersonPage): Html {
  const { person, choices, schools, classFault } = page;
  const names = [...new Set(choices.map((one) => one.class))];
  const offered = person.school === null ? schools : [person.school];
  return html`<form method="post" action="/people/${person.person_id}/classes" class="filters">
    ${stamps(page)}
    ${
      classFault
        ? html`<p class="govuk-error-message" id="class-fault">
            <span class="govuk-visually-hidden">Error:</span> ${classFault}
          </p>`
        : ''
    }
    <div class="govuk-form-group">
      <label class="govuk-label" for="class-school">School</label>
      <select class="govuk-select" id="class-school" name="school">
        ${offered.map((school) => html`<option value="${school}">${school}</option>`)}
      </select>
    </div>
    <div class="govuk-form-group">
      <label class="govuk-label" for="class">Class, as in the results</label>
      <input
        class="govuk-input govuk-input--width-10"
        id="class"
        name="class"
        list="class-names"
        autocomplete="off"
        maxlength="120"
        ${classFault ? trusted('aria-describedby="class-fault"') : ''}
      />
      <datalist id="class-names">${names.map((name) => html`<option value="${name}"></option>`)}</datalist>
    </div>
    <div class="govuk-form-group">
      <label class="govuk-label" for="from">First day</label>
      <input class="govuk-input" type="date" id="from" name="from" value="${page.today}" />
    </div>
    <div class="govuk-form-group">
      <label class="govuk-label" for="until">Last day, if known</label>
      <input class="govuk-input" type="date" id="until" name="until" />
    </div>
    <button class="govuk-button govuk-button--secondary">Add class</button>
  </form>`;
}
