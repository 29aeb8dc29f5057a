import type { SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import { html, type Html } from '../html.ts';

/** Which way a measure runs, said once in small text. */
export function directionNote(subjects: readonly string[], labels: ReadonlyMap<string, SubjectLabel>): Html {
  const notes = subjects.map((subject) => labels.get(subject)?.direction ?? '').filter(Boolean);
  return notes.length === 0 ? html`` : html`<p class="govuk-body-s quiet">${notes.join(' ')}</p>`;
}
