import { yearGroupWords } from '../../../../engine/index.ts';
import { stateTag } from '../../../html/pupils/state-tag.ts';
import { agreePart, mayBeAdded, savedPart } from './agree-view.ts';
import { chartTable } from '../../../html/pictures/chart-table.ts';
import { pupilImage } from '../../../html/pictures/pupil-image.ts';
import { pictureKey } from '../../../html/pictures/picture-key.ts';
import { directionNote } from '../../../html/pupils/direction-note.ts';
import { keptPart } from '../../../html/kept-part.ts';
import { html, type Html } from '../../../html/html.ts';
import { term } from '../../../html/term.ts';
import { listedFirst, listedSubjects } from '../../../runs/pupils/listed-subjects.ts';
import { pupilLevels } from '../../../runs/pupils/pupil-level.ts';
import { elsePart, historyPart, targetsPart, triedPart } from './background-view.ts';
import { questionsPart } from './questions-view.ts';
import { strongestSubject } from '../../../runs/pupils/strongest-subject.ts';
import { sectionWords } from '../../../html/words.ts';
import { address } from '../../../html/address.ts';
import type { PupilPage } from './facts.ts';
import { pupilLinks } from '../../../html/pupils/pupil-links.ts';

/**
 * In the order of a talk: can do, in short, picture and the four questions on one screen with what is agreed beside them; then the
 * other pictures, what else, tried, history.
 */
export function pupilView(page: PupilPage): Html {
  return html`${savedPart(page)} ${topPart(page)}
    <div class="pupil">
      <div class="pupil__see">
        <div class="pupil__first">
          <div>${canDoPart(page)} ${inShortPart(page)}</div>
          ${firstPicturePart(page)}
        </div>
        ${questionsPart(page)} ${linksPart(page)} ${otherPicturesPart(page)}
      </div>
      <div class="pupil__agree">${agreePart(page)}</div>
      <div class="pupil__more">
        ${elsePart(page)} ${triedPart(page)} ${targetsPart(page)} ${linesPart(page)} ${historyPart(page)}
      </div>
    </div>`;
}

function topPart({ pupil, labels, heading, steps, agreement, head, followUp, leftSupport }: PupilPage): Html {
  const { row, name, key } = pupil;
  const query = { school: row.school, class: row.class ?? '' };
  const section = row.section;
  return html`<div class="pupil-top">
      <h1 class="govuk-heading-l">${name.short}</h1>
      <p class="govuk-body">
        ${[row.class ?? '', yearGroupWords(row.year_group), row.school, head?.age]
          .filter(Boolean)
          .join(
            ' · ',
          )}${head ? html` · <strong>${term('sen-support', head.sen)}</strong>` : ''}${head && head.facts.length > 0 ? ` · ${head.facts.join(' · ')}` : ''}
      </p>
    </div>
    <p class="govuk-body pupil-place">
      <strong>${sectionWords[section][0]}</strong>${leftSupport ? ' when these results were analysed' : ''}
      ${stateTag(row)} · ${term('level', 'level')}: ${pupilLevels(pupil, labels)} · ${heading}
      ${agreement.added ? html` · <strong>added by staff:</strong> “${agreement.added.reason}”` : ''} ·
      <a class="govuk-link" href="/pupils/${key}/why"
        >Why is ${name.forename || name.full} ${section === 'not-listed' ? 'not listed' : 'here'}?</a
      >
    </p>
    ${followUp ? html`<p class="govuk-body pupil-place">${followUp}</p>` : ''}
    <nav class="pupil-nav govuk-body no-print" aria-label="Pupils of this list">
      <a class="govuk-link" href="${address('/agenda', query)}">The list of ${query.class || query.school}</a>
      ${steps.previous ? html`<a class="govuk-link" rel="prev" href="/pupils/${steps.previous}">◄ Previous</a>` : ''}
      ${steps.place > 0 ? html`<span class="quiet">${steps.place} of ${steps.of}</span>` : ''}
      ${steps.next ? html`<a class="govuk-link" rel="next" href="/pupils/${steps.next}">Next ►</a>` : ''}
      <a class="govuk-link pupil-nav__agree" href="#agree">Record what we agree</a>
      ${mayBeAdded(pupil, agreement) ? html`<a class="govuk-link" href="#add">Add to the list</a>` : ''}
      <a class="govuk-link" href="/pupils/${key}/family-sheet">Family sheet</a>
      <a class="govuk-link" href="/pupils/${key}/one">One-pupil view</a>
    </nav>`;
}

/** Under the four questions: what stands above them pushes them off a laptop's screen. */
function linksPart({ pupil, maySeePupils, mayKeep }: PupilPage): Html {
  return maySeePupils ? pupilLinks(pupil.key, { here: 'results', mayKeep }) : html``;
}

function canDoPart({ pupil, labels, agreement }: PupilPage): Html {
  const strongest = strongestSubject(pupil, labels);
  const said = agreement.own?.can_do || agreement.form.can_do;
  return html`<section aria-labelledby="can-do">
    <h2 class="govuk-heading-s" id="can-do">Can do</h2>
    <p class="govuk-body">
      ${said ? html`“${said}”` : html`<span class="quiet">Nothing is written yet: what does ${pupil.name.forename || 'the pupil'} do well?</span>`}
      ${strongest ? html` · strongest tested area: ${strongest}` : ''}
    </p>
    ${voice(pupil.name.forename || 'The pupil', agreement.own?.pupil_says)} ${voice('Home', agreement.own?.home_says)}
  </section>`;
}

function voice(who: string, says: string | undefined): Html {
  return says ? html`<p class="govuk-body">${who} says: “${says}”</p>` : html``;
}

/** A sentence a subject, bold where a criterion is met; where there is no result for the pupil it says so. */
export function inShortPart({ inShort, listedNotes }: Pick<PupilPage, 'inShort' | 'listedNotes'>): Html {
  return html`<section aria-labelledby="short">
    <h2 class="govuk-heading-s" id="short">In short</h2>
    ${
      inShort.length === 0
        ? html`<p class="govuk-body">There is no result for this pupil in these windows.</p>`
        : html`<ul class="in-short">
            ${inShort.map(({ sentence, met }) => html`<li>${met ? html`<strong>${sentence}</strong>` : sentence}</li>`)}
          </ul>`
    }
    ${listedNotes.length === 0 ? '' : html`<p class="govuk-body lead">${listedNotes.join(' ')}</p>`}
  </section>`;
}

type Pictures = Pick<PupilPage, 'pupil' | 'labels' | 'pictures' | 'runId'>;

/**
 * The picture of the subject that asks most, with the key of all pictures. What is told of a pupil is made again where something
 * else is to be marked, and its pictures with it.
 */
export function firstPicturePart(page: Pictures): Html {
  const { pupil, pictures } = page;
  const [first] = listedFirst(pupil, pictures);
  if (!first) return html``;
  return keptPart(
    pictures,
    'first picture',
    () =>
      html`<section aria-labelledby="picture" class="pupil__picture">
        <h2 class="govuk-visually-hidden" id="picture">Picture</h2>
        ${pictureView(page, first)} ${pictureKey(pictures)}
      </section>`,
  );
}

/** The pictures of the other subjects; what their marks stand for is said at the first. */
export function otherPicturesPart(page: Pictures): Html {
  const { pupil, pictures, labels } = page;
  const [first, ...others] = listedFirst(pupil, pictures);
  if (!first) return html``;
  return keptPart(
    pictures,
    'other pictures',
    () =>
      html`<section aria-labelledby="pictures">
        <h2 class="govuk-heading-m" id="pictures">
          ${others.length > 0 ? 'The other subjects' : 'The picture in numbers'}
        </h2>
        <div class="pictures pictures--pairs">${others.map((one) => pictureView(page, one))}</div>
        ${pictures.map(({ subject, chart }) => numbersOf(page, subject, chart))}
        ${directionNote(
          pictures.map(({ subject }) => subject),
          labels,
        )}
      </section>`,
  );
}

function pictureView({ pupil, labels, runId }: Pictures, { subject, chart, note }: Pictures['pictures'][number]): Html {
  const label = labels.get(subject)?.label ?? subject;
  return html`<figure class="picture chart" data-chart="${label}" data-table="${tableName(label)}">
    <figcaption>
      ${label}${listedSubjects(pupil).has(subject) ? html` <span class="state">why on the list</span>` : ''}
    </figcaption>
    ${pupilImage({ key: pupil.key, subject, run: runId }, `${chart.description} The numbers are in a table on this page.`)}
    ${note ? html`<p class="govuk-body-s quiet">${note}</p>` : ''}
  </figure>`;
}

const tableName = (label: string): string => `${label} in numbers`;

function numbersOf({ pupil, labels, runId }: Pictures, subject: string, chart: Pictures['pictures'][number]['chart']) {
  const label = labels.get(subject)?.label ?? subject;
  const query = { subject, run: runId, kind: 'gap' };
  return html`<div class="numbers">
    ${chartTable(chart.table, tableName(label))}
    <p class="govuk-body-s no-print">
      <a class="govuk-link" href="${address(`/pupils/${pupil.key}/picture`, query)}"
        >${label}: the gap to the middle over time</a
      >
    </p>
  </div>`;
}

/** On paper, where nothing is agreed yet: room to write it by hand. */
function linesPart({ agreement }: PupilPage): Html {
  if (agreement.own?.outcome) return html``;
  return html`<div class="print-only">
    <p>Outcome <span class="line line--long"></span></p>
    <p>What we do <span class="line line--long"></span></p>
    <p>Who <span class="line"></span> By when <span class="line"></span> ☐ parent told</p>
  </div>`;
}
