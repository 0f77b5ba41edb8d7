import { answerOf, api } from '../browser/api.js';
import { messageOf } from '../browser/data.js';
import { afterPaint } from '../browser/page-context.js';
import { watch } from '../browser/waiting.js';
import { format } from '../lib/message-format.js';
import { cityOf } from '../lib/time.js';

const language = document.documentElement.lang;
const say = (element: Element, key: string, values: Record<string, string | number>) =>
  (element.textContent = format(messageOf(key), values, language));

/** What payments knows, beside what the page shows of a meeting. */
async function showBalance(place: HTMLElement): Promise<void> {
  const { balance } = await answerOf(api.GET('/api/v1/credits/balance'));
  say(place, 'credits.balance', { n: balance });
}

async function showHeld(place: HTMLElement): Promise<void> {
  const query = { related_meeting_id: Number(place.dataset['meeting']), page_size: 100 };
  const { results } = await answerOf(api.GET('/api/v1/credit-transactions', { params: { query } }));
  const sum = (type: string) =>
    results.reduce((all, entry) => all + (entry.transaction_type === type ? entry.amount : 0), 0);
  const held = sum('spent') - sum('refunded');
  if (place.dataset['held'] === 'ahead' && held > 0) say(place, 'meetings.held', { n: held });
  else if (sum('refunded') > 0) say(place, 'meetings.held_back', { n: sum('refunded') });
}

/** Where times stand by another clock than the device’s. */
function offerZone(place: HTMLElement): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const link = place.querySelector('a');
  if (!link || !zone || zone === place.dataset['deviceZone']) return;
  const address = new URL(link.href);
  address.searchParams.set('timezone', zone);
  link.href = address.href;
  say(link, 'together.device_zone', { city: cityOf(zone) });
  place.hidden = false;
}

afterPaint(() => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-balance]'))
    showBalance(place).catch(() => undefined);
  for (const place of document.querySelectorAll<HTMLElement>('[data-held]'))
    showHeld(place).catch(() => undefined);
  document.querySelectorAll<HTMLElement>('[data-device-zone]').forEach(offerZone);
  document.getElementById('refused')?.focus();
  watch();
});
