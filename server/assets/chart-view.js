import { element } from './element.js';

/**
 * What is picked, pointed at and filtered on the page, for all its charts; kept in the part of the address after #, which no
 * server is sent: a link to it opens the same view, for those who may open the page.
 */
export function pageView(only) {
  const charts = [];
  const kept = new URLSearchParams(location.hash.slice(1));
  let picked = kept.get('picked') ? kept.get('picked').split(',') : null;
  let shown = null;
  let opening = true;
  const page = {
    add(chart) {
      charts.push(chart);
      page.show(chart);
    },
    /** Makes a chart stand as the page does: when it is new, or drawn again. */
    show(chart) {
      set(chart, { picked, shown });
      chart.list?.(picked);
    },
    /** These pupils stand out in every chart; null lets go. */
    pick(ids, range) {
      picked = ids;
      for (const chart of charts) page.show(chart);
      keep({ picked: range || !ids ? null : ids.join(','), range: range ?? null });
    },
    toggle(id) {
      const next = new Set(picked ?? []);
      if (!next.delete(id)) next.add(id);
      for (const chart of charts) chart.clearRange?.();
      page.pick(next.size === 0 ? null : [...next]);
    },
    letGo() {
      for (const chart of charts) chart.clearRange?.();
      page.pick(null);
    },
    isShown: (id) => shown === null || shown.includes(id),
    /** What is pointed at in one chart stands out in the others. */
    pointAt(from, place) {
      for (const chart of charts)
        set(chart, {
          group: place !== undefined && place.id === undefined ? (place.group ?? null) : null,
          ...(chart === from || picked !== null ? {} : { picked: place?.id === undefined ? null : [place.id] }),
        });
    },
    keepZoom: (chart, ends) => keep({ [`zoom ${chart.name}`]: ends }),
    /** Once all charts stand: the range and the parts of the charts that the address asks for. */
    open() {
      opening = false;
      for (const chart of charts) {
        const ends = kept.get(`zoom ${chart.name}`);
        if (ends) chart.zoomTo?.(ends.split(';').map((end) => (end === '' ? null : end.split(',').map(Number))));
      }
      const [name, ...ends] = (kept.get('range') ?? '').split(';');
      const chart = charts.find((one) => one.name === name);
      if (chart) chart.drawRange?.(ends.map((end) => (end === '' ? null : end.split(',').map(Number))));
    },
  };
  if (only) filterBy(only);
  return page;

  function set(chart, signals) {
    const { view, axes } = chart;
    if (axes === undefined) return;
    for (const [name, value] of Object.entries(signals)) view.signal(name, value);
    view.runAsync().then(() => chart.dress?.());
  }

  function filterBy(form) {
    const select = form.querySelector('select');
    const said = element('span', 'quiet', { role: 'status' });
    form.append(said);
    form.hidden = false;
    const choose = () => {
      const option = select.selectedOptions[0];
      const ids = option.dataset.ids;
      shown = ids === undefined ? null : ids.split(' ').filter(Boolean);
      said.textContent = shown === null ? '' : ` ${shown.length} ${shown.length === 1 ? 'pupil' : 'pupils'}`;
      for (const row of document.querySelectorAll('tr[data-id]'))
        row.hidden = shown !== null && !shown.includes(row.dataset.id);
      for (const chart of charts) page.show(chart);
      keep({ only: select.value });
    };
    select.addEventListener('change', choose);
    const asked = kept.get('only');
    if (asked && [...select.options].some(({ value }) => value === asked)) {
      select.value = asked;
      choose();
    }
  }

  function keep(values) {
    if (opening && !('only' in values)) return;
    for (const [name, value] of Object.entries(values)) {
      if (value) kept.set(name, value);
      else kept.delete(name);
    }
    const text = kept.toString();
    history.replaceState(null, '', text === '' ? location.pathname + location.search : `#${text}`);
    for (const link of document.querySelectorAll('a[data-this-view]')) link.href = location.href;
  }
}
