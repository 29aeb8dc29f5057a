// Asks how far the work is, twice a second at first and less often later; when it is done, the page is opened again.
const part = document.querySelector('[data-progress]');
const step = part?.querySelector('[data-step]');

/** @param {number} waited milliseconds so far */
async function ask(waited) {
  try {
    const answer = await fetch(part.dataset.progress, { cache: 'no-store' });
    if (!answer.ok) return location.reload();
    const told = await answer.json();
    if (told.state !== part.dataset.state) return location.reload();
    // A reader of the screen is told of a new step once, not twice a second.
    if (told.step && step.textContent !== told.step) step.textContent = told.step;
  } catch {
    step.textContent = 'The server does not answer at the moment; asking again.';
  }
  askAfter(Math.min(4000, 500 + waited / 10), waited + 500);
}

function askAfter(pause, waited) {
  setTimeout(() => void ask(waited), pause);
}

if (part && step) askAfter(400, 0);
