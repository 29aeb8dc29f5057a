/**
 * One mark of a chart is in the order of tabs; the arrow keys, Home and End go from mark to mark, and what one stands for is
 * read out. Space picks a pupil as a range drawn over it would; Escape lets go; + and − change the part that is shown.
 */
export function walkMarks(chart) {
  const { box, readout } = chart;
  let current = 0;
  chart.dress = () => dress(chart, current);
  chart.dress();
  const say = (words) => {
    if (readout.textContent !== (words ?? chart.hint)) readout.textContent = words ?? chart.hint;
  };
  chart.pointed = (words) => {
    const place = chart.spoken.find((one) => one.words === words);
    say(words);
    chart.near = place;
    box.classList.toggle('chart__drawing--leads', place?.address !== undefined);
    chart.page.pointAt(chart, place);
  };
  box.addEventListener('focusin', (event) => {
    const stop = event.target.closest('.mark');
    if (!stop) return;
    for (const one of stopsOf(box)) one.classList.toggle('mark--read', one === stop);
    const words = stop.getAttribute('aria-label');
    say(words);
    const place = chart.spoken.find((one) => one.words === words);
    chart.near = place;
    if (place) chart.intoSight?.(place);
    chart.page.pointAt(chart, place);
  });
  box.addEventListener('focusout', () => {
    say();
    for (const one of stopsOf(box)) one.classList.remove('mark--read');
    chart.page.pointAt(chart, undefined);
  });
  box.addEventListener('pointerleave', () => {
    if (!box.contains(document.activeElement)) chart.pointed(undefined);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return chart.page.letGo();
    const stops = stopsOf(box);
    const place = stops.indexOf(document.activeElement);
    if (place < 0) return undefined;
    if (event.key === ' ' && chart.near?.id !== undefined) {
      event.preventDefault();
      return chart.page.toggle(chart.near.id);
    }
    if (event.key === 'Enter' && chart.near?.address) return location.assign(chart.near.address);
    const zoom = { '+': 0.6, '=': 0.6, '-': 1 / 0.6, '−': 1 / 0.6, 0: Infinity }[event.key];
    if (zoom !== undefined && !event.ctrlKey && !event.metaKey) return chart.zoomBy?.(zoom, chart.near);
    const next = {
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: stops.length - 1,
    }[event.key];
    if (next === undefined) return undefined;
    event.preventDefault();
    current = Math.min(stops.length - 1, Math.max(0, next));
    for (const one of stops) one.setAttribute('tabindex', '-1');
    stops[current].setAttribute('tabindex', '0');
    return stops[current].focus();
  });
}

function stopsOf(box) {
  return [...box.querySelectorAll('.mark')];
}

/** What is only drawn is silent: the marks speak, the table has the rest. */
function dress({ box, spoken }, current) {
  const addresses = new Map(spoken.map(({ words, address }) => [words, address]));
  const drawing = box.querySelector('svg');
  drawing.removeAttribute('aria-label');
  const marks = [...drawing.querySelectorAll('[aria-label]')];
  for (const part of [drawing, ...drawing.querySelectorAll('[role], [aria-roledescription]')])
    for (const name of ['role', 'aria-roledescription']) part.removeAttribute(name);
  for (const words of drawing.querySelectorAll('text')) words.setAttribute('aria-hidden', 'true');
  marks.forEach((mark, place) => {
    const address = addresses.get(mark.getAttribute('aria-label'));
    mark.classList.add('mark');
    mark.setAttribute('tabindex', place === Math.min(current, marks.length - 1) ? '0' : '-1');
    mark.setAttribute('role', address === undefined ? 'img' : 'link');
    if (address !== undefined) mark.setAttribute('data-address', address);
  });
}
