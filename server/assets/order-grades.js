// An order of grades stays one: picking a grade that stands in another place puts the one that was here there. Grades can be
// dragged too. Without this file each place is a list of its own, and the server says where a grade was picked twice.

for (const list of document.querySelectorAll('[data-grades]')) {
  const selects = [...list.querySelectorAll('select')];
  const radio = list.parentElement.querySelector('input[value="order"]');
  const chooser = list.parentElement.querySelector('select[data-order]');
  let values = selects.map(({ value }) => value);
  const put = (next) => {
    values = next;
    selects.forEach((select, place) => (select.value = values[place]));
    if (radio) radio.checked = true;
    if (chooser) chooser.value = 'order';
  };
  for (const [place, select] of selects.entries()) {
    select.addEventListener('change', () => {
      const next = [...values];
      const other = values.indexOf(select.value);
      if (select.value !== '' && other >= 0 && other !== place) next[other] = values[place];
      next[place] = select.value;
      put(next);
    });
    const item = select.closest('li');
    item.draggable = true;
    item.addEventListener('dragstart', (event) => event.dataTransfer.setData('text/plain', String(place)));
    item.addEventListener('dragover', (event) => event.preventDefault());
    item.addEventListener('drop', (event) => {
      event.preventDefault();
      const from = Number.parseInt(event.dataTransfer.getData('text/plain'), 10);
      if (Number.isNaN(from) || from === place) return;
      const next = [...values];
      next.splice(place, 0, ...next.splice(from, 1));
      put(next);
    });
  }
}
