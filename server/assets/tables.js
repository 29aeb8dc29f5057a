/**
 * Tables that sort and narrow without the page loading anew: the same addresses, asked for in the background, of which the part
 * `[data-table]` is put in place. Without this script they are links and a form. Whatever fails opens the page itself.
 */
document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-table] a.sorts');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void show(link.href, (table) =>
    table.querySelector(`a.sorts[data-sorts="${CSS.escape(link.dataset.sorts)}"]`)?.focus(),
  );
});

document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-narrows]');
  if (form) narrow(form);
  const every = event.target.closest('[data-choose-all]');
  if (every) chooseAll(every);
});

document.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-narrows]');
  if (!form) return;
  event.preventDefault();
  narrow(form);
});

window.addEventListener('popstate', () => location.reload());

function narrow(form) {
  const chosen = [...new FormData(form)].filter(([, value]) => value !== '');
  void show(`${form.getAttribute('action')}?${new URLSearchParams(chosen)}`, () => undefined);
}

/** The newest question wins where answers come out of turn. */
let asked = 0;

async function show(address, then) {
  const turn = ++asked;
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (turn !== asked) return;
    const focused = document.activeElement?.id;
    const [now, next] = [document, page].map((one) => one.querySelector('[data-table]'));
    if (!now || !next) throw new Error('no table');
    now.replaceWith(document.adoptNode(next));
    history.pushState(null, '', address);
    reveal(document);
    if (focused) document.getElementById(focused)?.focus();
    then(document.querySelector('[data-table]'));
  } catch {
    location.assign(address);
  }
}

function chooseAll(every) {
  // The boxes of a form, some of which stand elsewhere in the page.
  for (const box of every.form.elements) if (box.type === 'checkbox' && box.name !== '') box.checked = every.checked;
}

/** The box that chooses all is of no use without the script, so it is only now there. */
function reveal(root) {
  for (const every of root.querySelectorAll('[data-choose-all]')) every.closest('[hidden]')?.removeAttribute('hidden');
}
reveal(document);
