import { levelWords } from '../../../engine/index.ts';
import type { SubjectEvidence } from '../../runs/pupils/pupil-evidence.ts';
import { html, type Html } from '../../html/html.ts';

const width = 220;

/** How the pupil moved in a subject, and beside it where the pupil stands: a line of the class sheet. */
export function subjectBar(
  evidence: SubjectEvidence,
  middle: number,
  { label, initial }: { readonly label: string; readonly initial: string },
): Html {
  return html`<div class="sheet__bar">
    <span>${initial}</span>${growthBar(evidence, middle, label)}
    <span class="sheet__level">${levelWords([evidence.growth?.position ?? Number.NaN])}</span>
  </div>`;
}

/**
 * The growth percentile as a band, never a bare number: probable range as a bar, result as a dot, middle pupil of the class
 * as a diamond. Shapes alone carry it, so that it reads in black and white.
 */
function growthBar({ growth }: SubjectEvidence, middle: number, label: string): Html {
  const result = growth?.growth_percentile_true ?? null;
  const [low, high] = [growth?.growth_percentile_true_low ?? null, growth?.growth_percentile_true_high ?? null];
  if (low === null || result === null || high === null) return html`<span class="quiet">no comparison</span>`;
  const x = (percentile: number) => 4 + (percentile / 100) * (width - 8);
  const at = (percentile: number) => x(percentile).toFixed(1);
  return html`<svg
    class="bar"
    role="img"
    viewBox="0 0 ${width} 16"
    aria-label="${label}: a bar from slower to faster than pupils with the same start; the result is ${side(low, high)}"
  >
    <line class="bar__axis" x1="4" x2="${width - 4}" y1="8" y2="8" />
    <line class="bar__half" x1="${at(50)}" x2="${at(50)}" y1="1" y2="15" />
    <rect class="bar__range" x="${at(low)}" y="5" width="${Math.max(1, x(high) - x(low)).toFixed(1)}" height="6" />
    <circle class="bar__dot" cx="${at(result)}" cy="8" r="4" />
    ${Number.isNaN(middle) ? '' : html`<path class="bar__middle" d="M${at(middle)} 1.5l5 6.5l-5 6.5l-5 -6.5z" />`}
  </svg>`;
}

function side(low: number, high: number): string {
  if (high < 50) return 'in the slower half';
  return low > 50 ? 'in the faster half' : 'around the middle';
}
