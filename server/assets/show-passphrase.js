// Long passphrases are easier to type where they can be read: each box gets a button that shows it. Without scripts, no button.
for (const box of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'govuk-button govuk-button--secondary show-passphrase';
  const say = (shown) => {
    box.type = shown ? 'text' : 'password';
    button.textContent = shown ? 'Hide' : 'Show';
    button.setAttribute('aria-label', `${shown ? 'Hide' : 'Show'} ${box.labels[0].textContent.toLowerCase()}`);
  };
  say(false);
  button.setAttribute('aria-controls', box.id);
  button.addEventListener('click', () => say(box.type === 'password'));
  // Browsers keep what was typed as text in their history of forms: it is hidden again before it is sent.
  box.form.addEventListener('submit', () => say(false));
  box.after(button);
  box.classList.add('shown-with-button');
}
