import { dateWords, timeWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import type { PlanContent } from '../../records/plans/plan-content.ts';
import type { PlanVersion } from '../../records/plans/plan-versions.ts';

const parts: readonly (readonly [keyof PlanContent, string])[] = [
  ['start_on', 'start'],
  ['review_on', 'day of the review'],
  ['outcomes', 'outcomes'],
  ['strategies', 'in the classroom'],
  ['provision', 'provision in words'],
  ['pupil_view', 'the pupil’s view'],
  ['pupil_view_absent', 'why there is no view of the pupil'],
  ['home_view', 'the view of home'],
  ['home_view_absent', 'why there is no view of home'],
  ['school_view', 'the view of school'],
  ['reviewed_on', 'reviewed on'],
  ['effect', 'effect'],
  ['came_of_it', 'what came of it'],
  ['pupil_says', 'the pupil says'],
  ['pupil_says_absent', 'why the pupil was not asked'],
  ['home_says', 'home says'],
  ['home_says_absent', 'why home was not asked'],
];

/** Every save of a pupil’s plans, newest first, with what it changed and what had stood there before. */
export function planHistoryView(versions: readonly PlanVersion[], people: ReadonlyMap<string, string>): Html {
  if (versions.length === 0) return html``;
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Every change</span></summary>
    <div class="govuk-details__text">
      <ul class="govuk-list">
        ${versions.map((version) => saved(version, beforeOf(version, versions), people)).toReversed()}
      </ul>
    </div>
  </details>`;
}

function beforeOf({ planId, version }: PlanVersion, versions: readonly PlanVersion[]): PlanContent | null {
  return versions.find((one) => one.planId === planId && one.version === version - 1)?.content ?? null;
}

function saved(version: PlanVersion, before: PlanContent | null, people: ReadonlyMap<string, string>): Html {
  const { content, savedAt, savedBy } = version;
  const when = `${dateWords(savedAt.slice(0, 10))}, ${timeWords(savedAt)}, ${people.get(savedBy) ?? 'someone who has left'}`;
  if (content === null) return html`<li>${when}: took the plan back.</li>`;
  if (before === null) return html`<li>${when}: wrote the plan from ${dateWords(content.start_on)}.</li>`;
  const changed = parts.filter(([name]) => shown(content[name]) !== shown(before[name]));
  return html`<li>
    ${when}:
    ${changed.length === 0 ? 'saved it as it was.' : `changed ${changed.map(([, words]) => words).join(', ')}.`}
    ${changed
      .filter(([name]) => shown(before[name]) !== '')
      .map(([name, words]) => html`<p class="small quiet">Before, ${words}: ${shown(before[name])}</p>`)}
  </li>`;
}

function shown(value: PlanContent[keyof PlanContent]): string {
  if (value === null || typeof value === 'string') return value ?? '';
  return value
    .map(({ outcome, measure, baseline, aim, result, effect }) =>
      [outcome, measure, baseline, aim, result, effect ?? ''].filter(Boolean).join(' · '),
    )
    .join('; ');
}
