import { messageOf } from '../browser/data.js';
import { listen } from '../browser/live.js';
import type { Frame } from '../browser/live-socket.js';
import { afterPaint } from '../browser/page-context.js';
import { Seldom } from '../browser/seldom.js';
import { watch } from '../browser/waiting.js';
import { format } from '../lib/message-format.js';
import { cityOf } from '../lib/time.js';
import { Refreshing } from './refreshing.js';

const language = document.documentElement.lang;

interface SlotNews {
  id: number;
  is_available: boolean;
}

/** What is taken elsewhere fades and is said; then everything comes as the server shows it. */
class CalendarLive {
  private readonly refreshing = new Refreshing(() => this.refresh().catch(() => undefined));
  private readonly saying = new Seldom(() => this.say());
  /** The last of what happened. */
  private words = '';

  begin(): void {
    for (const place of this.places()) place.dataset['shown'] = place.innerHTML;
    listen('/ws/calendar/', {
      onFrame: (frame) => this.hear(frame),
      onResync: () => this.refreshing.ask(),
      onLive: (isLive) => {
        this.refreshing.isLive = isLive;
        document.getElementById('week')!.toggleAttribute('data-is-live', isLive);
        if (isLive) this.refreshing.ask();
      },
    });
  }

  private places(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>('[data-live]')];
  }

  private hear({ data }: Frame): void {
    const news = (data as { time_slot?: SlotNews } | undefined)?.time_slot ?? (data as SlotNews | undefined);
    const slot = document.querySelector<HTMLElement>(`[data-state="free"][data-slot="${news?.id}"]`);
    if (slot && news?.is_available === false) this.take(slot);
    this.refreshing.ask();
  }

  private take(slot: HTMLElement): void {
    const isFocused = slot.contains(document.activeElement);
    slot.dataset['state'] = 'taken';
    slot.querySelector('[data-book]')?.remove();
    const tag = slot.querySelector('.tag');
    tag?.classList.replace('ok', 'plain');
    if (tag) tag.textContent = messageOf('calendar.taken');
    if (isFocused) slot.focus();
    // It differs from what the server showed until that comes anew.
    delete slot.closest<HTMLElement>('[data-live]')?.dataset['shown'];
    const time = slot.querySelector('time')?.textContent ?? '';
    this.words = format(messageOf('calendar.gone'), { time }, language);
    this.saying.ask();
  }

  private say(): void {
    document.querySelector('[data-live-said]')!.textContent = this.words;
  }

  /** A day with a refusal, or where a cancellation is asked again, stays until that is done with. */
  private async refresh(): Promise<void> {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const place of this.places()) {
      const next = fresh.querySelector(`[data-live="${place.dataset['live']}"]`);
      const isAsking = place.querySelector('#refused, details[open]') !== null;
      if (!next || isAsking || next.innerHTML === place.dataset['shown']) continue;
      const focused = place.contains(document.activeElement) ? document.activeElement!.id : null;
      place.dataset['shown'] = next.innerHTML;
      place.replaceChildren(...next.childNodes);
      if (focused !== null)
        (document.getElementById(focused) ?? document.getElementById(`day-${place.dataset['live']}`))?.focus();
    }
  }
}

/** Where times stand by another clock than the device’s. */
function offerZone(place: HTMLElement): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const link = place.querySelector('a');
  if (!link || !zone || zone === place.dataset['deviceZone']) return;
  const address = new URL(link.href);
  address.searchParams.set('timezone', zone);
  link.href = address.href;
  link.textContent = format(messageOf('together.device_zone'), { city: cityOf(zone) }, language);
  place.hidden = false;
}

afterPaint(() => {
  document.querySelectorAll<HTMLElement>('[data-device-zone]').forEach(offerZone);
  new CalendarLive().begin();
  document.getElementById('refused')?.focus();
  watch();
});
