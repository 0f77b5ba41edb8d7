import { hydrate, render } from 'preact';
import { answerOf, api, Refusal } from '../browser/api.js';
import { Camera } from '../browser/camera.js';
import { pageData } from '../browser/data.js';
import { afterPaint, contextOf } from '../browser/page-context.js';
import { signal, wakeSound } from '../browser/signals.js';
import { TicketKeys } from '../browser/ticket-keys.js';
import { WaitingMarks, type Mark } from '../browser/waiting-marks.js';
import { found, judged, Repeats, whyNot, type Guest, type Verdict } from '../lib/door.js';
import { looksLikeTicket, readTicket, type SignedTicket } from '../lib/ticket-code.js';
import { Door, type DoorBody, type DoorHands } from '../pages/door/door.js';
import type { PageContext, PageFacts } from '../pages/page.js';
import { GuestList } from './guest-list.js';

const root = document.getElementById('island')!;
const ANSWER_MS = 4_000;
const AGAIN_MS = 3_000;
const REFRESH_MS = 15_000;
const TRUSTED_MS = 120_000;
const MOST_LOGGED = 20;
const ONE_AT_A_TIME = 'convoke-door';

const told = Date.parse((pageData.facts as PageFacts).now) - Date.now();
const skew = Math.abs(told) > TRUSTED_MS ? told : 0;

type Answer = { name: string; tickets: number };

/** The door: what is scanned is kept first and sent then, so that nothing is lost and nothing counts twice. */
class DoorKeeper {
  private readonly page = contextOf(pageData.facts as PageFacts) as PageContext;
  private readonly body = pageData.body as DoorBody;
  private readonly guests = new GuestList(this.body);
  private readonly keys = new TicketKeys(this.body.keys);
  private readonly marks = new WaitingMarks(this.page.viewer!.username);
  private readonly repeats = new Repeats();
  private readonly sending = new Set<string>();
  private readonly hands: DoorHands = {
    ...{
      isOnline: navigator.onLine,
      waiting: 0,
      verdict: null,
      log: [],
      asked: '',
      found: [],
      trouble: null,
      hasGuests: false,
    },
    camera: { is: 'off', canSwitch: false, torch: 'none', isReady: false },
    inside: this.body.figures.checked_in_count,
    total: this.body.figures.total_attendees,
  };
  private readonly camera = new Camera(pageData.worker!, {
    onCode: (code) => void this.scan(code),
    onState: (camera) => this.draw({ camera }),
  });

  begin(): void {
    hydrate(<Door body={this.body} page={this.page} />, root);
    root.addEventListener('click', ({ target }) => void this.press(target as Element));
    root.addEventListener('input', ({ target }) => this.look((target as HTMLInputElement).value));
    root.addEventListener('submit', (event) => event.preventDefault());
    addEventListener('online', () => void this.catchUp());
    addEventListener('offline', () => this.draw({ isOnline: false }));
    // Also with a connection: who sent them may have been closed in the midst of it.
    setInterval(() => (!this.hands.isOnline || this.hands.waiting > 0) && void this.catchUp(), AGAIN_MS);
    setInterval(() => this.hands.isOnline && !document.hidden && void this.refresh(), REFRESH_MS);
    this.draw();
    void this.catchUp();
    void this.camera.startIfAllowed().catch(() => undefined);
  }

  private draw(changes: Partial<DoorHands> = {}): void {
    Object.assign(this.hands, changes, this.guests.facts);
    this.hands.found = found(this.guests.all(), this.hands.asked);
    render(<Door body={this.body} page={this.page} hands={{ ...this.hands }} />, root);
  }

  private async press(target: Element): Promise<void> {
    const button = target.closest<HTMLElement>('button');
    if (!button) return;
    wakeSound();
    const { do: what, in: coming, undo: leaving } = button.dataset;
    if (what === 'start') return this.camera.start();
    if (what === 'switch') return this.camera.switch();
    if (what === 'torch') return this.camera.toggleTorch();
    if (coming !== undefined) await this.letIn(Number(coming));
    if (leaving !== undefined) await this.takeBack(Number(leaving));
  }

  /** Hand scanners type here, and so does who looks for a name. */
  private look(asked: string): void {
    if (!looksLikeTicket(asked)) return this.draw({ asked });
    this.draw({ asked: '' });
    document.querySelector<HTMLInputElement>('#guest')!.value = '';
    void this.scan(asked);
  }

  private async scan(code: string): Promise<void> {
    if (!this.repeats.isNew(code.trim(), Date.now())) return;
    const signed = readTicket(code);
    const booking = signed?.ticket.booking;
    if (booking === undefined || signed?.ticket.event !== this.body.event.id)
      return this.say(await this.judge(signed));
    await this.mark({ booking, act: 'in', code: code.trim() }, () => this.judge(signed));
  }

  private letIn(booking: number): Promise<void> {
    return this.mark({ booking, act: 'in', code: null }, async () => this.guests.verdictOf(booking, now()));
  }

  private async takeBack(booking: number): Promise<void> {
    const kept = await this.keep({ booking, act: 'undo', code: null });
    this.guests.leave(booking);
    this.draw({
      verdict: null,
      log: this.hands.log.filter((each) => each.kind !== 'in' || each.booking !== booking),
    });
    if (this.hands.isOnline) await this.deliver(kept).catch((error: unknown) => this.explain(kept, error));
    await this.count();
  }

  /** Sends it now, and without an answer judges by what is known here. */
  private async mark(
    mark: Pick<Mark, 'booking' | 'act' | 'code'>,
    judge: () => Promise<Verdict>,
  ): Promise<void> {
    const kept = await this.keep(mark);
    try {
      if (!this.hands.isOnline) throw new Unreachable();
      const { name, tickets } = await this.deliver(kept);
      const { booking, at } = kept;
      this.guests.enter(booking, { name, tickets, at });
      this.say({ kind: 'in', booking, name, tickets, at, since: null, reason: null });
    } catch (error) {
      if (!isUnreachable(error)) this.say(this.refusalOf(kept, error));
      else await this.decide(kept, await judge());
    }
    await this.count();
  }

  private async decide(kept: Mark, verdict: Verdict): Promise<void> {
    if (verdict.kind === 'in') this.guests.enter(kept.booking, verdict);
    else await this.marks.remove(kept);
    this.say(verdict);
  }

  private async judge(signed: SignedTicket | null): Promise<Verdict> {
    const guest: Guest | undefined = signed ? this.guests.find(signed.ticket.booking) : undefined;
    const isGenuine = signed !== null && (await this.keys.isGenuine(signed));
    const verdict = judged(signed, isGenuine, this.body.event, guest, now());
    const isBlind = signed !== null && verdict.reason === 'unknown' && !(await this.keys.areUsable());
    return isBlind ? { ...verdict, reason: 'unverifiable' } : verdict;
  }

  private say(verdict: Verdict): void {
    signal(verdict.kind);
    this.draw({ verdict, log: [verdict, ...this.hands.log].slice(0, MOST_LOGGED) });
  }

  private async keep(mark: Pick<Mark, 'booking' | 'act' | 'code'>): Promise<Mark> {
    const made = { ...mark, event: this.body.event.id, at: now() };
    try {
      return await this.marks.add(made);
    } catch {
      this.draw({ trouble: 'storage' });
      return { ...made, by: '', key: crypto.randomUUID(), order: 0 };
    } finally {
      await this.count();
    }
  }

  private async count(): Promise<void> {
    const waiting = await this.marks.all().catch(() => []);
    this.draw({ waiting: waiting.length });
  }

  /** What was answered is waiting no more, whatever the answer was. */
  private async deliver(mark: Mark): Promise<Answer> {
    this.sending.add(mark.key);
    try {
      const answer = await sent(mark);
      this.draw({ isOnline: true });
      await this.marks.remove(mark);
      return answer;
    } catch (error) {
      if (isUnreachable(error)) this.draw({ isOnline: false });
      else await this.marks.remove(mark);
      throw error;
    } finally {
      this.sending.delete(mark.key);
    }
  }

  /** Everything that waits, in its order; of several tabs one sends. */
  private async catchUp(): Promise<void> {
    await navigator.locks.request(ONE_AT_A_TIME, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      for (const mark of await this.marks.all().catch(() => [])) {
        if (this.sending.has(mark.key)) continue;
        try {
          await this.deliver(mark);
        } catch (error) {
          if (isUnreachable(error)) return;
          this.explain(mark, error);
        }
        await this.count();
      }
      await this.refresh();
    });
  }

  /** Of what was sent later: nobody stands there any more, so it is written down without a sound. */
  private explain(mark: Mark, error: unknown): void {
    if (isUnreachable(error)) return;
    this.draw({ log: [this.refusalOf(mark, error), ...this.hands.log].slice(0, MOST_LOGGED) });
  }

  private async refresh(): Promise<void> {
    try {
      await this.guests.refresh(await this.marks.all().catch(() => []));
      this.draw({ isOnline: true });
    } catch (error) {
      const isGone = error instanceof Refusal && [403, 404].includes(error.status);
      this.draw(isGone ? { trouble: 'gone' } : { isOnline: false });
    }
    await this.count();
  }

  private refusalOf({ booking, at }: Mark, error: unknown): Verdict {
    const { code, details } = error as Refusal;
    const { checked_in_at: since, status } = (details ?? {}) as { checked_in_at?: string; status?: string };
    const { name = '', tickets = 0 } = this.guests.find(booking) ?? {};
    if (code === 'ALREADY_CHECKED_IN' && since) {
      this.guests.enter(booking, { name, tickets, at: since });
      return { kind: 'already', booking, name, tickets, at, since, reason: null };
    }
    const reason = code === 'CHECK_IN_CLOSED' ? 'closed' : whyNot(status ?? '');
    return { kind: 'refused', booking, name, tickets, at, since: null, reason };
  }
}

class Unreachable extends Error {}

async function sent({ act, booking, event, code, key }: Mark): Promise<Answer> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const header = { 'Idempotency-Key': key };
  if (act === 'undo') {
    const params = { path: { id: booking } };
    await answerOf(api.DELETE('/api/v1/bookings/{id}/check-in', { params, signal }));
    return { name: '', tickets: 0 };
  }
  const { user_name: name, number_of_tickets: tickets } = await answerOf(
    code === null
      ? api.POST('/api/v1/bookings/{id}/check-in', { params: { path: { id: booking }, header }, signal })
      : api.POST('/api/v1/events/{id}/check-in', {
          params: { path: { id: event }, header },
          body: { code },
          signal,
        }),
  );
  return { name, tickets };
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Refusal)) return true;
  return error.status >= 500 || [401, 429].includes(error.status) || error.code === 'IDEMPOTENCY_IN_PROGRESS';
}

/** By the server's clock, also where that of the phone is wrong. */
function now(): string {
  return new Date(Date.now() + skew).toISOString();
}

afterPaint(() => new DoorKeeper().begin());
