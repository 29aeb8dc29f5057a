import type { TeachingPage } from './facts.ts';
import { dateWords } from '../../../html/date-words.ts';
import { faultSummary } from '../../../html/fault-summary.ts';
import { html, trusted, type Html } from '../../../html/html.ts';
import type {
  AccessArrangement,
  SupportEntry,
  SupportEntryRow,
  WhatWorks,
} from '../../../records/higher/support-entries.ts';

import { undoEntryForm, versionsView } from '../entry-parts-view.ts';
import { accessFormView, worksFormView } from './forms-view.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';

/** What whoever teaches the pupil should know: strengths, what works, access arrangements with what they rest on. */
export function teachingView(page: TeachingPage): Html {
  const { pupil, access, versions, person, unsaved, mayKeep } = page;
  return html`<h1 class="govuk-heading-l">${pupil.name.short}: what works and access arrangements</h1>
    ${pupilLinks(pupil.key, { here: 'teaching', mayKeep })}
    <p class="govuk-body no-print">
      For the next school: <a class="govuk-link" href="/register/${pupil.key}/transition">transition sheet</a>.
    </p>
    ${faultSummary(unsaved?.faults ?? {})} ${worksPart(page)}
    <section aria-labelledby="access">
      <h2 class="govuk-heading-m" id="access">Access arrangements</h2>
      <p class="govuk-body">In tests a pupil may have what is their normal way of working in class.</p>
      ${access.length === 0 ? html`<p class="govuk-body quiet">None is written down.</p>` : ''}
      ${access.map((entry) => accessPart(page, entry))}
      ${
        mayKeep
          ? html`<div class="no-print">
              <h3 class="govuk-heading-s">Add an arrangement</h3>
              ${accessFormView(page, undefined)}
            </div>`
          : ''
      }
    </section>
    ${versionsView(versions, { told, person })}`;
}

function told({ kind, content }: SupportEntryRow): string {
  if (kind === 'works') {
    const { strengths, works, avoid } = JSON.parse(content) as WhatWorks;
    return `what works: ${[strengths, works, avoid].filter(Boolean).join('; ').replaceAll('\n', '; ')}`;
  }
  const { arrangement, basis, ended_on } = JSON.parse(content) as AccessArrangement;
  return `${arrangement}: ${basis.replaceAll('\n', '; ')}${ended_on ? `, ended ${dateWords(ended_on)}` : ''}`;
}

function worksPart(page: TeachingPage): Html {
  const { works, mayWrite, unsaved, pupil, token } = page;
  const one = works?.content;
  const open = unsaved?.form === 'works' || works === undefined;
  return html`<section aria-labelledby="works-now">
    <h2 class="govuk-heading-m" id="works-now">What works</h2>
    ${
      one
        ? html`<dl class="govuk-summary-list lead">
            ${item('Strengths', one.strengths)} ${item('What works', one.works)} ${item('What does not', one.avoid)}
          </dl>`
        : html`<p class="govuk-body quiet">Nothing is written yet: what would you tell the next teacher?</p>`
    }
    ${
      mayWrite
        ? html`<details class="govuk-details no-print" ${open ? trusted(' open') : ''}>
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Write what works</span>
            </summary>
            <div class="govuk-details__text">
              ${worksFormView(page)}
              ${works ? undoEntryForm(`/register/${pupil.key}/works/undo`, token, { entry: works, of: 'what works' }) : ''}
            </div>
          </details>`
        : ''
    }
  </section>`;
}

function accessPart(page: TeachingPage, entry: SupportEntry<'access'>): Html {
  const { pupil, token, unsaved, mayKeep } = page;
  const one = entry.content;
  const open = unsaved?.form === `access-${entry.entryId}`;
  return html`<h3 class="govuk-heading-s">${one.arrangement}</h3>
    <dl class="govuk-summary-list lead">
      ${item('What it rests on', one.basis)} ${item('Normal way of working', one.normal_way)}
      ${item('Since', dateWords(one.since_on))} ${item('Ended', dateWords(one.ended_on))}
    </dl>
    ${
      mayKeep
        ? html`<details class="govuk-details no-print" ${open ? trusted(' open') : ''}>
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Change ${one.arrangement}</span>
            </summary>
            <div class="govuk-details__text">
              ${accessFormView(page, entry)}
              ${undoEntryForm(`/register/${pupil.key}/access/undo`, token, { entry, of: one.arrangement })}
            </div>
          </details>`
        : ''
    }`;
}

function item(key: string, value: string): Html {
  if (value === '') return html``;
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${key}</dt>
    <dd class="govuk-summary-list__value">
      ${value
        .split('\n')
        .filter(Boolean)
        .map((line) => html`<p>${line}</p>`)}
    </dd>
  </div>`;
}
