import { hydrate, render } from 'preact';
import { answerOf, api, failureOf } from '../browser/api.js';
import { pageData } from '../browser/data.js';
import { toldOfBooking, tellsHeight } from '../browser/frame-messages.js';
import { listen } from '../browser/live.js';
import { newKey } from '../browser/new-key.js';
import { afterPaint, contextOf } from '../browser/page-context.js';
import { watch } from '../browser/waiting.js';
import { addDays, addMonths, formatTime, localDate } from '../lib/time.js';
import { Booker } from '../pages/booking/booker.js';
import type { Hands } from '../pages/booking/booker-props.js';
import { unpacked, type Offer, type PackedOffer } from '../pages/booking/booking-body.js';
import { addressOf, askedMonth, stateOf } from '../pages/booking/booking-state.js';
import { failureText } from '../pages/frame/forms.js';
import type { PageContext, PageFacts } from '../pages/page.js';
import { walk } from './day-walk.js';
import { Refreshing } from './refreshing.js';

const root = document.getElementById('island')!;
const SLOW_MS = 300;
const A_SECOND_MS = 1_000;

/** The booking page by hand: without reloads, live, and by keyboard. */
class Booking {
  private offer: Offer = unpacked(pageData.body as PackedOffer);
  private page = contextOf(pageData.facts as PageFacts) as PageContext;
  private readonly typed: Record<string, string> = { ...this.page.typed };
  private readonly hands: Hands = {
    ...{ isLive: null, isWaiting: false, isSending: false, said: '', trouble: null, zones: undefined },
    ...{ deviceZone: Intl.DateTimeFormat().resolvedOptions().timeZone || null, tabDay: null, booked: null },
  };
  private months: ReadonlySet<string> = this.monthsFrom(stateOf(this.offer, this.page).month);
  private asked = 0;
  private key = { body: '', value: '' };

  begin(): void {
    hydrate(<Booker offer={this.offer} page={this.page} />, root);
    root.addEventListener('click', (event) => this.click(event));
    root.addEventListener('keydown', (event) => this.press(event));
    root.addEventListener('change', (event) => this.choose(event.target as HTMLInputElement));
    root.addEventListener('input', ({ target }) => this.keep(target as HTMLInputElement));
    root.addEventListener('submit', (event) => this.send(event));
    root.addEventListener('pointerdown', (event) => this.offerZones(event));
    root.addEventListener('focusin', (event) => this.offerZones(event));
    addEventListener('popstate', () => void this.arrive('pop'));
    this.draw();
    this.listen();
    if (this.page.isEmbedded) tellsHeight(root);
    if (this.page.failure) document.getElementById('refused')?.focus();
    watch();
  }

  private draw(changes: Partial<Hands> = {}): void {
    Object.assign(this.hands, changes);
    const page = { ...this.page, typed: this.typed };
    render(<Booker offer={this.offer} page={page} hands={{ ...this.hands }} />, root);
  }

  private listen(): void {
    const { organizer, event_type: type } = this.offer;
    const refreshing = new Refreshing(() => this.refresh());
    listen(`/ws/slots/${organizer.slug}/${type.slug}/`, {
      onFrame: ({ type: name }) => name === 'slots_changed' && refreshing.ask(),
      onResync: () => refreshing.ask(),
      onLive: (isLive) => {
        refreshing.isLive = isLive;
        this.draw({ isLive });
      },
    });
    addEventListener('online', () => this.resume());
  }

  /** What could not be asked is asked as soon as there is a network again. */
  private resume(): void {
    if (this.hands.trouble !== null) void this.arrive('choice');
  }

  private click(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-step]');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && event.button === 0;
    if (!link || !isPlain) return;
    event.preventDefault();
    void this.go(link.href, link.dataset['step']!);
  }

  private press(event: KeyboardEvent): void {
    const day = (event.target as Element).closest<HTMLElement>('[data-grid] [data-day]')?.dataset['day'];
    if (day === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      (event.target as HTMLElement).click();
      return;
    }
    const to = walk(day, event.key, this.page.language);
    if (to === undefined || to.slice(0, 7) < localDate(this.page.now, this.offer.timezone).slice(0, 7)) return;
    event.preventDefault();
    this.hands.tabDay = to;
    const month = to.slice(0, 7);
    if (month === day.slice(0, 7)) this.draw();
    else void this.go(addressOf(this.page, { month }), 'walk');
    this.focus('walk');
  }

  private choose({ name, value, form }: HTMLInputElement): void {
    if (form?.method !== 'get' || value === '') return;
    const { day, month } = stateOf(this.offer, this.page);
    const shown = { month: day === null ? month : null, date: day };
    void this.go(addressOf(this.page, { ...shown, [name]: value }), 'choice');
  }

  private keep(input: HTMLInputElement): void {
    if (input.form?.id !== 'book') return;
    this.typed[input.name] = input.type === 'checkbox' && !input.checked ? '' : input.value;
  }

  private offerZones({ target }: Event): void {
    if ((target as HTMLElement).id !== 'timezone' || this.hands.zones) return;
    this.draw({ zones: Intl.supportedValuesOf('timeZone') });
  }

  private go(address: string, step: string): Promise<void> {
    history.pushState(null, '', address);
    return this.arrive(step);
  }

  /** Shows what the address says now. */
  private async arrive(step: string): Promise<void> {
    const before = this.page.query;
    const query = Object.fromEntries(new URLSearchParams(location.search));
    this.page = { ...this.page, query, failure: null };
    if (step !== 'walk') this.hands.tabDay = null;
    const isOther = ['timezone', 'duration', 'attendee_count'].some((name) => before[name] !== query[name]);
    const month = askedMonth(query, query['timezone'] ?? this.offer.timezone, this.page.now);
    if (isOther || !this.months.has(month)) {
      this.draw();
      await this.load(month, true);
    }
    this.draw();
    this.focus(step);
  }

  private focus(step: string): void {
    const state = stateOf(this.offer, this.page);
    if (step === 'walk') root.querySelector<HTMLElement>(`[data-day="${this.hands.tabDay}"]`)?.focus();
    else if (step === 'month' || step === 'choice') return;
    else if (state.start !== null) document.getElementById('details')?.focus();
    else document.getElementById('day')?.focus();
  }

  private monthsFrom(month: string): ReadonlySet<string> {
    return new Set([month, addMonths(month, 1)]);
  }

  /** Asks for the month and the next; `isSeen` where somebody waits for it. */
  private async load(month: string, isSeen: boolean): Promise<void> {
    const turn = ++this.asked;
    const timer = isSeen && setTimeout(() => this.draw({ isWaiting: true }), SLOW_MS);
    const last = addDays(`${addMonths(month, 2)}-01`, -1);
    try {
      const { start } = stateOf(this.offer, this.page);
      let answer = await this.ask(month, last, start ?? undefined);
      if (answer.slots.length === 0 && start === null)
        answer = await this.ask(month, last, `${last}T00:00:00Z`);
      if (turn !== this.asked) return;
      const { slots, explain, timezone, event_type } = answer;
      const starts = slots.map(({ start_time: at, seats_available: seats }) => ({
        ...{ at, seats },
        day: localDate(at, timezone),
      }));
      const type = { ...this.offer.event_type, duration: event_type.duration };
      const { organizer } = this.offer;
      this.offer = { organizer, event_type: type, timezone, starts, ...(explain && { explain }) };
      this.months = this.monthsFrom(month);
      this.hands.trouble = null;
    } catch (error) {
      this.hands.trouble = failureText({ ...this.page, failure: failureOf(error) });
    } finally {
      if (timer) clearTimeout(timer);
      if (turn === this.asked) this.hands.isWaiting = false;
    }
  }

  private ask(month: string, end_date: string, explain: string | undefined) {
    const { organizer, event_type } = this.offer;
    const { timezone = this.offer.timezone, duration, attendee_count } = this.page.query;
    return answerOf(
      api.GET('/api/v1/events/slots/{organizer_slug}/{event_type_slug}', {
        params: {
          path: { organizer_slug: organizer.slug, event_type_slug: event_type.slug },
          query: {
            ...{ start_date: `${month}-01`, end_date, timezone },
            ...(duration && { duration: Number(duration) }),
            ...(attendee_count && { attendee_count: Number(attendee_count) }),
            ...(explain && { explain }),
          },
        },
      }),
    );
  }

  /** Says which time of the shown day is gone. */
  private async refresh(): Promise<void> {
    const { month, day } = stateOf(this.offer, this.page);
    const before = this.offer.starts.filter((start) => start.day === day);
    await this.load(month, false);
    const now = new Set(this.offer.starts.map(({ at }) => at));
    const gone = before.find(({ at }) => !now.has(at));
    const { t, language } = this.page;
    const time = gone && formatTime(gone.at, this.offer.timezone, language);
    this.draw(time ? { said: t('booking.gone', { time }) } : {});
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (form.id !== 'book' || this.hands.isSending) return;
    const fields = Object.fromEntries(new FormData(form, event.submitter)) as Record<string, string>;
    Object.assign(this.typed, fields);
    void this.book(fields);
  }

  private async book(fields: Record<string, string>): Promise<void> {
    this.draw({ isSending: true });
    try {
      const { organizer, event_type: type } = this.offer;
      const body = { ...bodyOf(fields), organizer_slug: organizer.slug, event_type_slug: type.slug };
      const booked = await answerOf(
        api.POST('/api/v1/events/bookings/create', {
          body,
          params: { header: { 'Idempotency-Key': this.keyOf(JSON.stringify(body)) } },
          headers: { 'Accept-Language': this.page.language },
          ...(this.page.isEmbedded && { credentials: 'omit' as const }),
        }),
      );
      this.show(booked);
    } catch (error) {
      this.page = { ...this.page, typed: this.typed, failure: failureOf(error) };
      const { month } = stateOf(this.offer, { ...this.page, typed: this.typed });
      if (this.page.failure?.status === 409) await this.load(month, false);
      this.draw({ isSending: false });
      document.getElementById('refused')?.focus();
      this.countDown();
    }
  }

  /** The seconds until it is worth another try. */
  private countDown(): void {
    const { failure } = this.page;
    if (!failure?.retryAfter) return;
    const retryAfter = failure.retryAfter - 1;
    setTimeout(() => {
      if (this.page.failure !== failure) return;
      this.page = { ...this.page, failure: { ...failure, retryAfter } };
      this.draw();
      this.countDown();
    }, A_SECOND_MS);
  }

  private show(booked: NonNullable<Hands['booked']>): void {
    const path = `/manage/${booked.access_token}?done=${outcomeOf(booked)}`;
    if (!this.page.isEmbedded) return location.assign(path);
    toldOfBooking();
    this.draw({ isSending: false, booked });
    document.getElementById('details')?.focus();
  }

  /** The same for the same: what was sent twice is booked once. */
  private keyOf(body: string): string {
    if (this.key.body !== body) this.key = { body, value: newKey() };
    return this.key.value;
  }
}

function bodyOf(fields: Record<string, string>) {
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  const answers = given.filter(([name]) => name.startsWith('custom_answers.'));
  const { invitee_phone } = fields;
  return {
    start_time: fields['start_time'] ?? '',
    duration: Number(fields['duration']),
    attendee_count: Number(fields['attendee_count'] ?? 1),
    invitee_name: fields['invitee_name'] ?? '',
    invitee_email: fields['invitee_email'] ?? '',
    ...(invitee_phone && { invitee_phone }),
    invitee_timezone: fields['invitee_timezone'] ?? 'UTC',
    custom_answers: Object.fromEntries(answers.map(([name, value]) => [name.slice(15), value])),
    join_waitlist: fields['join_waitlist'] === 'true',
  };
}

function outcomeOf({ status, total_price: price }: { status: string; total_price: string }): string {
  if (status === 'waitlisted') return 'waiting';
  if (status === 'confirmed') return 'booked';
  return Number(price) > 0 ? 'held' : 'asked';
}

afterPaint(() => {
  if (!('booked' in (pageData.body as object))) return new Booking().begin();
  tellsHeight(root);
  toldOfBooking();
});
