/**
 * Charts that answer: the drawing the server made is put into the page itself, its marks can be pointed at or walked with the
 * arrow keys, and each says in words what it stands for; one that leads to a page is a link. Without this script the same
 * drawing stands there as a picture, with its table under it.
 */
for (const figure of document.querySelectorAll('figure[data-chart]')) {
  const picture = figure.querySelector('picture');
  const image = figure.querySelector('img');
  if (picture && image) enliven(figure, picture, image).catch(() => undefined);
}

async function enliven(figure, picture, image) {
  const address = matchMedia('(max-width: 40em)').matches ? figure.querySelector('source').srcset : image.src;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const drawing = drawingOf(await answer.text(), image.alt);
  const marks = drawing ? [...drawing.querySelectorAll('[aria-label]')] : [];
  if (!drawing || marks.length === 0) return;
  const readout = document.createElement('p');
  readout.className = 'readout no-print';
  readout.setAttribute('role', 'status');
  // Said once a page.
  const hint =
    figure === document.querySelector('figure[data-chart]')
      ? 'Point at a mark, or press Tab and the arrow keys, to read it.'
      : '';
  readout.textContent = hint;
  picture.replaceWith(drawing);
  figure.append(readout);
  walk(drawing, marks, readout, hint);
}

let drawings = 0;

/** The drawing as an element of this page; names of clips are made its own, because several drawings share the page. */
function drawingOf(text, label) {
  drawings += 1;
  const own = text.replaceAll(/(id="|url\(#)/g, `$1chart${drawings}-`);
  const parsed = new DOMParser().parseFromString(own, 'image/svg+xml').documentElement;
  if (parsed.localName !== 'svg') return null;
  const drawing = document.importNode(parsed, true);
  drawing.setAttribute('role', 'group');
  drawing.setAttribute('aria-label', label);
  // What is only drawn is silent: the marks speak, the table has the rest.
  for (const part of drawing.querySelectorAll('[role], [aria-roledescription]'))
    for (const name of ['role', 'aria-roledescription']) part.removeAttribute(name);
  for (const words of drawing.querySelectorAll('text')) words.setAttribute('aria-hidden', 'true');
  return drawing;
}

/** One mark is in the order of tabs; the arrow keys, Home and End go from mark to mark. */
function walk(drawing, marks, readout, hint) {
  const stops = marks.map((mark) => {
    const link = mark.closest('a');
    mark.setAttribute('role', 'img');
    if (!link) return mark;
    link.setAttribute('href', link.getAttribute('xlink:href') ?? link.getAttribute('href'));
    link.setAttribute('aria-label', mark.getAttribute('aria-label'));
    mark.removeAttribute('aria-label');
    mark.removeAttribute('role');
    return link;
  });
  stops.forEach((stop, place) => {
    stop.setAttribute('tabindex', place === 0 ? '0' : '-1');
    stop.classList.add('mark');
  });
  const say = (stop) => {
    for (const one of stops) one.classList.toggle('mark--read', one === stop);
    readout.textContent = stop ? stop.getAttribute('aria-label') : hint;
  };
  const go = (place) => {
    for (const one of stops) one.setAttribute('tabindex', '-1');
    stops[place].setAttribute('tabindex', '0');
    stops[place].focus();
  };
  for (const [type, heard] of [
    ['pointerover', say],
    ['focusin', say],
  ])
    drawing.addEventListener(type, (event) => {
      const stop = event.target instanceof Element ? event.target.closest('.mark') : null;
      if (stop) heard(stop);
    });
  drawing.addEventListener('pointerleave', () => say(stops.find((stop) => stop === document.activeElement)));
  drawing.addEventListener('focusout', () => say(undefined));
  drawing.addEventListener('keydown', (event) => {
    const place = stops.indexOf(document.activeElement);
    if (place < 0) return;
    const next = {
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      Home: 0,
      End: stops.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(Math.min(stops.length - 1, Math.max(0, next)));
  });
}
