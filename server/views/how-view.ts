import type { Policy } from '../../engine/index.ts';
import { html, type Html } from './html.ts';

/** The settings in plain words, and what the four questions mean. */
export function howView({
  heading,
  runId,
  engine,
  policy,
}: {
  heading: string;
  runId: string;
  engine: string;
  policy: unknown;
}): Html {
  const settings = policy as Policy;
  const inHundred = (probability: number) => Math.round(100 * probability);
  return html`<h1 class="govuk-heading-l">How this school identifies pupils</h1>
    <p class="govuk-body lead">
      After each set of tests, every pupil’s results are compared with those of pupils who started with the same score,
      and with the pupil’s own earlier rate. A pupil is brought to the meeting when one of four questions comes out
      “likely”. People decide what it means, and what to do.
    </p>
    <h2 class="govuk-heading-m">The four questions</h2>
    <dl class="govuk-summary-list">
      ${line('Slower than pupils with the same start?', `Is true progress among the slowest ${settings.criteria.slowerThanPeers.percentile} of 100 pupils who had the same score?`)}
      ${line('Slower than before?', 'Has the pupil’s own rate against the year group dropped since the baseline? This needs results from well before it.')}
      ${line('Gap still there?', 'Was the pupil well below the middle of the year group, and still about as far away, or further?')}
      ${line('Gap growing?', 'Has the distance to the middle of the year group grown?')}
    </dl>
    <h2 class="govuk-heading-m">When something may be said</h2>
    <dl class="govuk-summary-list">
      ${line('“Likely”', `at least ${inHundred(settings.criteria.met)} chances in 100, after allowing for good and bad days on a test`)}
      ${line('“No sign of it”', `at most ${inHundred(settings.criteria.notMet)} chances in 100, and the results tell enough`)}
      ${line('“Cannot say”', 'everything between, or too little to go on. Cannot say is an honest answer, not a problem.')}
      ${line('The baseline', `the result nearest to ${settings.baseline.targetWeeks} weeks before, and at least ${settings.baseline.minimumWeeks} weeks apart`)}
      ${line('Pupils compared', `at least ${settings.peers.minimum}; fewer than ${settings.peers.warn} gets a warning`)}
      ${line('The list', `up to ${settings.list.capacity} pupils of a class to discuss first; never filled up`)}
      ${line('Small groups', `figures for groups of fewer than ${settings.suppression.minimum} pupils are withheld`)}
    </dl>
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

function line(what: string, means: string): Html {
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${what}</dt>
    <dd class="govuk-summary-list__value">${means}</dd>
  </div>`;
}
