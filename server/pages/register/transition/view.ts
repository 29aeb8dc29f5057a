import { formField } from '../../../html/form-field.ts';
import { html, type Html } from '../../../html/html.ts';
import { paperView } from '../../../html/paper/paper-view.ts';
import type { TransitionSheet } from './facts.ts';
import { sheetBlocks } from './sheet-blocks.ts';

/** The sheet to print, as a PDF and, for those who keep the register, the Common Transfer File. */
export function transitionView(
  sheet: TransitionSheet,
  { mayKeep, hasNumber }: { mayKeep: boolean; hasNumber: boolean },
): Html {
  const { key } = sheet.pupil;
  return html`<ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="/register/${key}/teaching">Change what works and access arrangements</a></li>
      <li><a class="govuk-link" href="/register/${key}/transition.pdf">As a PDF</a></li>
      <li><a class="govuk-link" href="/register/${key}">Register and plans</a></li>
    </ul>
    ${paperView(sheetBlocks(sheet))} ${mayKeep ? transferFilePart(key, hasNumber) : ''}`;
}

function transferFilePart(key: string, hasNumber: boolean): Html {
  if (!hasNumber)
    return html`<section class="no-print" aria-labelledby="ctf">
      <h2 class="govuk-heading-m" id="ctf">Common Transfer File</h2>
      <p class="govuk-body">
        It needs the unique pupil number, and the school’s files have another number for this pupil: make it in the
        school’s own system.
      </p>
    </section>`;
  return html`<section class="no-print" aria-labelledby="ctf">
    <h2 class="govuk-heading-m" id="ctf">Common Transfer File</h2>
    <p class="govuk-body">
      Status with its dates and needs, for the next school’s system. Results are not in it: the school’s own system
      sends those.
    </p>
    <form class="agree" method="get" action="/register/${key}/ctf.xml" autocomplete="off">
      <div class="fields">
        ${formField({ name: 'from', label: 'This school’s number', hint: 'Authority and school, seven digits, as 8204321.', required: true, longest: 7 })}
        ${formField({ name: 'to', label: 'The next school’s number', hint: 'Empty where it is not known.', longest: 7 })}
        <div class="govuk-form-group">
          <label class="govuk-label" for="sex">Sex in the school’s system</label>
          <select class="govuk-select" id="sex" name="sex" required>
            <option value="">choose</option>
            <option value="F">F</option>
            <option value="M">M</option>
          </select>
        </div>
      </div>
      <button class="govuk-button">Make the file</button>
    </form>
  </section>`;
}
