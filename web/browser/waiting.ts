import { runCountdowns } from './countdowns.js';
import { messageOf } from './data.js';

const A_SECOND_MS = 1_000;

/** What can happen while somebody looks at any page: time runs out, and the line breaks. */
export function watch(): void {
  runCountdowns();
  document.querySelectorAll<HTMLElement>('[data-retry]').forEach(countDown);
  showOffline();
}

/** A bar while the device is without a network. */
function showOffline(): void {
  const bar = document.createElement('p');
  bar.className = 'notice warn offline';
  bar.role = 'alert';
  bar.textContent = messageOf('frame.offline');
  const tell = () => (navigator.onLine ? bar.remove() : document.body.append(bar));
  for (const name of ['online', 'offline']) addEventListener(name, tell);
  tell();
}

/** The seconds in what a refusal says, until it is worth another try. */
function countDown(place: HTMLElement): void {
  const seconds = place.dataset['retry']!;
  const [words, began] = [place.textContent, performance.now()];
  const tick = () => {
    const left = Math.max(0, Math.ceil(Number(seconds) - (performance.now() - began) / A_SECOND_MS));
    place.textContent = words.replace(seconds, String(left));
    if (left > 0) setTimeout(tick, A_SECOND_MS);
    else tryAgain();
  };
  tick();
}

/** Where nothing that was typed is lost by it, and as soon as somebody looks. */
function tryAgain(): void {
  if (document.hidden) document.addEventListener('visibilitychange', tryAgain, { once: true });
  else document.querySelector<HTMLElement>('[data-again]')?.click();
}
