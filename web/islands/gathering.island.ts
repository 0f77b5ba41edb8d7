import { messageOf } from '../browser/data.js';
import { listen } from '../browser/live.js';
import { afterPaint } from '../browser/page-context.js';
import { Seldom } from '../browser/seldom.js';
import { watch } from '../browser/waiting.js';
import { Refreshing } from './refreshing.js';

const id = Number(document.querySelector<HTMLElement>('[data-gathering]')!.dataset['gathering']);
const PAUSE_MS = 5_000;

const refreshing = new Refreshing(() => refresh().catch(() => undefined), PAUSE_MS);
const saying = new Seldom(say);

interface Told {
  id?: number;
  kind?: string;
  event?: { id?: number };
  event_id?: number;
}

function isOfThis(data: unknown): boolean {
  const { id: own, event, event_id: of } = (data ?? {}) as Told;
  return [event?.id, of, own].includes(id);
}

/** What others did comes as the server shows it; what is typed or chosen here, and the focus, stay. */
async function refresh(): Promise<void> {
  const answer = await fetch(`/events/${id}`, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const place of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.querySelector(`[data-live="${place.dataset['live']}"]`);
    if (!next || next.innerHTML === place.dataset['shown']) continue;
    place.dataset['shown'] = next.innerHTML;
    const kept = [...place.querySelectorAll<HTMLInputElement>('input:checked')].map((input) => input.id);
    const focused = place.contains(document.activeElement) ? document.activeElement!.id : '';
    place.replaceChildren(...next.childNodes);
    for (const input of kept) {
      const again = document.getElementById(input);
      if (again instanceof HTMLInputElement) again.checked = true;
    }
    if (focused) document.getElementById(focused)?.focus();
    saying.ask();
  }
  const people = fresh.getElementById('people');
  if (people) document.getElementById('people')!.textContent = people.textContent;
}

function say(): void {
  const place = document.querySelector('[data-live-said]');
  if (!place) return;
  place.textContent = '';
  requestAnimationFrame(() => (place.textContent = messageOf('gathering.updated')));
}

afterPaint(() => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-live]'))
    place.dataset['shown'] = place.innerHTML;
  listen('/ws/events/', {
    onFrame: ({ data }) => isOfThis(data) && refreshing.ask(),
    onResync: () => refreshing.ask(),
    onLive: (isLive) => {
      document.querySelector('[data-gathering]')!.toggleAttribute('data-is-live', isLive);
      refreshing.isLive = isLive;
      if (isLive) refreshing.ask();
    },
  });
  document.getElementById('refused')?.focus();
  watch();
});
