import type { ListedPupil, SubjectLabel } from '../../../runs/pupils/listed-pupils.ts';
import type { Told } from '../../../runs/pupils/pupil-told.ts';
import type { DiscussionContent } from '../../../records/discussions/discussions.ts';
import { agreedLine } from '../../../html/pupils/agreed-line.ts';
import { directionNote } from '../../../html/pupils/direction-note.ts';
import { html, type Html } from '../../../html/html.ts';
import { listedFirst } from '../../../runs/pupils/listed-subjects.ts';
import { footSentence } from '../../../html/layout-view.ts';
import { pupilImage } from '../../../html/pictures/pupil-image.ts';
import { pictureKey } from '../../../html/pictures/picture-key.ts';
import { address } from '../../../html/address.ts';

export interface OnePupilPage extends Told {
  readonly pupil: ListedPupil;
  readonly runId: string;
  readonly heading: string;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly strongest: string;
  /** What is known and agreed; empty texts where nothing is. */
  readonly content: DiscussionContent;
}

/**
 * For a projector: this pupil only, large, with no list, no search and no other name. Notes on health and family, and the
 * safeguarding tick, are not on it: a wall is not the place.
 */
export function onePupilView(page: OnePupilPage): Html {
  const { pupil, runId, heading, labels, inShort, pictures, content } = page;
  const name = pupil.name.forename || 'This pupil';
  const first = listedFirst(pupil, pictures);
  return html`<h1 class="wall__name">${name} <span class="wall__when">${heading}</span></h1>
    <div class="wall__body">
      <div>
        <section aria-labelledby="can-do">
          <h2 class="wall__heading" id="can-do">Can do</h2>
          <p class="wall__text">
            ${content.can_do ? html`“${content.can_do}”` : 'What does the class teacher see going well?'}${page.strongest ? html` Strongest tested area: ${page.strongest}.` : ''}
          </p>
          ${content.pupil_says ? html`<p class="wall__text">${name} says: “${content.pupil_says}”</p>` : ''}
          ${content.home_says ? html`<p class="wall__text">Home says: “${content.home_says}”</p>` : ''}
        </section>
        <section aria-labelledby="short">
          <h2 class="wall__heading" id="short">In short</h2>
          ${
            inShort.length === 0
              ? html`<p class="wall__text">There is no result in these windows.</p>`
              : html`<ul class="wall__list">
                  ${inShort.map(({ sentence, met }) => html`<li>${met ? html`<strong>${sentence}</strong>` : sentence}</li>`)}
                </ul>`
          }
        </section>
        ${
          content.outcome
            ? html`<section aria-labelledby="agreed">
                <h2 class="wall__heading" id="agreed">Agreed</h2>
                <p class="wall__text">${agreedLine(content)}</p>
              </section>`
            : ''
        }
      </div>
      <div>
        <div class="wall__pictures">
          ${first.map(
            ({ subject, chart, note }) =>
              html`<figure class="picture">
                <figcaption class="wall__heading">${labels.get(subject)?.label ?? subject}</figcaption>
                ${pupilImage({ key: pupil.key, subject, run: runId }, chart.description)}
                ${note ? html`<p class="govuk-body-s quiet">${note}</p>` : ''}
              </figure>`,
          )}
        </div>
        ${pictureKey(first)}
        ${directionNote(
          first.map(({ subject }) => subject),
          labels,
        )}
      </div>
    </div>
    <p class="wall__foot">${footSentence}</p>
    <p class="wall__foot no-print">
      <a class="govuk-link" href="${address(`/pupils/${pupil.key}`, { run: runId })}">Close this view</a>
    </p>`;
}
