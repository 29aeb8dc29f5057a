import { element } from './element.js';

/** Under each chart: a part of it made larger, files of it, paper, and a link to the page as it stands. */
export function chartTools(chart) {
  const { box, axes } = chart;
  const tools = element('p', 'chart__tools no-print', { role: 'group', 'aria-label': `${chart.name}: zoom and save` });
  const button = (words, act, told = words) => {
    const one = element('button', 'plain', { type: 'button', 'aria-label': `${told}: ${chart.name}` }, words);
    one.addEventListener('click', act);
    tools.append(one, ' ');
  };
  if (Object.keys(axes).length > 0) {
    makeLarger(chart);
    button('Zoom in', () => chart.zoomBy(0.6));
    button('Zoom out', () => chart.zoomBy(1 / 0.6));
    button('Whole chart', () => chart.zoomBy(Infinity));
  }
  const file = (ending) => `${chart.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.${ending}`;
  button(
    'PNG',
    async () => {
      const canvas = await (await chart.onPaper()).toCanvas(2);
      canvas.toBlob((blob) => save(blob, file('png')));
    },
    'Save as PNG',
  );
  button(
    'SVG',
    async () => save(new Blob([await (await chart.onPaper()).toSVG()], { type: 'image/svg+xml' }), file('svg')),
    'Save as SVG',
  );
  if (chart.numbers)
    button('CSV', () => save(new Blob([csvOf(chart.numbers)], { type: 'text/csv' }), file('csv')), 'Save as CSV');
  button('Print', () => print());
  tools.append(element('a', 'govuk-link', { href: location.href, 'data-this-view': '' }, 'Link to this view'));
  const caption = chart.figure.querySelector('figcaption');
  // Before what is read out: a button must not move away from under the pointer.
  if (!caption) chart.readout.before(tools);
  // Where a page has several pictures on one screen, they stand behind a word beside the name.
  else
    caption.append(
      element('details', 'chart__more no-print', {}, element('summary', '', {}, 'Zoom, save, print'), tools),
    );
  box.addEventListener('click', (event) => {
    if (event.target.closest('a') || !chart.near?.address || (chart.isClick && !chart.isClick(event))) return;
    const { x, y } = placeOf(chart, chart.near);
    const { left, top } = box.querySelector('svg').getBoundingClientRect();
    const [originX, originY] = chart.view.origin();
    // Only close by: a click into the empty part of a chart leads nowhere.
    if (Math.hypot(event.clientX - left - originX - x, event.clientY - top - originY - y) < 28)
      open(chart.near.address, event.ctrlKey || event.metaKey ? '_blank' : '_self');
  });
}

function placeOf({ view }, place) {
  const at = (name) => {
    const scale = view.scale(name);
    return scale(place[name]) + (scale.bandwidth ? scale.bandwidth() / 2 : 0);
  };
  return { x: at('x'), y: at('y') };
}

function makeLarger(chart) {
  const { box, page } = chart;
  const names = () => Object.keys(chart.axes);
  const endsOf = (name) => chart.view.signal(`zoom_${name}`) ?? chart.axes[name];
  const zoomTo = (ends) => {
    names().forEach((name) => chart.view.signal(`zoom_${name}`, ends[['x', 'y'].indexOf(name)] ?? null));
    chart.view.runAsync().then(() => chart.dress());
    const told = ['x', 'y'].map((name, place) =>
      names().includes(name) && ends[place] ? ends[place].map((end) => Math.round(10 * end) / 10).join(',') : '',
    );
    page.keepZoom(chart, told.every((end) => end === '') ? null : told.join(';'));
  };
  chart.zoomTo = zoomTo;
  chart.zoomBy = (factor, about = chart.near) => {
    const range = chart.hasRange && factor < 1 ? chart.view.signal('brush') : null;
    zoomTo(
      ['x', 'y'].map((name) => {
        if (!names().includes(name) || factor === Infinity) return null;
        const [least, most] = chart.axes[name];
        if (range) return [Math.max(least, Math.min(...range[name])), Math.min(most, Math.max(...range[name]))];
        const [low, high] = endsOf(name);
        const span = Math.min(most - least, factor * (high - low));
        if (span >= most - least) return null;
        const middle = about === undefined ? (low + high) / 2 : about[name];
        const start = Math.min(most - span, Math.max(least, middle - span / 2));
        return [start, start + span];
      }),
    );
    if (range) page.letGo();
  };
  /** Somebody walks to a mark that lies outside the part that is shown: that part goes along. */
  chart.intoSight = (place) => {
    const outside = names().some((name) => place[name] < endsOf(name)[0] || place[name] > endsOf(name)[1]);
    if (outside) chart.zoomBy(1, place);
  };
  box.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      chart.zoomBy(event.deltaY < 0 ? 0.8 : 1.25);
    },
    { passive: false },
  );
}

function save(blob, name) {
  const link = element('a', '', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The table under the chart as it stands, filtered rows left out; a spreadsheet is given no formula. */
function csvOf(numbers) {
  const rows = [...numbers.querySelectorAll('tr')].filter((row) => !row.hidden);
  const cell = (words) => {
    const plain = words.trim().replaceAll(/\s+/g, ' ');
    const safe = /^[=+\-@]/.test(plain) ? `'${plain}` : plain;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = rows.map((row) => [...row.cells].map(({ textContent }) => cell(textContent)).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
