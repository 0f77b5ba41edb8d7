/** Alone, so that a form loads one script: what else a page needs comes after the first paint. */
const data = JSON.parse(document.getElementById('data')!.textContent) as { messages: Record<string, string> };

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-shows]')) {
  const input = document.getElementById(button.dataset['shows']!) as HTMLInputElement;
  button.hidden = false;
  button.addEventListener('click', () => {
    const isShown = input.type === 'password';
    input.type = isShown ? 'text' : 'password';
    button.textContent = data.messages[isShown ? 'form.hide_password' : 'form.show_password'] ?? '';
    button.setAttribute('aria-pressed', String(isShown));
    input.focus();
  });
}
document.getElementById('refused')?.focus();
new PerformanceObserver((paints, observer) => {
  if (paints.getEntriesByName('first-contentful-paint').length === 0) return;
  observer.disconnect();
  void import('../browser/waiting.js').then(({ watch }) => watch());
}).observe({ type: 'paint', buffered: true });

if ('PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential)
  for (const place of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
    place.hidden = false;
    place.addEventListener(place instanceof HTMLFormElement ? 'submit' : 'click', (event) => {
      event.preventDefault();
      void import('../browser/passkeys.js').then(({ passkeys }) => passkeys(place));
    });
  }
