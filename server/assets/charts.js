/**
 * Charts that respond. Each picture that the server drew is drawn again from the same specification, by Vega with its
 * interpreter: what stands nearest to the pointer is read out, a range drawn over pupils lists them beside it, what is picked
 * in one chart stands out in all, groups are chosen without another page, and the address in the address bar opens the same
 * view. Without this script the picture stands there, with its table under it.
 */
import { drawChart } from './chart-drawing.js';
import { pageView } from './chart-view.js';

const figures = [...document.querySelectorAll('figure[data-chart]')].filter((figure) => figure.querySelector('img'));
const view = pageView(document.querySelector('[data-only]'));
void drawInTurn();

async function drawInTurn() {
  // The first is ready while the others are still on their way.
  for (const [place, figure] of figures.entries())
    await drawChart(figure, view, { hint: place === 0 }).catch(reportError);
  view.open();
}
