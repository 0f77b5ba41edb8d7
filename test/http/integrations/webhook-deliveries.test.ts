import { DueBookingsProcessor } from '../../../src/booking/bookings/due-bookings.processor.js';
import { WebhookHealthProcessor } from '../../../src/integrations/webhook-deliveries/webhook-health.processor.js';
import { booked, offerType, startIn } from '../../support/appointments.js';
import { eventually } from '../../support/eventually.js';
import { ticketOf } from '../../support/check-in.js';
import { meet } from '../../support/meetings.js';
import { offerPriced, payTickets } from '../../support/money.js';
import { plantSlots } from '../../support/slots.js';
import { offerTickets } from '../../support/tickets.js';
import { verified, webhookOf, WEBHOOKS, WebhookStage } from '../../support/webhooks.js';
import { catcher } from '../../support/workflows.js';
import type { Person, World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const stage = new WebhookStage();
const { listen, make, deliveriesOf, told, inOrder, deliver, goOn, act, disabledNotices } = stage;
let here: World;
let host: Person;
let peer: WebhookStage['peer'];
beforeEach(() => void ({ here, host, peer } = stage));

describe('a delivery that fails', () => {
  const PAUSES = [5_000, 300_000, 1_800_000, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS];
  const only = { events: ['booking.created'] };

  it('is tried eight times with growing pauses under one id, each signed anew, and then stands', async () => {
    const { id, secret } = await listen(only);
    peer.answers.push(...Array<number>(8).fill(500));
    await make();
    await deliver();
    for (const pause of PAUSES) {
      const before = peer.calls.length;
      await goOn(pause - 1);
      expect(peer.calls).toHaveLength(before);
      await goOn(1 + pause / 10);
      expect(peer.calls).toHaveLength(before + 1);
    }
    await goOn(14 * HOUR_MS);
    expect(peer.calls).toHaveLength(8);
    expect(new Set(peer.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(peer.calls.map(({ body }) => body)).size).toBe(1);
    expect(new Set(peer.calls.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(8);
    for (const call of peer.calls) expect(verified(secret, call).type).toBe('booking.created');
    const [one] = await deliveriesOf(id);
    expect(one).toMatchObject({ status: 'failed', next_attempt_at: null });
    expect(one.attempts).toHaveLength(8);
    expect(one.attempts[7]).toMatchObject({ status_code: 500, error: 'It answered 500.' });
  });

  it('is delivered once more when its owner asks', async () => {
    const { id } = await listen(only);
    peer.answers.push(302, 404);
    await make();
    await deliver();
    await goOn(6_000);
    const [one] = await deliveriesOf(id, '?status=pending');
    expect(one.attempts.map((each: any) => each.status_code)).toEqual([302, 404]);
    expect((await host.http.post(`${WEBHOOKS}/${id}/deliveries/9999999/redeliver`, {})).status).toBe(404);
    const again = await host.http.post(`${WEBHOOKS}/${id}/deliveries/${one.id}/redeliver`, {});
    expect([again.status, again.body.status]).toEqual([202, 'pending']);
    await deliver();
    const [done] = await deliveriesOf(id, '?status=succeeded');
    expect(done.attempts.map((each: any) => each.status_code)).toEqual([302, 404, 200]);
    expect(new Set(peer.calls.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([done.webhook_id]));
    await host.http.put(`${WEBHOOKS}/${id}`, { is_active: false });
    const off = await host.http.post(`${WEBHOOKS}/${id}/deliveries/${one.id}/redeliver`, {});
    expect([off.status, off.body.code]).toEqual([409, 'WEBHOOK_SWITCHED_OFF']);
  });

  it('waits as long as it was asked to', async () => {
    const { id } = await listen(only);
    peer.answers.push(429);
    peer.headers['retry-after'] = '3600';
    await make();
    await deliver();
    await goOn(HOUR_MS - 1);
    expect(peer.calls).toHaveLength(1);
    const [one] = await deliveriesOf(id);
    expect(new Date(one.next_attempt_at).getTime()).toBe(here.clock.millis() + 1);
    await goOn(1);
    expect(peer.calls).toHaveLength(2);
  });

  it('stands in nobody’s way: a silent receiver leaves others theirs', async () => {
    const silent = await catcher(() => new Promise(() => undefined));
    await listen({ ...only, url: silent.url });
    await listen(only);
    for (let hour = 1; hour <= 12; hour++) await make(hour, { invitee_email: `guest${hour}@example.com` });
    await here.drainEvents();
    await eventually(() => expect(peer.calls).toHaveLength(12));
    await silent.close();
    await deliver();
  });

  it('that answers 410 switches its webhook off, withdraws the rest and tells its owner', async () => {
    const { id } = await listen();
    peer.answers.push(410);
    await make();
    await deliver();
    expect((await host.http.get(WEBHOOKS)).body.results).toMatchObject([{ id, is_active: false }]);
    expect(await deliveriesOf(id, '?status=pending')).toEqual([]);
    const calls = peer.calls.length;
    await make(10, { invitee_email: 'next@example.com' });
    await goOn(HOUR_MS);
    expect(peer.calls).toHaveLength(calls);
    expect(await disabledNotices()).toEqual(['A webhook was switched off']);
  });
});

describe('a test', () => {
  it('is sent as all else is, whatever is listened to, and is kept with its answer', async () => {
    const { id, secret } = await listen({ events: ['event.created'] });
    const test = () => host.http.post(`${WEBHOOKS}/${id}/test`, {});
    peer.answers.push(500);
    const { status, body: sent } = await test();
    expect([status, sent]).toEqual([
      202,
      expect.objectContaining({ event: 'webhook.test', status: 'pending' }),
    ]);
    expect(sent.webhook_id).toBe(`test_${sent.id}`);
    await deliver();
    expect((await test()).body.id).toBe(sent.id);
    await deliver();
    const [, call] = peer.calls;
    expect(verified(secret, call!)).toEqual({
      ...{ type: 'webhook.test', timestamp: expect.any(String), data: { webhook: id } },
    });
    expect(call!.headers['webhook-id']).toBe(sent.webhook_id);
    const [kept] = await deliveriesOf(id);
    expect(kept).toMatchObject({ id: sent.id, event: 'webhook.test', status: 'succeeded' });
    expect(kept.attempts.map((each: any) => each.status_code)).toEqual([500, 200]);
    expect((await test()).body.id).not.toBe(sent.id);
  });

  it('is nobody else’s to send, and goes nowhere where nothing is told', async () => {
    const { id } = await listen();
    const test = async (which: number, by = host) => {
      const { status, body } = await by.http.post(`${WEBHOOKS}/${which}/test`, {});
      return [status, body.code];
    };
    expect(await test(id, await here.signUp())).toEqual([404, 'NOT_FOUND']);
    const incoming = await host.http.post(WEBHOOKS, { direction: 'incoming' });
    expect(await test(incoming.body.id)).toEqual([409, 'WEBHOOK_IS_INCOMING']);
    await host.http.put(`${WEBHOOKS}/${id}`, { is_active: false });
    expect(await test(id)).toEqual([409, 'WEBHOOK_SWITCHED_OFF']);
  });
});

describe('an endpoint that fails for long', () => {
  const health = () => here.app.get(WebhookHealthProcessor, { strict: false }).check();
  it('is switched off after five days, its owner told after one and then, and admins see it', async () => {
    const { id } = await listen({ events: ['booking.created'] });
    peer.answers.push(...Array<number>(100).fill(503));
    await make();
    await deliver();
    const admin = await here.admin();
    const { body } = await admin.http.get('/api/v1/admin/webhooks?is_failing=true');
    expect(body.results).toMatchObject([
      { ...{ id, owner: { id: host.id }, pending: 1, failed: 0 }, last_error: 'It answered 503.' },
    ]);
    await goOn(DAY_MS - 1);
    await health();
    expect(await disabledNotices()).toEqual([]);
    await goOn(1);
    await health();
    await health();
    expect(await disabledNotices()).toEqual(['A webhook is failing']);
    await goOn(4 * DAY_MS - 1);
    await health();
    expect((await host.http.get(WEBHOOKS)).body.results[0].is_active).toBe(true);
    await goOn(1);
    await health();
    expect((await host.http.get(WEBHOOKS)).body.results[0].is_active).toBe(false);
    expect((await disabledNotices()).sort()).toEqual(['A webhook is failing', 'A webhook was switched off']);
  });

  it('begins anew with what it takes', async () => {
    await listen({ events: ['booking.created'] });
    peer.answers.push(500);
    await make();
    await deliver();
    await goOn(6_000);
    await goOn(6 * DAY_MS);
    await health();
    expect((await host.http.get(WEBHOOKS)).body.results[0].is_active).toBe(true);
    expect(await disabledNotices()).toEqual([]);
  });
});

describe('a secret', () => {
  it('is rotated: the old one signs too for a day', async () => {
    const { id, secret: old } = await listen({ events: ['booking.created'] });
    const { body } = await host.http.put(`${WEBHOOKS}/${id}`, { rotate_secret: true });
    expect(body.secret).not.toBe(old);
    await make(9);
    await deliver();
    const [first] = peer.calls;
    for (const secret of [old, body.secret]) expect(verified(secret, first!).type).toBe('booking.created');
    here.clock.advance(DAY_MS);
    await make(10, { invitee_email: 'second@example.com' });
    await deliver();
    const second = peer.calls[1]!;
    expect(verified(body.secret, second).type).toBe('booking.created');
    expect(() => verified(old, second)).toThrow('No matching signature found');
    const kept = 'SELECT secret, previous_secret FROM integrations.webhook_endpoints WHERE id = $1';
    expect(JSON.stringify(await here.db.query(kept, [id]))).not.toContain('whsec_');
  });
});

describe('what is told', () => {
  it('is signed to the letter of Standard Webhooks, with the appointment as it was then', async () => {
    const { secret, id } = await listen();
    const one = await make();
    await act(host, `bookings/${one.id}/reschedule`, { start_time: startIn(here, 11) });
    await act(host, `bookings/${one.id}/cancel`, { reason: 'I am ill.' });
    await deliver();
    const { access_token: _, manage_url: __, ...shown } = one;
    const messages = peer.calls.map((call) => verified(secret, call));
    expect(messages).toEqual(told());
    expect(messages.every(({ data }) => !('access_token' in data) && !('manage_url' in data))).toBe(true);
    const [created, confirmed, moved, cancelled] = inOrder();
    expect(created).toEqual({
      ...{ type: 'booking.created', timestamp: expect.stringMatching(/Z$/) },
      data: { ...shown, start_time: expect.any(String), end_time: expect.any(String), sequence: 1 },
    });
    expect(new Date(created.data.start_time)).toEqual(new Date(one.start_time));
    expect(confirmed).toEqual({
      ...created,
      type: 'booking.confirmed',
      data: { ...created.data, sequence: 2 },
    });
    expect([moved.type, moved.data.status, moved.data.reschedule_count, moved.data.sequence]).toEqual([
      'booking.rescheduled',
      'confirmed',
      1,
      3,
    ]);
    expect(new Date(moved.data.start_time)).toEqual(new Date(startIn(here, 11)));
    expect([
      cancelled.type,
      cancelled.data.status,
      cancelled.data.cancel_reason,
      cancelled.data.sequence,
    ]).toEqual(['booking.cancelled', 'cancelled', 'I am ill.', 4]);
    expect(peer.calls[0]!.headers).toMatchObject({ 'content-type': 'application/json' });
    const ids = peer.calls.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(4);
    const listed = await deliveriesOf(id, '?status=succeeded');
    expect(new Set(listed.map(({ webhook_id }) => webhook_id))).toEqual(new Set(ids));
    expect(listed[0]).toMatchObject({ event: 'booking.cancelled', status: 'succeeded', next_attempt_at: null });
    expect(listed[0].attempts).toEqual([
      { at: expect.any(String), status_code: 200, error: null, duration_ms: expect.any(Number) },
    ]);
  });

  it('is what was asked for, whatever else happens', async () => {
    await listen({ events: ['booking.cancelled'] });
    const off = await listen({ is_active: false });
    const one = await make();
    await act(host, `bookings/${one.id}/cancel`);
    await deliver();
    expect(told()).toMatchObject([{ type: 'booking.cancelled', data: { id: one.id, sequence: 3 } }]);
    expect(await deliveriesOf(off.id)).toEqual([]);
  });

  it('goes through a booking’s life: requested, confirmed, over, missed, taken back; or run out', async () => {
    await listen();
    const asked = await offerType(here, host, { requiresConfirmation: true });
    const one = await booked(here.http(), asked, startIn(here, 9));
    await act(host, `bookings/${one.id}/confirm`);
    const lost = await booked(here.http(), asked, startIn(here, 10), { invitee_email: 'late@example.com' });
    // A call that is under way when the clock leaps outlives its lease, and is made again.
    await deliver();
    const due = here.app.get(DueBookingsProcessor, { strict: false });
    here.clock.set(new Date(startIn(here, 12)));
    await due.expireHolds();
    await due.complete();
    await act(host, `bookings/${one.id}/no-show`);
    expect((await host.http.delete(`/api/v1/bookings/${one.id}/no-show`)).status).toBe(204);
    await deliver();
    const of = (id: number) =>
      inOrder()
        .filter(({ data }) => data.id === id)
        .map((each) => `${each.type} ${each.data.status} ${each.data.sequence}`);
    expect(of(one.id)).toEqual([
      'booking.created pending 1',
      'booking.confirmed confirmed 2',
      'booking.completed completed 3',
      'booking.no_show no_show 4',
      'booking.no_show_undone completed 5',
    ]);
    expect(of(lost.id)).toEqual(['booking.created pending 1', 'booking.expired expired 2']);
    const held = inOrder().find((each) => each.data.id === lost.id);
    expect(held.data.expires_at).not.toBeNull();
  });

  it('is of tickets, their payments and refunds, meetings and events too, to who hosts them', async () => {
    const organizer = await here.signUpAs('organizer');
    await listen({}, organizer);
    const attendee = await here.signUp();
    const event = await offerPriced(here, organizer);
    const { booking, payment } = await payTickets(attendee, event, 2);
    await act(organizer, `payments/${payment.id}/refund`);
    await meet(here, attendee, organizer);
    await deliver();
    const of = (subject: string) => inOrder().filter((each) => each.type.startsWith(subject));
    expect(of('payment').map((each) => [each.type, each.data.status, each.data.sequence])).toEqual([
      ['payment.completed', 'completed', 1],
      ['payment.refunded', 'refunded', 2],
    ]);
    expect(of('payment')[0].data).toMatchObject({ id: payment.id, amount: '59.98', refunded_amount: '0.00' });
    expect(of('payment')[1].data).toMatchObject({ refunded_amount: '59.98', user: attendee.id });
    const tickets = of('booking').filter(({ data }) => data.id === booking.id);
    expect(tickets.map((each) => [each.type, each.data.status, each.data.confirmed_at === null])).toEqual([
      ['booking.created', 'pending', true],
      ['booking.confirmed', 'confirmed', false],
      ['booking.cancelled', 'cancelled', false],
    ]);
    expect(tickets[0].data).toMatchObject({ kind: 'ticket', number_of_tickets: 2, cancelled_at: null });
    expect(of('booking').find(({ data }) => data.kind === 'meeting')).toMatchObject({
      ...{ type: 'booking.created', data: { status: 'pending', user: attendee.id, sequence: 1 } },
    });
  });

  it('says of an event what it was with each change', async () => {
    await listen({ events: ['event.created', 'event.updated', 'event.cancelled', 'event.deleted'] });
    const body = { title: 'Picnic', description: '', location: 'Park', max_participants: 5 };
    const picnic = await act(host, 'events', { ...body, date: new Date(here.clock.millis() + DAY_MS) }, 201);
    expect((await host.http.patch(`/api/v1/events/${picnic.id}`, { title: 'Feast' })).status).toBe(200);
    expect((await host.http.delete(`/api/v1/events/${picnic.id}`)).status).toBe(204);
    await deliver();
    const told = inOrder().map((each) => [each.type, each.data.title, each.data.status]);
    expect(told).toEqual([
      ['event.created', 'Picnic', 'upcoming'],
      ['event.updated', 'Feast', 'upcoming'],
      ['event.cancelled', 'Feast', 'cancelled'],
      ['event.deleted', 'Feast', 'cancelled'],
    ]);
  });

  it('is the platform’s admins’ where nobody hosts it', async () => {
    const admin = await here.admin();
    await listen({}, admin);
    const other = await here.admin();
    await webhookOf(other, { url: `${peer.url}/other`, events: ['booking.cancelled'] });
    await listen({ url: `${peer.url}/host` });
    const [slot] = await plantSlots(here.db, 1);
    const attendee = await here.signUp();
    await act(attendee, 'bookings', { time_slot: slot }, 201);
    await deliver();
    expect(peer.calls.map(({ path }) => path)).toEqual(['/', '/']);
    expect(
      told()
        .map((each) => each.type)
        .sort(),
    ).toEqual(['booking.confirmed', 'booking.created']);
    expect(told()[0].data).toMatchObject({ kind: 'slot', time_slot: { id: slot }, user: attendee.id });
  });

  it('says who was let in, and that it was undone', async () => {
    await listen({ events: ['booking.checked_in', 'booking.updated'] });
    const event = await offerTickets(here, {
      organizerId: host.id,
      startsAt: new Date(here.clock.millis() + HOUR_MS),
    });
    const attendee = await here.signUp();
    const ticket = await ticketOf(attendee, event);
    await act(host, `bookings/${ticket.id}/check-in`);
    expect((await host.http.delete(`/api/v1/bookings/${ticket.id}/check-in`)).status).toBeLessThan(300);
    await deliver();
    expect(inOrder().map((each) => [each.type, each.data.checked_in_at !== null])).toEqual([
      ['booking.checked_in', true],
      ['booking.updated', false],
    ]);
  });
});
