import { pageData } from '../browser/data.js';
import { listen } from '../browser/live.js';
import type { Frame } from '../browser/live-socket.js';
import { contextOf, afterPaint } from '../browser/page-context.js';
import { Seldom } from '../browser/seldom.js';
import { wakeSteppers } from '../browser/steppers.js';
import { watch } from '../browser/waiting.js';
import { formatMoney } from '../lib/money.js';
import { formatMoment, zoneLabel } from '../lib/time.js';
import { sumOf, taxOf } from '../pages/events/sums.js';

interface SeatNews {
  id: number;
  available_spots?: number | null;
  status?: string;
}

const { language, id, all } = pageData.facts as { language: string; id: number; all: number | null };
const { t } = contextOf({ language });
const place = (name: string) => document.getElementById(name);

/** Another number of tickets: what they cost, and what the button says. */
function reckon(): void {
  const input = document.querySelector<HTMLInputElement>('#buy [name="number_of_tickets"]');
  if (!input) return;
  const many = Math.max(1, Math.min(Number(input.max), Math.trunc(Number(input.value)) || 1));
  const { price, currency, rate } = document.querySelector<HTMLElement>('[data-price]')?.dataset ?? {};
  if (price !== undefined && currency !== undefined) {
    const total = sumOf(price, many);
    const shown = { many: String(many), total, tax: taxOf(total, rate ?? '0') };
    for (const sum of document.querySelectorAll<HTMLElement>('[data-sum]')) {
      const name = sum.dataset['sum'] as keyof typeof shown;
      sum.textContent = name === 'many' ? shown.many : formatMoney(shown[name], currency, language);
    }
  }
  const next = document.querySelector<HTMLInputElement>('#buy [name="next"]');
  if (next) next.value = `/events/${id}?tickets=${many}`;
  else
    for (const button of document.querySelectorAll<HTMLElement>('[data-label]'))
      button.textContent = t(button.dataset['label']!, { n: many });
}

/** Seats as they come and go. */
class SeatsLive {
  private readonly saying = new Seldom(() => this.say());
  private left: number | null = null;
  private isChanged = false;

  begin(): void {
    listen('/ws/events/', {
      onFrame: (frame) => this.hear(frame),
      onResync: () => this.change(),
      onLive: (isLive) => {
        const mark = place('live');
        if (mark) mark.hidden = !isLive;
      },
    });
  }

  private hear({ data }: Frame): void {
    const news = (data as { event?: SeatNews } | undefined)?.event ?? (data as SeatNews | undefined);
    if (news?.id !== id) return;
    const { available_spots: left, status } = news;
    const isOther = status !== undefined && status !== (pageData.facts as { status: string }).status;
    if (isOther) this.change();
    else if (left !== undefined && left !== null) this.show(left);
  }

  private show(left: number): void {
    const words = document.querySelector<HTMLElement>('[data-seats]');
    const before = Number(words?.dataset['seats']);
    if (!words || all === null || left === before) return;
    if ((left === 0) !== (before === 0)) this.change();
    words.dataset['seats'] = String(left);
    words.textContent = left === 0 ? t('events.full') : t('event.left', { n: left });
    const bar = document.querySelector('.fill rect');
    bar?.setAttribute('width', String(Math.round(((all - left) / all) * 100)));
    this.left = left;
    this.saying.ask();
  }

  /** What can be done has changed: the page is asked for again by who wants to. */
  private change(): void {
    this.isChanged = true;
    this.saying.ask();
  }

  private say(): void {
    const lines: Element[] = [];
    if (this.left !== null) lines.push(lineOf(t('event.seats_said', { n: this.left }), 'unseen'));
    if (this.isChanged) lines.push(noticeOf(t('event.changed')));
    place('news')?.replaceChildren(...lines);
  }
}

function lineOf(words: string, name = ''): Element {
  const line = document.createElement('p');
  line.textContent = words;
  line.className = name;
  return line;
}

function noticeOf(words: string): Element {
  const link = document.createElement('a');
  link.href = location.pathname;
  link.textContent = t('event.reload');
  const notice = document.createElement('div');
  notice.className = 'notice info row';
  notice.append(lineOf(words), link);
  return notice;
}

function showDeviceZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const line of document.querySelectorAll<HTMLElement>('[data-for-you]')) {
    const { forYou: starts = '', zone: own = 'UTC' } = line.dataset;
    const time = formatMoment(starts, zone, language);
    if (time === formatMoment(starts, own, language)) continue;
    line.textContent = t('event.for_you', { time, zone: zoneLabel(zone, starts) });
    line.hidden = false;
  }
}

afterPaint(() => {
  wakeSteppers();
  document.addEventListener('input', reckon);
  reckon();
  showDeviceZone();
  watch();
  new SeatsLive().begin();
});
