import { messageOf } from '../browser/data.js';

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-shows]')) {
  const input = document.getElementById(button.dataset['shows']!) as HTMLInputElement;
  button.hidden = false;
  button.addEventListener('click', () => {
    const isShown = input.type === 'password';
    input.type = isShown ? 'text' : 'password';
    button.textContent = messageOf(isShown ? 'form.hide_password' : 'form.show_password');
    button.setAttribute('aria-pressed', String(isShown));
    input.focus();
  });
}
document.getElementById('refused')?.focus();
