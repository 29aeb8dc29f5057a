import { yearGroupWords } from '../../../engine/index.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { needTypes } from '../../records/register/pupil-needs.ts';
import type { Clash } from '../../records/provision/clashes.ts';
import type { MapPage } from './facts.ts';
import { hoursWords } from './figures.ts';
import { cell, number, table } from './tables-view.ts';

/** What cannot be at once, or is too much in a week. */
export function clashesPart(page: MapPage): Html {
  const { clashes, choice, mayKeep } = page;
  const limits = `${choice.limit} minutes a week for a pupil${mayKeep ? ` and ${choice.adultLimit} for an adult` : ''}`;
  return html`<section aria-labelledby="clashes">
    <h2 class="govuk-heading-m" id="clashes">Clashes</h2>
    ${
      clashes.length === 0
        ? html`<p class="govuk-body quiet">
            None: no two at the same time, where times are known, and nobody over ${limits}.
          </p>`
        : html`<ul class="govuk-list govuk-list--bullet">
            ${clashes.map((clash) => html`<li>${clashLine(clash, page)}</li>`)}
          </ul>`
    }
  </section>`;
}

function clashLine({ kind, of, who, provisions, minutes, on }: Clash, { pupils, choice }: MapPage): Html {
  const pupil = of === 'pupil' ? pupils.get(who) : undefined;
  const name = pupil ? html`<a class="govuk-link" href="/plans/${pupil.key}">${pupil.name.short}</a>` : html`${who}`;
  const links = provisions.map(
    ({ provision_id, name }, at) =>
      html`${at > 0 ? ', ' : ''}<a class="govuk-link" href="/provision/${provision_id}">${name}</a>`,
  );
  if (kind === 'same-time')
    return html`${name}: ${links} are at the same time for ${minutes} minutes a week, from ${dateWords(on)}.`;
  return html`${name}: ${minutes} minutes a week on ${dateWords(on)}, more than
  ${of === 'pupil' ? choice.limit : choice.adultLimit}: ${links}.`;
}

/** Who of the register is in nothing in these days. */
export function uncoveredPart({ uncovered }: MapPage): Html {
  return html`<section aria-labelledby="uncovered">
    <h2 class="govuk-heading-m" id="uncovered">On the register and in no provision in these days</h2>
    ${
      uncovered.length === 0
        ? html`<p class="govuk-body quiet">Nobody.</p>`
        : html`<ul class="govuk-list govuk-list--bullet names">
            ${uncovered.map(
              ({ pupil, planInWords }) =>
                html`<li>
                  <a class="govuk-link" href="/plans/${pupil.key}">${pupil.name.short}</a>
                  (${pupil.row.class ?? ''})${planInWords ? ': the plan has provision in words only' : ''}
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}

/** Where the time goes: by need and year group. For those who keep the register: cells of few pupils are theirs to see. */
export function deployedTable({ deployed, choice }: MapPage): Html {
  if (deployed.length === 0) return html``;
  const rows = deployed.toSorted((a, b) => b.adultMinutes - a.adultMinutes);
  return html`<section aria-labelledby="deployed">
    <h2 class="govuk-heading-m" id="deployed">Where the time goes, by need and year group</h2>
    <p class="govuk-body quiet">
      A week, of all provision between ${dateWords(choice.from)} and ${dateWords(choice.to)}; by a pupil’s first need. A
      group’s time is shared equally by those in it.
    </p>
    ${table(
      'Time by need and year group',
      ['Need', 'Year group', 'Pupils', 'Pupils’ minutes', 'Adults’ hours'],
      html`${rows.map(
        (one) =>
          html`<tr>
            <th scope="row" class="govuk-table__header">${needTypes[one.need]?.[0] ?? 'no need recorded'}</th>
            ${cell(yearGroupWords(one.year))} ${number(one.pupils)} ${number(Math.round(one.pupilMinutes))}
            ${number(hoursWords(one.adultMinutes / 60))}
          </tr>`,
      )}`,
    )}
  </section>`;
}
