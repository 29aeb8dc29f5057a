// A quiet clock, keys to step through a meeting, and a guard for what is typed and not saved. Without this file every step
// is a link or a button, and Enter in a field still saves.

const clock = document.querySelector('[data-seconds-left]');
if (clock) {
  const left = Number(clock.getAttribute('data-seconds-left'));
  const opened = performance.now();
  const show = () => {
    const minutes = Math.ceil((left - (performance.now() - opened) / 1000) / 60);
    const words = minutes < -120 ? 'time is over' : minutes >= 0 ? `${minutes} min left` : `${-minutes} min over`;
    if (clock.textContent !== words) clock.textContent = words;
  };
  show();
  setInterval(show, 5000);
}

const form = document.querySelector('#agree-form');
const says = document.querySelector('#meeting-says');
const written = () => (form ? new URLSearchParams(new FormData(form)).toString() : '');
// A form that comes back unsaved holds text from the start.
const asOpened = form?.hasAttribute('data-unsaved') ? '' : written();
let leaving = false;
const unsaved = () => !leaving && written() !== asOpened;
form?.addEventListener('submit', () => (leaving = true));
window.addEventListener('beforeunload', (event) => {
  if (unsaved()) event.preventDefault();
});

const box = document.querySelector('#keys-on');
const bar = document.querySelector('#keys');
const kept = 'same-start-keys';
bar?.removeAttribute('hidden');
try {
  if (box && localStorage.getItem(kept) === 'off') box.checked = false;
} catch {
  // Where nothing may be stored, keys are on.
}
box?.addEventListener('change', () => {
  try {
    localStorage.setItem(kept, box.checked ? 'on' : 'off');
  } catch {
    // The choice then holds for this page only.
  }
});

/** Letters typed into a field belong to the field. */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target.matches('input') && !['radio', 'checkbox', 'submit', 'button'].includes(target.getAttribute('type'));
}

let asked = '';
document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.repeat) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector('button[name="go"]'));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !box?.checked || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === 'o' && form) {
    event.preventDefault();
    (form.querySelector('input[name="outcome"]:checked') ?? form.querySelector('input[name="outcome"]')).focus();
    return;
  }
  const target = /^[a-z]$/.test(key) ? document.querySelector(`[data-key="${key}"]`) : null;
  if (!target) return;
  event.preventDefault();
  if (unsaved() && asked !== key) {
    asked = key;
    says.textContent = `Not saved yet. Ctrl and Enter saves; ${key.toUpperCase()} once more leaves it.`;
    return;
  }
  leaving = true;
  target.click();
});

// What was not saved is seen and heard first.
document.querySelector('.govuk-error-summary')?.focus();
