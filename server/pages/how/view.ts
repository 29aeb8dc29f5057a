import { identificationWords, type IdentificationSettings, type ToldSetting } from '../../../engine/index.ts';
import type { SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import { html, type Html } from '../../html/html.ts';

export interface HowPage {
  readonly heading: string;
  readonly runId: string;
  readonly engine: string;
  readonly policy: unknown;
  /** Which of the questions the results of this run can answer, a sentence or two each. */
  readonly answerable: readonly string[];
  readonly labels: ReadonlyMap<string, SubjectLabel>;
}

/** The settings in plain words, and what the four questions mean. */
export function howView({ heading, runId, engine, policy, answerable, labels }: HowPage): Html {
  const { questions, rules } = identificationWords(policy as IdentificationSettings);
  return html`<h1 class="govuk-heading-l">How this school identifies pupils</h1>
    <p class="govuk-body lead">
      After each set of tests, every pupil’s results are compared with those of pupils who started with the same score,
      and with the pupil’s own earlier rate. A pupil is brought to the meeting when one of four questions comes out
      “likely”. People decide what it means, and what to do.
    </p>
    <p class="govuk-body lead">
      Looked at: ${[...labels.values()].map(({ label }) => label).join(', ')}.
      ${[...labels.values()].map(({ direction }) => direction).join(' ')}
    </p>
    <h2 class="govuk-heading-m">The four questions</h2>
    ${list(questions)}
    ${
      answerable.length > 0
        ? html`<h2 class="govuk-heading-m">What these results can answer</h2>
            <ul class="govuk-list govuk-list--bullet">
              ${answerable.map((text) => html`<li>${text}</li>`)}
            </ul>`
        : ''
    }
    <h2 class="govuk-heading-m">When something may be said</h2>
    ${list(rules)}
    <h2 class="govuk-heading-m">Who decides</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        The class teacher speaks first: anybody can be added to a meeting, with one line of reason and no numbers.
      </li>
      <li>What is agreed for a pupil is written down with who, by when, and what we will see.</li>
      <li>Parents are told, and the pupil and the parents are asked, before anything changes.</li>
      <li>A mark or a fact that looks wrong is told to the school, which checks it and runs the results again.</li>
    </ul>
    <h2 class="govuk-heading-m">What is never done</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>A pupil’s status is never changed by the numbers; a named person decides, and gives a reason.</li>
      <li>Context (absence, a move, health, family) is noted beside a result and never taken off it.</li>
      <li>There is no figure by teacher, and schools are not put in order.</li>
      <li>Nothing leaves the school’s own machine.</li>
    </ul>
    <p class="govuk-body quiet">
      ${heading}. Run ${runId}, engine ${engine}: the same files and settings give the same run again.
    </p>`;
}

function list(settings: readonly ToldSetting[]): Html {
  return html`<dl class="govuk-summary-list">
    ${settings.map(
      ([what, means]) =>
        html`<div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">${what}</dt>
          <dd class="govuk-summary-list__value">${means}</dd>
        </div>`,
    )}
  </dl>`;
}
