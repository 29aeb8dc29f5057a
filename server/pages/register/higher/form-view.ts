import { stepWords } from '../../../html/ehc-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { formField } from '../../../html/form-field.ts';
import { html, type Html } from '../../../html/html.ts';
import { select } from '../../../html/select.ts';
import { textArea } from '../../../html/text-area.ts';
import type { HigherPage } from './facts.ts';

/** Writes the next step down: only what may follow is offered. */
export function stepFormView({ standing, rows, one, today, unsaved, token }: HigherPage): Html {
  const { next } = standing;
  const { faults = {}, entered = {} } = unsaved ?? {};
  const plans = next.some((kind) => kind === 'final' || kind === 'amended');
  return html`<section class="no-print" aria-labelledby="write">
    <h2 class="govuk-heading-m" id="write">Write the next step down</h2>
    ${faultSummary(faults)}
    <form class="agree" method="post" action="/register/${one.pupil.key}/higher/step" autocomplete="off">
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="seen" value="${rows.length}" />
      <div class="fields">
        ${select(
          'kind',
          'What happened',
          [['', 'choose'], ...next.map((kind): [string, string] => [kind, stepWords[kind]])],
          entered['kind'] ?? '',
        )}
        ${formField({
          name: 'on_day',
          label: 'On which day',
          hint: 'Of a request: the day on which the local authority received it.',
          type: 'date',
          value: entered['on_day'] ?? today,
          fault: faults['on_day'],
        })}
        ${formField({
          name: 'by_whom',
          label: 'By whom',
          hint: 'Who asked or decided, or who held the meeting.',
          value: entered['by_whom'] ?? '',
          longest: 300,
          fault: faults['by_whom'],
        })}
      </div>
      ${textArea({ name: 'detail', label: 'What was said (optional)', value: entered['detail'] ?? '' })}
      ${
        plans
          ? textArea({
              name: 'outcomes',
              label: 'Outcomes of the plan, one a line (for a final or amended plan)',
              value: entered['outcomes'] ?? standing.outcomes.join('\n'),
            })
          : ''
      }
      <button class="govuk-button">Save the step</button>
    </form>
  </section>`;
}
