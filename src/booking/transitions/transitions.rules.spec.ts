import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOOKING_STATUSES } from '../model/booking-clock.rules.js';
import { Booking } from '../model/booking.entity.js';
import {
  allowedAt,
  refusalOf,
  TRANSITIONS,
  type Attempt,
  type Transition,
  type TransitionName,
} from './transitions.rules.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const just = (hour: number) => new Date(at(hour).getTime() - 1);
const after = (hour: number) => new Date(at(hour).getTime() + 1);
const WEEK = 7 * 24;
const booking = (fields: Partial<Booking>) =>
  Object.assign(
    new Booking(),
    { kind: 'appointment', startsAt: at(9), endsAt: at(10), expiresAt: at(1), priceCents: 0, paidCents: 0 },
    { awaitsHost: false, noticeMinutes: null, graceMinutes: 0, status: 'confirmed', checkedInAt: null },
    fields,
  );
const refusal = (name: TransitionName, fields: Partial<Booking>, attempt: Attempt) => {
  const found = refusalOf(name, booking(fields), attempt);
  return found && ({ INVALID_TRANSITION: found.details }[found.code] ?? found.code);
};

describe('the transitions of a booking', () => {
  it('are those that the README lists', () => {
    const rows = Object.entries(TRANSITIONS as Record<string, Transition>).map(
      ([name, { from, to, unless, event, eventIfPending }]) => {
        const states = [from.join(', ') || 'nothing', to?.join(' or ') ?? 'as it was'];
        const events = [event, ...(eventIfPending ? [eventIfPending] : [])].map((type) => type.name);
        return `| ${[name, ...states, unless.join(', '), events.join(' or ')].join(' | ')} |`;
      },
    );
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const [, table] = /\| transition \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(readme)!;
    expect(table!.trim().split('\n')).toEqual(rows);
  });

  it('lead from state to state like this', () => {
    const seen = BOOKING_STATUSES.map((status) => {
      const one = booking({ status, expiresAt: status === 'pending' ? at(12) : null });
      return [status, allowedAt(one, at(8)), allowedAt(one, at(9)), allowedAt(one, at(10))];
    });
    expect(seen).toEqual([
      ...[['pending', ...Array(3).fill(['confirmed', 'cancelled', 'expired'])]],
      [...['confirmed', ['completed', 'cancelled'], ['completed', 'no_show', 'cancelled'], ['no_show']]],
      ['completed', [], ['no_show'], ['no_show']],
      ['no_show', ['confirmed'], ['confirmed'], ['completed']],
      ...[['cancelled', [], [], []]],
      ...[['expired', [], [], []]],
    ]);
  });

  it('are refused with what would be allowed', () => {
    const held = { status: 'pending' } as const;
    expect(refusal('confirm', held, { at: just(1) })).toBeNull();
    expect(refusal('confirm', held, { at: at(1) })).toEqual({ from: 'expired', to: 'confirmed', allowed: [] });
    const early = { from: 'confirmed', to: 'no_show', allowed: ['completed', 'cancelled'] };
    expect(refusal('miss', {}, { at: just(9) })).toEqual(early);
    expect(refusal('miss', {}, { at: at(9) })).toBeNull();
    expect(refusal('reschedule', { status: 'cancelled' }, { at: at(1) })).toMatchObject({ to: 'rescheduled' });
  });

  it('to a no-show and back are open until seven days after the end', () => {
    for (const [name, status] of [
      ['miss', 'completed'],
      ['unmiss', 'no_show'],
    ] as const) {
      expect(refusal(name, { status }, { at: just(10 + WEEK) })).toBeNull();
      expect(refusal(name, { status }, { at: at(10 + WEEK) })).toMatchObject({ from: status, allowed: [] });
    }
  });

  it('wait for money, and for the host where the host confirms', () => {
    const asked = { status: 'pending', awaitsHost: true } as const;
    expect(refusal('confirm', asked, { at: at(0) })).toBe('FORBIDDEN');
    expect(refusal('confirm', asked, { at: at(0), byHost: true })).toBeNull();
    const priced = { status: 'pending', priceCents: 10, currency: 'USD' } as const;
    expect(refusal('confirm', priced, { at: at(0) })).toBe('PAYMENT_REQUIRED');
    expect(refusal('confirm', { ...priced, paidCents: 10 }, { at: at(0) })).toBeNull();
  });

  it('keep the notice, which its booker may still use up to the instant', () => {
    for (const name of ['cancel', 'reschedule'] as const) {
      const noticed = { noticeMinutes: 120 };
      expect(refusal(name, noticed, { at: at(7), cause: 'booker' })).toBeNull();
      expect(refusal(name, noticed, { at: after(7), cause: 'booker' })).toBe('TOO_LATE');
      expect(refusal(name, noticed, { at: after(7), cause: 'host' })).toBeNull();
      expect(refusal(name, { noticeMinutes: 0 }, { at: at(9), cause: 'booker' })).toBeNull();
      expect(refusal(name, { noticeMinutes: 0 }, { at: after(9), cause: 'booker' })).toBe('TOO_LATE');
      expect(refusal(name, {}, { at: after(9), cause: 'booker' })).toBeNull();
    }
  });

  it('keep who was let in, unless the whole event is withdrawn', () => {
    const used = { kind: 'ticket', checkedInAt: at(8) } as const;
    for (const name of ['cancel', 'reschedule'] as const)
      for (const cause of ['booker', 'host', 'admin'])
        expect(refusal(name, used, { at: at(8), cause })).toBe('ALREADY_CHECKED_IN');
    expect(refusal('cancel', used, { at: at(8), cause: 'offer_withdrawn' })).toBeNull();
  });
});
