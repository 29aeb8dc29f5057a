import { address } from '../../html/address.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { formField } from '../../html/form-field.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { textArea } from '../../html/text-area.ts';
import { select } from '../../html/select.ts';
import type { PlanTemplate } from '../../records/plans/plan-templates.ts';
import { needTypes } from '../../records/register/pupil-needs.ts';
import { starterTemplates } from '../../html/plans/starter-templates.ts';

export interface TemplatesPage {
  readonly school: string;
  readonly templates: readonly PlanTemplate[];
  /** The one in the form; undefined for a new one. */
  readonly edited: PlanTemplate | undefined;
  readonly unsaved:
    | {
        readonly entered: Readonly<Record<string, string | undefined>>;
        readonly faults: Readonly<Record<string, string>>;
        readonly problem: string;
      }
    | undefined;
  readonly mayKeep: boolean;
  readonly token: string;
}

/** Named sets of outcomes, strategies and provision that a plan may begin with. */
export function templatesView(page: TemplatesPage): Html {
  const { school, templates, unsaved, mayKeep } = page;
  return html`<h1 class="govuk-heading-l">Plan templates · ${school}</h1>
    <p class="govuk-body lead">A plan may begin with one of these. It is then the pupil’s own: change it to fit.</p>
    ${unsaved ? faultSummary(unsaved.faults) : ''}
    ${
      unsaved?.problem
        ? html`<div class="govuk-error-summary" role="alert" tabindex="-1">
            <h2 class="govuk-error-summary__title">Not saved yet</h2>
            <p>${unsaved.problem}</p>
          </div>`
        : ''
    }
    ${
      templates.length === 0
        ? html`<p class="govuk-body">
            The school has none of its own yet.
            ${mayKeep ? 'Begin with a starting point, or write the first one below.' : 'The SENCO writes them.'}
          </p>`
        : html`<ul class="govuk-list">
            ${templates.map((one) => shown(one, page))}
          </ul>`
    }
    ${startersPart(page)} ${mayKeep ? form(page) : ''}`;
}

/** What nobody of the school wrote: offered in plans too, and to be made the school's own. */
function startersPart(page: TemplatesPage): Html {
  return html`<section class="no-print" aria-labelledby="starters">
    <h2 class="govuk-heading-m" id="starters">Starting points</h2>
    <p class="govuk-body lead">
      They come with Same Start, for any school. Nothing in them is about a pupil: where the pupil starts and the aim
      are yours to write.
    </p>
    <ul class="govuk-list">
      ${starterTemplates.map((one) => shown(one, page))}
    </ul>
  </section>`;
}

function shown(one: PlanTemplate, { school, mayKeep }: TemplatesPage): Html {
  return html`<li>
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text"
          >${one.name}${one.need ? ` (${needTypes[one.need]?.[0] ?? one.need})` : ''}${one.retired ? ': offered no more' : ''}</span
        >
      </summary>
      <div class="govuk-details__text">
        <ul class="govuk-list govuk-list--bullet">
          ${one.outcomes.map(
            ({ outcome, measure, aim }) =>
              html`<li>${outcome}${measure ? `, measured by ${measure}` : ''}${aim ? `, aim ${aim}` : ''}</li>`,
          )}
        </ul>
        ${one.strategies ? html`<p>In the classroom: ${one.strategies}</p>` : ''}
        ${one.provision ? html`<p>Provision: ${one.provision}</p>` : ''}
        ${
          mayKeep
            ? html`<p>
                <a class="govuk-link" href="${address('/plan-templates', { school, template: one.templateId })}"
                  >${one.version === 0 ? 'Make it the school’s own' : 'Change'}<span class="govuk-visually-hidden"
                    >: ${one.name}</span
                  ></a
                >
              </p>`
            : ''
        }
      </div>
    </details>
  </li>`;
}

function form({ school, edited, unsaved, token }: TemplatesPage): Html {
  const value = (name: string, held = '') => unsaved?.entered[name] ?? held;
  // A starting point is the school's own once it is saved.
  const own = edited && edited.version > 0 ? edited : undefined;
  const retired = unsaved ? unsaved.entered['retired'] === 'yes' : edited?.retired === true;
  const count = Math.min(8, Math.max(4, (edited?.outcomes.length ?? 0) + 2));
  return html`<section class="no-print" aria-labelledby="write">
    <h2 class="govuk-heading-m" id="write">${own ? `Change “${own.name}”` : 'Write a template'}</h2>
    <form class="agree" method="post" action="/plan-templates" autocomplete="off" novalidate>
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="school" value="${school}" />
      <input type="hidden" name="template" value="${own?.templateId ?? ''}" />
      <input type="hidden" name="version" value="${edited?.version ?? 0}" />
      <div class="fields">
        ${formField({ name: 'name', label: 'Name', value: value('name', edited?.name), fault: unsaved?.faults['name'], longest: 600 })}
        ${select('need', 'For which need', [['', 'any'], ...Object.entries(needTypes).map(([code, [name]]): [string, string] => [code, name])], value('need', edited?.need))}
      </div>
      ${Array.from({ length: count }, (_, at) => {
        const held = edited?.outcomes[at];
        return html`<div class="fields">
          ${formField({ name: `outcome_${at + 1}`, label: `Outcome ${at + 1}`, value: value(`outcome_${at + 1}`, held?.outcome), fault: unsaved?.faults[`outcome_${at + 1}`], longest: 600 })}
          ${formField({ name: `measure_${at + 1}`, label: 'Measured by', value: value(`measure_${at + 1}`, held?.measure), longest: 600 })}
          ${formField({ name: `aim_${at + 1}`, label: 'Aim', value: value(`aim_${at + 1}`, held?.aim), longest: 600 })}
        </div>`;
      })}
      ${textArea({ name: 'strategies', label: 'In the classroom, one a line', value: value('strategies', edited?.strategies) })}
      ${textArea({ name: 'provision', label: 'Provision in words', value: value('provision', edited?.provision) })}
      ${
        own
          ? html`<div class="choice">
              <input
                type="checkbox"
                id="retired"
                name="retired"
                value="yes"
                ${retired ? trusted(' checked') : ''}
              /><label for="retired">Offered no more</label>
            </div>`
          : ''
      }
      <button class="govuk-button">Save the template</button>
    </form>
  </section>`;
}
