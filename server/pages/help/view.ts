import { glossary } from '../../../engine/index.ts';
import { mayDo, roleNames, roles, type Role } from '../../people/permissions.ts';
import { html, type Html } from '../../html/html.ts';
import { firstSteps, type Step } from './first-steps.ts';

/** How it works, first steps for the reader and for others, every term, and what to do about a link. Needs no results. */
export function helpView({ role }: { readonly role: Role }): Html {
  return html`<h1 class="govuk-heading-l">Help</h1>
    <nav class="actions govuk-body" aria-label="On this page">
      <a class="govuk-link" href="#first-steps">First steps</a>
      <a class="govuk-link" href="#how-it-works">How it works</a>
      <a class="govuk-link" href="#terms">What the words mean</a>
      <a class="govuk-link" href="#links">Links and passphrases</a>
    </nav>
    <h2 class="govuk-heading-m" id="first-steps">First steps for a ${roleNames[role]}</h2>
    ${steps(firstSteps[role], true)}
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">What others do first</span>
      </summary>
      <div class="govuk-details__text">
        ${roles
          .filter((other) => other !== role)
          .map(
            (other) =>
              html`<h3 class="govuk-heading-s">A ${roleNames[other]}</h3>
                ${steps(firstSteps[other], false)}`,
          )}
      </div>
    </details>
    ${howItWorks} ${mayDo(role, 'see-equity') ? notebooksPart : ''} ${termsPart} ${linksPart}`;
}

function steps(own: readonly Step[], linked: boolean): Html {
  return html`<ol class="govuk-list govuk-list--number lead">
    ${own.map(
      ({ text, href, link }) =>
        html`<li>${text} ${linked ? html`<a class="govuk-link" href="${href}">${link}</a>` : ''}</li>`,
    )}
  </ol>`;
}

const howItWorks = html`<h2 class="govuk-heading-m" id="how-it-works">How it works</h2>
  <ol class="govuk-list govuk-list--number lead">
    <li>
      The school brings its pupil list and its test results, from two windows at least ten weeks apart. Nothing leaves
      the school’s own machine.
    </li>
    <li>
      Every pupil is compared with pupils who had the same score before, and with the pupil’s own earlier rate. Good and
      bad days on a test are allowed for.
    </li>
    <li>
      Four questions are answered for each subject: slower than the same start, slower than before, gap still there, gap
      growing. Each answer says how sure it is; “cannot say” is one of them.
    </li>
    <li>The headteacher or SENCO looks at what changed and releases the results to staff.</li>
    <li>
      Each class gets a short list of pupils to talk about. It is a reason to talk, not a judgement: at the meeting
      people decide what it means, who does what, and by when.
    </li>
    <li>At the next window one sees what became of it.</li>
  </ol>
  <p class="govuk-body">
    <a class="govuk-link" href="/how">How this school identifies pupils</a>: its settings in plain words.
    <a class="govuk-link" href="/method">How we look at progress</a>: a page for parents, carers and governors.
  </p>`;

const notebooksPart = html`<p class="govuk-body lead">
  <a class="govuk-link" href="/notebooks">Notebooks</a>: how a percentile is worked out, what a flag is worth, and how
  to ask a question of your own, step by step.
</p>`;

const termsPart = html`<h2 class="govuk-heading-m" id="terms">What the words mean</h2>
  <dl class="govuk-summary-list glossary">
    ${Object.entries(glossary).map(
      ([name, { term, meaning }]) =>
        html`<div class="govuk-summary-list__row" id="${name}" tabindex="-1">
          <dt class="govuk-summary-list__key">${term}</dt>
          <dd class="govuk-summary-list__value">${meaning}</dd>
        </div>`,
    )}
  </dl>`;

const linksPart = html`<h2 class="govuk-heading-m" id="links">Links and passphrases</h2>
  <ul class="govuk-list govuk-list--bullet lead">
    <li>
      A link from the headteacher works once, for three days. With it you choose a passphrase, and sign in with that
      from then on.
    </li>
    <li>A link that was used, or is too old: sign in with your passphrase, or ask the headteacher for a new link.</li>
    <li>The address that is printed when Same Start is started works once, within an hour, for whoever started it.</li>
    <li>A page that was left open for an hour asks you to sign in again. What was saved is kept.</li>
  </ul>`;
