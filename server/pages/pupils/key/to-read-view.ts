import { yearGroupWords } from '../../../../engine/index.ts';
import { stateTag } from '../../../html/pupils/state-tag.ts';
import { html, type Html } from '../../../html/html.ts';
import { term } from '../../../html/term.ts';
import { classPart, pastLine } from './background-view.ts';
import { pupilLevels } from '../../../runs/pupils/pupil-level.ts';
import { questionsPart } from './questions-view.ts';
import { firstPicturePart, inShortPart, otherPicturesPart } from './view.ts';
import type { PupilPage } from './facts.ts';
import { strongestSubject } from '../../../runs/pupils/strongest-subject.ts';
import { sectionWords } from '../../../html/words.ts';
import { address } from '../../../html/address.ts';

/** What of a pupil's page comes from the results. */
export type PupilToRead = Pick<
  PupilPage,
  | 'heading'
  | 'runId'
  | 'pupil'
  | 'labels'
  | 'inShort'
  | 'listedNotes'
  | 'pictures'
  | 'words'
  | 'classPattern'
  | 'classLines'
  | 'past'
>;

/** A pupil's page without anything to fill in, and without what people wrote. */
export function pupilToReadView(page: PupilToRead): Html {
  return html`${topPart(page)}
    <div class="pupil__first">${inShortPart(page)} ${firstPicturePart(page)}</div>
    ${questionsPart(page)} ${otherPicturesPart(page)}
    <section aria-labelledby="else">
      <h2 class="govuk-heading-m" id="else">The class</h2>
      ${classPart(page)}
    </section>
    <section aria-labelledby="history">
      <h2 class="govuk-heading-m" id="history">History</h2>
      ${pastLine(page)}
    </section>`;
}

function topPart({ pupil, heading, labels }: PupilToRead): Html {
  const { row, name, key } = pupil;
  const [school, className] = [row.school, row.class ?? ''];
  const section = row.section;
  const strongest = strongestSubject(pupil, labels);
  return html`<div class="pupil-top">
      <h1 class="govuk-heading-l">${name.short}</h1>
      <p class="govuk-body">${[className, yearGroupWords(row.year_group), school].filter(Boolean).join(' · ')}</p>
    </div>
    <p class="govuk-body pupil-place">
      <strong>${sectionWords[section][0]}</strong> ${stateTag(row)} · ${term('level', 'level')}:
      ${pupilLevels(pupil, labels)} · ${heading} ·
      <a class="govuk-link" href="/pupils/${key}/why"
        >Why is ${name.forename || name.full} ${section === 'not-listed' ? 'not listed' : 'here'}?</a
      >
    </p>
    <nav class="pupil-nav govuk-body no-print" aria-label="Back to the list">
      <a class="govuk-link" href="${address('/agenda', { school, class: className })}"
        >The list of ${className || school}</a
      >
    </nav>
    ${strongest ? html`<p class="govuk-body">Strongest tested area: ${strongest}</p>` : ''}`;
}
