import { html, type Html } from '../../html/html.ts';

/** Identifier of the form that the boxes of a list belong to, wherever in the page they stand. */
export const severalForm = 'several';

/** The box that chooses one pupil of a list. */
export function chooseCell(key: string, name: string): Html {
  return html`<td class="govuk-table__cell choose no-print">
    <div class="choice">
      <input type="checkbox" id="choose-${key}" name="pupil" value="${key}" form="${severalForm}" />
      <label for="choose-${key}"><span class="govuk-visually-hidden">Choose ${name}</span></label>
    </div>
  </td>`;
}
