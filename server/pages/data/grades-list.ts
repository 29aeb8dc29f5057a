import { html, trusted, type Html } from '../../html/html.ts';

/** Places of a form in which the order of grades is picked: `g0-1` is the lowest of question 0. */
export function orderGiven(number: number, given: Readonly<Record<string, string>>): string[] {
  const places = Object.keys(given).filter((name) => new RegExp(`^g${number}-\\d+$`).test(name));
  const place = (name: string): number => Number(name.split('-')[1]);
  return places.sort((a, b) => place(a) - place(b)).map((name) => given[name]);
}

/** A list of places, the lowest first, in each of which a grade is picked (or dragged to it, with scripts). */
export function gradesList(list: {
  readonly number: number;
  readonly grades: readonly string[];
  readonly picked: readonly string[];
}): Html {
  const { number, grades, picked } = list;
  return html`<ol class="grades" data-grades>
    ${grades.map(
      (_, place) =>
        html`<li>
          <select class="govuk-select" name="g${number}-${place}" aria-label="${placeName(place, grades.length)}">
            <option value="">–</option>
            ${grades.map((grade) => html`<option value="${grade}" ${picked[place] === grade ? trusted(' selected') : ''}>${grade}</option>`)}
          </select>
        </li>`,
    )}
  </ol>`;
}

function placeName(place: number, of: number): string {
  return place === 0 ? 'Lowest grade' : place === of - 1 ? 'Highest grade' : `Grade ${place + 1} from the bottom`;
}
