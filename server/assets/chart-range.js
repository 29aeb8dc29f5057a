import { element } from './element.js';

/** A range drawn over the pupils of a chart: who is in it stands in a table beside it. */
export function rangeOver(chart) {
  const { figure, box, page } = chart;
  const beside = element('div', 'chart__picked', { role: 'region', 'aria-label': `Picked in ${chart.name}` });
  box.after(beside);
  figure.classList.add('chart--beside');
  const source = document.querySelectorAll('table:has(tr[data-id])')[0];
  chart.list = (ids) => beside.replaceChildren(...listOf(chart, source, ids));
  chart.list(null);

  let waiting = false;
  chart.ranged = (range) => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      pickRange(chart.view.signal('brush') ?? range);
    });
  };
  const names = () => Object.keys(chart.axes);
  const pickRange = (range) => {
    if (names().some((name) => range?.[name] === undefined)) {
      if (chart.hasRange) page.pick(null);
      chart.hasRange = false;
      return;
    }
    chart.hasRange = true;
    const within = (place) =>
      names().every((name) => place[name] >= Math.min(...range[name]) && place[name] <= Math.max(...range[name]));
    const ids = chart.spoken.filter((place) => place.id !== undefined && within(place)).map(({ id }) => id);
    const ends = ['x', 'y'].map((name) => (range[name] ?? []).map((end) => Math.round(10 * end) / 10).join(','));
    page.pick([...new Set(ids)], [chart.name, ...ends].join(';'));
  };
  chart.clearRange = () => {
    if (!chart.hasRange) return;
    chart.hasRange = false;
    for (const name of names()) chart.view.signal(`brush_${name}_1`, [0, 0]);
    chart.view.runAsync();
  };
  chart.drawRange = async (ends) => {
    for (const [place, name] of ['x', 'y'].entries()) {
      if (!names().includes(name) || !ends[place]) continue;
      const scale = chart.view.scale(name);
      chart.view.signal(
        `brush_${name}_1`,
        ends[place].map((end) => scale(end)),
      );
    }
    await chart.view.runAsync();
  };
  // A click beside a pupil opens the pupil's page; the end of a range is no click.
  let started = null;
  box.addEventListener('pointerdown', ({ clientX, clientY }) => (started = [clientX, clientY]));
  chart.isClick = ({ clientX, clientY }) =>
    started === null || Math.hypot(clientX - started[0], clientY - started[1]) < 5;
}

function listOf({ name, page, readout }, source, ids) {
  if (ids === null)
    return [
      element(
        'p',
        'quiet no-print',
        {},
        'Draw over the chart to list the pupils there. By keyboard: Space picks a pupil, Escape lets go.',
      ),
    ];
  const rows = [...(source?.querySelectorAll('tr[data-id]') ?? [])].filter(
    ({ dataset }) => ids.includes(dataset.id) && page.isShown(dataset.id),
  );
  const clear = element('button', 'plain no-print', { type: 'button' }, 'Let go');
  clear.addEventListener('click', () => {
    page.letGo();
    readout.textContent = '';
  });
  const count = `${rows.length} ${rows.length === 1 ? 'pupil' : 'pupils'}`;
  const head = element('p', 'chart__count', { role: 'status' }, `${count} `, clear);
  if (rows.length === 0) return [head];
  const table = element('table', 'govuk-table');
  table.append(element('caption', 'govuk-visually-hidden', {}, `Pupils picked in ${name}`));
  table.append(source.tHead.cloneNode(true));
  table.append(element('tbody', '', {}, ...rows.map((row) => withoutMark(row.cloneNode(true)))));
  const wide = element('div', 'wide', { tabindex: '0', role: 'region', 'aria-label': `Pupils picked, ${name}` }, table);
  return [head, wide];
}

function withoutMark(row) {
  row.removeAttribute('data-id');
  return row;
}
