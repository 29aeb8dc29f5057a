import { darkColours, keySymbols, type GlossaryTerm, type KeyEntry } from '../../../engine/index.ts';
import { html, type Html } from '../html.ts';
import { term } from '../term.ts';

/** What the marks of several pictures stand for, said once for all of them; nothing where there are no pictures. */
export function pictureKey(pictures: readonly { readonly chart: { readonly key?: readonly KeyEntry[] } }[]): Html {
  const entries = new Map(pictures.flatMap(({ chart }) => (chart.key ?? []).map((entry) => [entry.words, entry])));
  if (entries.size === 0) return html``;
  return html`<ul class="key" aria-label="What the pictures show">
    ${[...entries.values()].map((entry) => html`<li>${symbol(entry)} ${termOf(entry.words)}</li>`)}
  </ul>`;
}

/** What each entry means; those of one mark lead to the same place. */
const terms: Readonly<Record<string, GlossaryTerm>> = {
  'test result': 'probable-range',
  'probable range': 'probable-range',
  'middle of the year group': 'middle-of-the-year-group',
  'typical target': 'typical-target',
  'middle half of pupils with the same start': 'fan',
  '9 in 10 of them': 'fan',
};

function termOf(words: string): Html {
  return words in terms ? term(terms[words], words) : html`${words}`;
}

const shapes: Readonly<Record<string, string>> = {
  circle: 'M0.7,0A0.7,0.7,0,1,1,-0.7,0A0.7,0.7,0,1,1,0.7,0Z',
  square: 'M-0.7,-0.7H0.7V0.7H-0.7Z',
  diamond: 'M0,-0.9L0.65,0L0,0.9L-0.65,0Z',
};

/** In both colours: the page shows the one of its ground. */
function symbol({ symbol: name, colour }: KeyEntry): Html {
  const { path, stroked } = keySymbols[name];
  const drawn = (kind: string, of: string) =>
    html`<path
      class="${kind}"
      d="${shapes[path] ?? path}"
      fill="${stroked ? 'none' : of}"
      stroke="${stroked ? of : 'none'}"
      stroke-width="0.28"
    />`;
  return html`<svg class="key__symbol" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true" focusable="false">
    ${drawn('key__light', colour)} ${drawn('key__dark', darkColours[colour] ?? colour)}
  </svg>`;
}
