// oxlint-disable-next-line import/no-unassigned-import -- it is for any page, and puts itself among the globals
import './vega.js';
import { expressionInterpreter } from './vega-interpreter.js';
import { element } from './element.js';
import { chartTools } from './chart-tools.js';
import { rangeOver } from './chart-range.js';
import { walkMarks } from './chart-walk.js';

const { vega } = globalThis;
const dark = matchMedia('(prefers-color-scheme: dark)');
const phone = matchMedia('(max-width: 40em)');

/** Room for the names beside a chart of pupils, and the screen from which they stand beside it, pixels. */
const besideWidth = 330;
const besideFrom = 900;

/** Draws one chart in the place of its picture and ties it to the view of the page. */
export async function drawChart(figure, page, { hint }) {
  const image = figure.querySelector('img');
  const picture = figure.querySelector('picture');
  const chart = {
    figure,
    page,
    name: figure.dataset.chart,
    description: image.alt,
    numbers: numbersOf(figure),
    address: image.src,
  };
  chart.box = element('div', 'chart__drawing');
  chart.readout = element('p', 'readout no-print', { role: 'status' });
  const short = figure.dataset.table ? 'Point anywhere, or Tab and arrow keys, to read it.' : '';
  chart.hint = hint ? short || 'Point anywhere in a chart, or press Tab and the arrow keys, to read it.' : '';
  chart.readout.textContent = chart.hint;
  await draw(chart, (node) => {
    picture.replaceWith(node);
    node.after(chart.readout);
  });
  if (chart.spoken.some(({ id }) => id !== undefined)) rangeOver(chart);
  chart.onPaper = () => onPaper(chart);
  chartTools(chart);
  walkMarks(chart);
  page.add(chart);
  figure.dataset.ready = String(Math.round(performance.now()));
  for (const change of [dark, phone]) change.addEventListener('change', () => void drawAgain(chart).catch(reportError));
  let width = figure.clientWidth;
  new ResizeObserver(() => {
    if (Math.abs(figure.clientWidth - width) < 40) return;
    width = figure.clientWidth;
    drawAgain(chart).catch(reportError);
  }).observe(figure);
}

/** The table under the chart, or where the page says it stands. */
function numbersOf({ dataset, parentElement }) {
  const named = (name) => `[data-numbers="${CSS.escape(name)}"]`;
  return dataset.table
    ? document.querySelector(named(dataset.table))
    : parentElement.querySelector(named(`Numbers: ${dataset.chart}`));
}

async function drawAgain(chart) {
  chart.view.finalize();
  await draw(chart, () => undefined);
  chart.dress();
  chart.page.show(chart);
}

/** What there is to draw is asked for in the width there is. */
async function draw(chart, place) {
  const answer = await fetch(addressOf(chart, { theme: dark.matches }));
  if (!answer.ok) throw new Error(`no chart: ${answer.status}`);
  const { spec, spokenIn, axes } = await answer.json();
  const spoken = spec.data.find(({ name }) => name === spokenIn)?.values ?? [];
  Object.assign(chart, { spoken, axes });
  chart.box.replaceChildren();
  chart.box.classList.toggle('chart__drawing--dark', dark.matches);
  place(chart.box);
  chart.view = viewOf(spec, { renderer: 'svg', container: chart.box });
  await chart.view.runAsync();
  fit(chart);
  chart.box.setAttribute('role', 'group');
  chart.box.setAttribute('aria-label', chart.description);
  chart.box.removeAttribute('aria-roledescription');
  if (spoken.length > 0) chart.view.addSignalListener('near', (_name, near) => chart.pointed?.(near?.words?.[0]));
  if (spoken.some(({ id }) => id !== undefined))
    chart.view.addSignalListener('brush', (_name, range) => chart.ranged?.(range));
}

/** The chart on white paper, for a file, as it stands on the page; nothing is drawn on the page. */
async function onPaper(chart) {
  const answer = await fetch(addressOf(chart, { theme: false }));
  const { spec } = await answer.json();
  const view = viewOf(spec, { renderer: 'none' });
  for (const name of ['picked', 'group', 'shown', 'zoom_x', 'zoom_y'])
    if (name in view.getState().signals) view.signal(name, chart.view.signal(name));
  await view.runAsync();
  return view;
}

function addressOf({ address, figure, spoken }, { theme }) {
  const own = new URL(address);
  const beside = figure.clientWidth >= besideFrom && (spoken ?? [{ id: '' }]).some(({ id }) => id !== undefined);
  const room = figure.clientWidth - (beside ? besideWidth : 0);
  own.searchParams.set('form', 'vega');
  own.searchParams.set('width', String(Math.max(200, Math.floor(room))));
  if (phone.matches) own.searchParams.set('narrow', '1');
  if (theme) own.searchParams.set('dark', '1');
  return own;
}

function viewOf(spec, settings) {
  const runtime = vega.parse(spec, undefined, { ast: true });
  return new vega.View(runtime, {
    ...settings,
    expr: expressionInterpreter,
    loader: ownPagesOnly,
    logLevel: vega.None,
  });
}

/** Long names beside the plot leave it less room than was thought. */
function fit({ box, view, figure }) {
  const svg = box.querySelector('svg');
  const room = box.clientWidth || figure.clientWidth;
  const over = Math.ceil(svg.getBoundingClientRect().width - room);
  if (over > 0 && view.width() - over > 120) view.width(view.width() - over).run();
}

const refuse = (address) => Promise.reject(new Error(`A chart may not load anything; it asked for ${address}.`));
const ownPage = /^\/(?![/\\])/;
const ownPagesOnly = {
  load: refuse,
  http: refuse,
  file: refuse,
  sanitize: (address, { context } = {}) =>
    context === 'href' ? Promise.resolve({ href: ownPage.test(address) ? address : '#' }) : refuse(address),
};
