import { address } from '../../../html/address.ts';
import { dateWords, timeWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { formField } from '../../../html/form-field.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import { provisionLine } from '../../../html/plans/provision-line.ts';
import { textArea } from '../../../html/text-area.ts';
import { select } from '../../../html/select.ts';
import { needTypes } from '../../../records/register/pupil-needs.ts';
import type { ProvisionContent, ProvisionVersion } from '../../../records/provision/save-provision.ts';
import type { Member, ProvisionPage } from './facts.ts';

/** One provision: what it is, who is in it from when until when, and every change. A change here is one for all in it. */
export function provisionView(page: ProvisionPage): Html {
  const { provision, school, mayKeep, forPupil } = page;
  return html`<h1 class="govuk-heading-l">${provision ? provision.name : 'Add provision'} · ${school}</h1>
    ${page.unsaved ? faultSummary(page.unsaved.faults) : ''}
    ${
      page.unsaved?.problem
        ? html`<div class="govuk-error-summary" role="alert" tabindex="-1">
            <h2 class="govuk-error-summary__title">Not saved yet</h2>
            <p>${page.unsaved.problem}</p>
          </div>`
        : ''
    }
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/provision', { school })}">Provision map</a></li>
      ${forPupil ? html`<li><a class="govuk-link" href="/plans/${forPupil.key}">Plans of ${forPupil.name.short}</a></li>` : ''}
    </ul>
    ${provision ? html`<p class="govuk-body lead">${provisionLine(provision)}, ${dateWords(provision.from_on)} to ${dateWords(provision.to_on)}.</p>` : ''}
    ${provision?.note ? html`<p class="govuk-body lead">${provision.note}</p>` : ''} ${undoPart(page)}
    ${provision ? membersPart(page) : ''} ${mayKeep ? provisionForm(page) : ''}
    ${provision && mayKeep ? history(page) : ''}`;
}

function undoPart({ mayUndo, provision, token }: ProvisionPage): Html {
  if (!mayUndo || !provision) return html``;
  return html`<form class="no-print" method="post" action="/provision/${provision.provision_id}/undo">
    <input type="hidden" name="token" value="${token}" />
    <input type="hidden" name="version" value="${provision.version}" />
    <p class="govuk-body">
      Saved. <button class="govuk-button govuk-button--secondary small">Take my last change back</button>
    </p>
  </form>`;
}

function membersPart(page: ProvisionPage): Html {
  const { members, others } = page;
  return html`<section aria-labelledby="pupils">
    <h2 class="govuk-heading-m" id="pupils">Pupils</h2>
    ${members.length === 0 ? html`<p class="govuk-body quiet">${others > 0 ? `${others} of other classes.` : 'Nobody yet.'}</p>` : ''}
    ${
      members.length === 0
        ? ''
        : html`<ul class="govuk-list">
            ${members.map((member) => memberLine(member, page))}
          </ul>`
    }
    ${members.length > 0 && others > 0 ? html`<p class="govuk-body quiet">And ${others} of other classes.</p>` : ''}
    ${joinForm(page)}
  </section>`;
}

function memberLine({ row, pupil, name }: Member, page: ProvisionPage): Html {
  const { provision, mayKeep, token, today } = page;
  const until = row.until_on === null ? '' : `, until ${dateWords(row.until_on)}`;
  return html`<li>
    ${pupil ? html`<a class="govuk-link" href="/plans/${pupil.key}">${name}</a>` : html`${name} (not in the results: left the school, or came since)`},
    since ${dateWords(row.from_on)}${until}
    ${
      mayKeep && row.until_on === null
        ? html`<form class="inline no-print" method="post" action="/provision/${provision!.provision_id}/pupils">
            <input type="hidden" name="token" value="${token}" />
            <input type="hidden" name="ends" value="${row.pupil_id}" />
            <label class="govuk-label" for="until-${row.pupil_id}"
              >Last day<span class="govuk-visually-hidden"> of ${name}</span></label
            >
            <input class="govuk-input" id="until-${row.pupil_id}" name="day" type="date" value="${today}" />
            <button class="govuk-button govuk-button--secondary small">
              End<span class="govuk-visually-hidden"> the time of ${name}</span>
            </button>
          </form>`
        : ''
    }
  </li>`;
}

function joinForm({ candidates, provision, token, today, unsaved }: ProvisionPage): Html {
  if (candidates.length === 0) return html``;
  const first = candidates.filter(({ onRegister }) => onRegister);
  const rest = Map.groupBy(
    candidates.filter(({ onRegister }) => !onRegister),
    ({ pupil }) => pupil.row.class ?? '',
  );
  const from = provision!.from_on > today ? provision!.from_on : today;
  return html`<details class="govuk-details no-print" ${unsaved?.entered['day'] !== undefined ? trusted(' open') : ''}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Put pupils in</span></summary>
    <div class="govuk-details__text">
      <form class="agree" method="post" action="/provision/${provision!.provision_id}/pupils">
        <input type="hidden" name="token" value="${token}" />
        ${formField({ name: 'day', label: 'From', type: 'date', value: unsaved?.entered['day'] ?? from })}
        ${first.length > 0 ? boxes('On the register', first, unsaved?.entered) : ''}
        ${[...rest].map(([className, own]) => boxes(`Class ${className}`, own, unsaved?.entered))}
        <button class="govuk-button">Put them in</button>
      </form>
    </div>
  </details>`;
}

function boxes(
  legend: string,
  own: ProvisionPage['candidates'],
  entered: Readonly<Record<string, string | undefined>> = {},
): Html {
  return html`<fieldset class="govuk-fieldset">
    <legend class="govuk-fieldset__legend">${legend}</legend>
    <div class="outcomes">
      ${own.map(
        ({ pupil }) =>
          html`<div class="choice">
            <input
              type="checkbox"
              id="pupil.${pupil.key}"
              name="pupil.${pupil.key}"
              value="1"
              ${entered[`pupil.${pupil.key}`] ? trusted(' checked') : ''}
            /><label for="pupil.${pupil.key}">${pupil.name.short}</label>
          </div>`,
      )}
    </div>
  </fieldset>`;
}

function provisionForm(page: ProvisionPage): Html {
  const { provision, school, forPupil, unsaved, token, today } = page;
  const usual = { minutes: '', times_a_week: '', group_size: forPupil ? '1' : '', from_on: today };
  const held = (name: string): string => {
    const kept = provision ? provision[name as keyof ProvisionContent] : usual[name as 'minutes'];
    return unsaved?.entered[name] ?? String(kept ?? '');
  };
  const box = (name: string, label: string, more: Partial<Parameters<typeof formField>[0]> = {}) =>
    formField({ name, label, value: held(name), fault: unsaved?.faults[name], longest: 300, ...more });
  return html`<section class="no-print" aria-labelledby="write">
    <h2 class="govuk-heading-m" id="write">${provision ? `Change it for all who are in it` : 'What is provided'}</h2>
    ${forPupil ? html`<p class="govuk-body">For ${forPupil.name.short}; others may be put in later.</p>` : ''}
    <form
      class="agree"
      method="post"
      action="${provision ? `/provision/${provision.provision_id}` : '/provision'}"
      novalidate
    >
      <input type="hidden" name="token" value="${token}" />
      <input type="hidden" name="version" value="${provision?.version ?? 0}" />
      <input type="hidden" name="school" value="${school}" />
      <input type="hidden" name="pupil" value="${forPupil?.key ?? ''}" />
      <div class="fields">${box('name', 'What')} ${box('by_whom', 'By whom: a name or a post')}</div>
      <div class="fields">
        ${box('minutes', 'Minutes of a session')} ${box('times_a_week', 'Times a week')}
        ${box('group_size', 'Pupils at once')}
      </div>
      <div class="fields">
        ${box('from_on', 'First day', { type: 'date' })} ${box('to_on', 'Last day', { type: 'date' })}
      </div>
      ${box('times', 'When in the week, where it is known', { hint: 'For example Mon 9:00, Wed 13:15. Clashes are found by it.' })}
      <div class="fields">
        ${box('pounds_an_hour', 'What an hour costs, in pounds (may stay empty)')}
        ${select('need', 'For which need', [['', 'any'], ...Object.entries(needTypes).map(([code, [name]]): [string, string] => [code, name])], held('need'))}
      </div>
      ${textArea({ name: 'note', label: 'Note (may stay empty; no names of pupils)', value: held('note') })}
      <button class="govuk-button">${provision ? 'Save for all' : 'Add it'}</button>
    </form>
  </section>`;
}

const parts: readonly (readonly [keyof ProvisionContent, string])[] = [
  ['name', 'name'],
  ['by_whom', 'by whom'],
  ['minutes', 'minutes'],
  ['times_a_week', 'times a week'],
  ['group_size', 'group'],
  ['from_on', 'first day'],
  ['to_on', 'last day'],
  ['times', 'when in the week'],
  ['pounds_an_hour', 'cost of an hour'],
  ['need', 'need'],
  ['note', 'note'],
];

function history({ versions, people }: ProvisionPage): Html {
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Every change</span></summary>
    <div class="govuk-details__text">
      <ul class="govuk-list">
        ${versions.map((one, at) => saved(one, versions[at - 1], people)).toReversed()}
      </ul>
    </div>
  </details>`;
}

function saved(one: ProvisionVersion, before: ProvisionVersion | undefined, people: ReadonlyMap<string, string>): Html {
  const by = people.get(one.savedBy) ?? 'someone who has left';
  const when = `${dateWords(one.savedAt.slice(0, 10))}, ${timeWords(one.savedAt)}, ${by}`;
  if (!before) return html`<li>${when}: added it.</li>`;
  const changed = parts.filter(([name]) => one.content[name] !== before.content[name]);
  return html`<li>
    ${when}:
    ${changed.map(([name, words]) => `${words} from “${String(before.content[name] ?? '')}” to “${String(one.content[name] ?? '')}”`).join(', ')}.
  </li>`;
}
