import { html, type Html } from '../html.ts';

/** Why a pupil is brought, and by whom. */
export function reasonFields(): Html {
  return html`<div class="govuk-form-group">
      <label class="govuk-label" for="reason">Why, in one line</label>
      <input class="govuk-input" id="reason" name="reason" maxlength="300" required />
    </div>
    <div class="govuk-form-group">
      <label class="govuk-label" for="source">Brought by</label>
      <select class="govuk-select" id="source" name="source">
        <option value="teacher">class teacher</option>
        <option value="senco">SENCO</option>
        <option value="parent">parent</option>
      </select>
    </div>`;
}
