import {
  helpNotByLot,
  helpPhases,
  helpSentence,
  type HelpGrowth,
  type KindOfHelp,
  type OutcomeCode,
} from '../../../engine/index.ts';
import { html, type Html } from '../../html/html.ts';
import { outcomeWords } from '../../html/outcome-words.ts';
import { kindsOfHelp } from '../../html/pictures/kinds-of-help.ts';
import type { HelpOfPupil } from '../../records/register/help-of-school.ts';
import { fewestShown } from '../../runs/groups/withheld-counts.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';

/** Help that is not agreed at a meeting. */
const recordedWords: Readonly<Record<string, string>> = {
  'support-plan': 'a support plan',
  provision: 'provision in the provision map',
};

const phaseWords = { before: 'The year before', during: 'While it went on', after: 'After it ended' } as const;

/**
 * What helped here: each kind of help that the school's record holds, how many had it, and how they grew before, during and after,
 * beside pupils with the same score of whom no help is recorded.
 */
export function helpView(run: LoadedRun, school: string, help: readonly HelpOfPupil[]): Html {
  const kinds = kindsOfHelp(run, school, help);
  if (kinds.length === 0)
    return html`<p class="govuk-body lead">
      No help is recorded in this school yet. It comes here once something is agreed at a meeting, or a support plan
      begins.
    </p>`;
  return html`<p class="govuk-body lead">${helpNotByLot}</p>
    <p class="govuk-body lead">
      Of 100 pupils of the year group who had the same score and no help recorded, how many made less progress than the
      middle pupil with help. 50 is what is to be expected with nothing done.
    </p>
    ${table(kinds, fewestShown(run))}`;
}

function table(kinds: readonly KindOfHelp[], minimum: number): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="What became of pupils with each kind of help">
    <table class="govuk-table cells">
      <caption class="govuk-visually-hidden">
        What became of pupils with each kind of help
      </caption>
      <thead>
        <tr>
          <th scope="col" class="govuk-table__header">Help</th>
          <th scope="col" class="govuk-table__header number">Pupils</th>
          ${helpPhases.map((phase) => html`<th scope="col" class="govuk-table__header">${phaseWords[phase]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${kinds.map(
          ({ kind, pupils, phases }) =>
            html`<tr>
              <th scope="row" class="govuk-table__header">
                ${recordedWords[kind] ?? outcomeWords(kind as OutcomeCode)}
              </th>
              <td class="govuk-table__cell number">${pupils}</td>
              ${phases.map((growth) => cell(growth, minimum))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(growth: HelpGrowth, minimum: number): Html {
  if (growth.n < minimum)
    return html`<td class="govuk-table__cell">
      <span class="quiet"
        >${growth.n === 0 ? 'no two results yet' : `${growth.n} with two results: too few to say`}</span
      >
    </td>`;
  return html`<td class="govuk-table__cell">
    <strong>${Math.round(growth.median)}</strong>
    <span class="quiet">${Math.round(growth.low)} to ${Math.round(growth.high)}, ${growth.n} pupils</span>
    ${helpSentence(growth)}
  </td>`;
}
