import type { ListedPupil } from '../../runs/pupils/listed-pupils.ts';
import type { MeetingPart } from '../../runs/meetings/meeting-of.ts';
import type { AgreedBefore } from '../../records/discussions/agreed-before.ts';
import type { PreparationContent } from '../../records/discussions/preparations.ts';
import { stateTag } from '../../html/pupils/state-tag.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { dateWords } from '../../html/date-words.ts';
import { html, type Html } from '../../html/html.ts';
import { partWords } from '../../html/meeting-words.ts';
import { address } from '../../html/address.ts';
import { outcomeWords } from '../../html/outcome-words.ts';

/** Characters of one box. */
export const longestPreparation = 1000;

export interface PreparedPupil {
  readonly pupil: ListedPupil;
  readonly part: MeetingPart;
  readonly before: AgreedBefore | undefined;
  readonly prepared: PreparationContent;
  /** 0 where nothing is written yet. */
  readonly version: number;
  readonly reason: string;
}

export interface PreparePage {
  readonly heading: string;
  readonly runId: string;
  readonly school: string;
  readonly class: string;
  readonly parts: readonly { part: MeetingPart; pupils: readonly PreparedPupil[] }[];
  readonly saved: boolean;
  /** What is wrong with what was typed, by name of the box; nothing was saved then. */
  readonly faults: Readonly<Record<string, string>>;
  readonly mayWrite: boolean;
  readonly token: string;
}

/** The week before: whom we shall talk about, what was promised, and what only the teacher can add. */
export function prepareView(page: PreparePage): Html {
  const { heading, parts, school, class: className, saved, token, runId, mayWrite } = page;
  const all = parts.flatMap(({ pupils }) => pupils);
  const faults = new Map(Object.entries(page.faults));
  return html`${faultSummary(Object.fromEntries(Object.entries(page.faults).map(([box, fault]) => [boxId(box), `${fault} Nothing was saved so far.`])))}
    <h1 class="govuk-heading-l">Prepare ${className} · ${school} <span class="govuk-caption-l">${heading}</span></h1>
    ${saved ? html`<div class="doubts" role="status"><p>Saved. It stands in each pupil’s form when the meeting comes to them.</p></div>` : ''}
    <p class="govuk-body lead">
      ${missingLine(all)} What you write here stands in the form when the meeting comes to the pupil.
    </p>
    <ul class="actions govuk-body no-print">
      <li><a class="govuk-link" href="${address('/meetings', { school, class: className })}">Start the meeting</a></li>
      <li>
        <a class="govuk-link" href="${address('/class-sheet', { school, class: className })}">Class sheet to print</a>
      </li>
    </ul>
    ${all.length === 0 ? html`<p class="govuk-body">Nobody is on the list of this class.</p>` : ''}
    <form method="post" action="/prepare" autocomplete="off">
      <input type="hidden" name="token" value="${token}" /><input type="hidden" name="run" value="${runId}" />
      <input type="hidden" name="school" value="${school}" /><input type="hidden" name="class" value="${className}" />
      ${parts.map(({ part, pupils }) => partPart(part, pupils, faults))}
      ${all.length > 0 && mayWrite ? html`<button class="govuk-button no-print">Save all</button>` : ''}
    </form>`;
}

/** “7 pupils to talk about. Missing: a can-do line for 5, the pupil’s voice for 6, home’s for 7.” */
function missingLine(all: readonly PreparedPupil[]): string {
  const without = (field: keyof PreparationContent) => all.filter(({ prepared }) => prepared[field] === '').length;
  const [canDo, pupil, home] = [without('can_do'), without('pupil_says'), without('home_says')];
  const missing = [
    canDo > 0 ? `a can-do line for ${canDo}` : '',
    pupil > 0 ? `the pupil’s voice for ${pupil}` : '',
    home > 0 ? `home’s voice for ${home}` : '',
  ].filter(Boolean);
  const count = `${all.length} ${all.length === 1 ? 'pupil' : 'pupils'} to talk about.`;
  return missing.length === 0 ? `${count} Nothing is missing.` : `${count} Missing: ${missing.join(', ')}.`;
}

function partPart(part: MeetingPart, pupils: readonly PreparedPupil[], faults: Faults): Html {
  const [name, asks] = partWords(part);
  return html`<section aria-labelledby="part-${part}">
    <h2 class="govuk-heading-m" id="part-${part}">${name} <span class="quiet">(${pupils.length})</span></h2>
    <p class="govuk-body quiet">${asks}</p>
    ${pupils.map((one) => onePart(one, faults))}
  </section>`;
}

type Faults = ReadonlyMap<string, string>;

function onePart({ pupil, before, prepared, version, reason }: PreparedPupil, faults: Faults): Html {
  const { key, name, row, sentences } = pupil;
  const box = (of: keyof PreparationContent, label: string) =>
    field(`${of}.${key}`, label, { value: prepared[of], fault: faults.get(`${of}.${key}`) });
  return html`<section class="prepare" aria-labelledby="p-${key}">
    <div>
      <h3 class="govuk-heading-s" id="p-${key}">
        <a class="govuk-link" href="/pupils/${key}">${name.short}</a> ${stateTag(row)}
      </h3>
      <p class="govuk-body">${reason ? `“${reason}” ` : ''}${sentences[0] ?? ''}</p>
      ${before ? lastTime(before) : html`<p class="govuk-body quiet">Not discussed before in this record.</p>`}
    </div>
    <div class="prepare__write">
      <input type="hidden" name="version.${key}" value="${String(version)}" />
      ${box('can_do', 'Can do')} ${box('pupil_says', `${name.forename || 'The pupil'} says`)}
      ${box('home_says', 'Home says')} ${box('note', 'Note for the meeting')}
    </div>
  </section>`;
}

function lastTime({ content, doneAt, savedAt }: AgreedBefore): Html {
  const by = [content.who, dateWords(content.by_when)].filter(Boolean).join(', by ');
  return html`<p class="govuk-body">
    Last time (${dateWords(savedAt.slice(0, 10))}):
    ${content.agreed || outcomeWords(content.outcome)}${by ? ` (${by})` : ''}
    ${content.agreed ? html`· <strong>${doneAt ? 'done' : 'open'}</strong>` : ''}
  </p>`;
}

function field(name: string, label: string, { value, fault }: { value: string; fault: string | undefined }): Html {
  const id = boxId(name);
  return html`<div
    class="govuk-form-group ${value === '' ? 'prepare__empty' : ''} ${fault ? 'govuk-form-group--error' : ''}"
  >
    <label class="govuk-label" for="${id}">${label}</label>
    ${
      fault
        ? html`<p class="govuk-error-message" id="${id}-fault">
            <span class="govuk-visually-hidden">Error:</span> ${fault}
          </p>`
        : ''
    }
    <input
      class="govuk-input ${fault ? 'govuk-input--error' : ''}"
      id="${id}"
      name="${name}"
      value="${value}"
      maxlength="${longestPreparation}"
      ${fault ? html`aria-describedby="${id}-fault"` : ''}
    />
  </div>`;
}

function boxId(name: string): string {
  return name.replace('.', '-');
}
