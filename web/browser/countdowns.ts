import { clockOf } from '../lib/time.js';

const TICK_MS = 1_000;

/** Lets countdowns run by how long the page has been there, whatever the device's clock says. */
export function runCountdowns(): void {
  const began = performance.now();
  const all = [...document.querySelectorAll<HTMLElement>('[data-countdown]')];
  const tick = () => {
    const running = all.filter((place) => {
      const left = Number(place.dataset['countdown']) - (performance.now() - began);
      place.textContent = left > 0 ? clockOf(left) : (place.dataset['over'] ?? '');
      return left > 0;
    });
    if (running.length > 0) setTimeout(tick, TICK_MS);
    else runOut();
  };
  if (all.length > 0) tick();
}

/** What was held is free again, and cannot be paid any more. */
function runOut(): void {
  const [held, paying, over] = ['held', 'paying', 'ran-out'].map((name) => document.getElementById(name));
  if (held) held.hidden = true;
  if (paying) paying.hidden = true;
  if (over) over.hidden = false;
}
