import { html, type Html } from '../html.ts';

const places = {
  results: ['Results', (key: string) => `/pupils/${key}`],
  register: ['Register', (key: string) => `/register/${key}`],
  plans: ['Plans', (key: string) => `/plans/${key}`],
  teaching: ['What works', (key: string) => `/register/${key}/teaching`],
  areas: ['Other areas', (key: string) => `/pupils/${key}/areas`],
  targets: ['Targets', (key: string) => `/targets/${key}`],
  higher: ['Higher level', (key: string) => `/register/${key}/higher`],
  agencies: ['Agencies', (key: string) => `/register/${key}/agencies`],
  story: ['Case story', (key: string) => `/pupils/${key}/case-story`],
} as const;
export type PupilPlace = keyof typeof places;

/** Places of those who keep the register. */
const keepers: ReadonlySet<PupilPlace> = new Set(['higher', 'agencies']);

/** The pages about one pupil, the same row on each of them; the one that is open is marked. */
export function pupilLinks(
  key: string,
  { here, mayKeep }: { readonly here: PupilPlace; readonly mayKeep: boolean },
): Html {
  const shown = (Object.keys(places) as PupilPlace[]).filter((place) => mayKeep || !keepers.has(place));
  return html`<nav class="no-print" aria-label="Pages about this pupil">
    <ul class="actions govuk-body">
      ${shown.map((place) =>
        place === here
          ? html`<li><strong aria-current="page">${places[place][0]}</strong></li>`
          : html`<li><a class="govuk-link" href="${places[place][1](key)}">${places[place][0]}</a></li>`,
      )}
    </ul>
  </nav>`;
}
