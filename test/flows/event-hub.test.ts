import { SmtpInbox } from '../support/smtp-inbox.js';
import { step } from '../support/step.js';
import { begin } from '../support/ticketed.js';
import { world, type Person, type World } from '../support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

// The ticketed events' document, as its client writes it: under /api, with a slash at the end, lists as bare
// arrays. What it says of accounts is in event-hub-accounts.test.ts.
describe('the event hub', () => {
  let w: World;
  let inbox: SmtpInbox;
  let admin: Person;
  let organizer: Person;

  const inDays = (days: number, hours = 0) =>
    new Date(
      Math.ceil(w.clock.now().getTime() / HOUR_MS) * HOUR_MS + days * DAY_MS + hours * HOUR_MS,
    ).toISOString();

  beforeAll(async () => {
    inbox = await SmtpInbox.open();
    w = await world({ SMTP_URL: inbox.url });
    [admin, organizer] = [await w.admin(), await w.signUpAs('organizer')];
  });
  afterAll(async () => {
    await w?.close();
    await inbox?.close();
  });

  it('from the first draft to the last certificate', async () => {
    const john = await w.signUp({ first_name: 'John', last_name: 'Doe' });
    let event: any;
    let free: any;
    let session: any;
    let booking: any;
    let payment: any;

    await step('events', async () => {
      await step('are made by organizers alone, as drafts that others do not see', async () => {
        const wanted = {
          title: 'Advanced Python Workshop',
          description: 'Learn advanced Python concepts',
          category: 'workshop',
          location: 'Virtual',
          is_online: true,
          online_url: 'https://zoom.us/j/1',
          start_date: inDays(10),
          end_date: inDays(10, 3),
          registration_deadline: inDays(9),
          max_attendees: 30,
          price: '29.99',
          tags: 'python, programming, advanced',
        };
        expect((await john.http.post('/api/events/', wanted)).status).toBe(403);
        const made = await organizer.http.post('/api/events/', wanted);
        expect(made).toMatchObject({ status: 201, body: { ...wanted, status: 'draft', attendees_count: 0 } });
        event = made.body;
        expect((await john.http.get(`/api/events/${event.id}/`)).status).toBe(404);
        expect((await w.http().get('/api/events/')).body).toEqual([]);
      });

      await step('are changed and published by their organizer', async () => {
        expect(await organizer.http.put(`/api/events/${event.id}/`, { title: 'Python' })).toMatchObject({
          status: 200,
          body: { title: 'Python', price: '29.99' },
        });
        expect((await organizer.http.patch(`/api/events/${event.id}/`, { title: event.title })).status).toBe(
          200,
        );
        expect((await john.http.post(`/api/events/${event.id}/publish/`)).status).toBe(404);
        const published = await organizer.http.post(`/api/events/${event.id}/publish/`);
        expect(published).toMatchObject({
          status: 200,
          body: { status: 'published', is_registration_open: true },
        });
        const body = { title: 'New Workshop', description: 'Workshop description', category: 'workshop' };
        const times = { start_date: inDays(20), end_date: inDays(20, 3), registration_deadline: inDays(19) };
        const more = {
          location: 'Virtual',
          is_online: true,
          online_url: 'https://zoom.us/j/2',
          max_attendees: 30,
        };
        free = (await organizer.http.post('/api/events/', { ...body, ...times, ...more, price: '0.00' })).body;
        expect((await organizer.http.post(`/api/events/${free.id}/publish/`)).status).toBe(200);
      });

      await step('are found by every filter, in every order', async () => {
        for (const [filter, expected] of [
          ['category=workshop&ordering=created_at', [event, free]],
          ['category=meetup', []],
          ['status=published&ordering=-created_at', [free, event]],
          ['is_online=true&ordering=created_at', [event, free]],
          ['search=python', [event]],
          ['search=Workshop description', [free]],
          ['search=programming', [event]],
          ['ordering=-start_date', [free, event]],
          ['ordering=created_at', [event, free]],
          ['ordering=price', [free, event]],
        ] as const) {
          const { status, body } = await w.http().get(`/api/events/?${filter}`);
          expect([filter, status]).toEqual([filter, 200]);
          expect([filter, body.map(({ id }: any) => id)]).toEqual([filter, expected.map(({ id }) => id)]);
        }
        const [first] = (await w.http().get('/api/events/?ordering=-price')).body;
        expect(first).toMatchObject({ id: event.id, organizer_name: expect.any(String), cover_image: null });
        expect((await w.http().get('/api/events/?category=party')).status).toBe(400);
        expect((await w.http().get('/api/events/?is_online=false')).body).toEqual([]);
      });

      await step('show the address of an online event to those booked alone', async () => {
        const { body } = await w.http().get(`/api/events/${event.id}/`);
        expect(body).toMatchObject({
          id: event.id,
          organizer: organizer.id,
          available_spots: 30,
          sessions: [],
        });
        expect(body.online_url ?? '').not.toContain('zoom');
      });

      await step('are listed with who organizes them', async () => {
        const { status, body } = await john.http.get(`/api/users/${organizer.id}/events_organized/`);
        expect([status, body.map(({ id }: any) => id).sort()]).toEqual([200, [event.id, free.id].sort()]);
      });
    });

    await step('have sessions, with a speaker who is in one place at a time', async () => {
      const wanted = {
        event: event.id,
        title: 'Opening Keynote',
        description: 'Opening keynote speech',
        start_time: event.start_date,
        end_time: inDays(10, 1),
        speaker: organizer.id,
        room_or_link: 'Main Hall',
      };
      const made = await organizer.http.post('/api/sessions/', wanted);
      expect(made).toMatchObject({ status: 201, body: { title: wanted.title, speaker: organizer.id } });
      session = made.body;
      expect((await organizer.http.post('/api/sessions/', { ...wanted, room_or_link: 'Room B' })).status).toBe(
        409,
      );
      expect((await john.http.post('/api/sessions/', wanted)).status).toBe(403);
      const { body } = await w.http().get(`/api/sessions/?event=${event.id}&ordering=start_time`);
      expect(body).toEqual([expect.objectContaining({ id: session.id, room_or_link: 'Main Hall' })]);
      expect((await w.http().get(`/api/sessions/?speaker=${organizer.id}`)).body).toHaveLength(1);
    });

    await step('bookings', async () => {
      await step('begin pending, at the event’s price', async () => {
        const wanted = { event: event.id, number_of_tickets: 1, special_requirements: 'Need vegetarian meals' };
        const made = await john.http.post('/api/bookings/', wanted);
        expect(made).toMatchObject({
          status: 201,
          body: {
            ...wanted,
            event_title: event.title,
            user: john.id,
            user_name: 'John Doe',
            status: 'pending',
          },
        });
        expect(made.body).toMatchObject({ total_price: '29.99', confirmed_at: null, cancelled_at: null });
        booking = made.body;
        expect((await john.http.post('/api/bookings/', wanted)).status).toBe(409);
        const { body } = await john.http.get(
          `/api/bookings/?event=${event.id}&status=pending&ordering=-registered_at`,
        );
        expect(body).toEqual([expect.objectContaining({ id: booking.id })]);
      });

      await step('are confirmed once they are paid, free ones at once', async () => {
        const early = await john.http.post(`/api/bookings/${booking.id}/confirm/`);
        expect(early).toMatchObject({ status: 409, body: { code: 'PAYMENT_REQUIRED' } });
        const made = (await john.http.post('/api/bookings/', { event: free.id, number_of_tickets: 2 })).body;
        expect(made).toMatchObject({ status: 'pending', total_price: '0.00', number_of_tickets: 2 });
        const confirmed = await john.http.post(`/api/bookings/${made.id}/confirm/`);
        expect(confirmed).toMatchObject({ status: 200, body: { status: 'confirmed' } });
        expect((await w.http().get(`/api/events/${free.id}/`)).body).toMatchObject({ attendees_count: 2 });
        const cancelled = await john.http.post(`/api/bookings/${made.id}/cancel/`);
        expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
        expect((await john.http.post(`/api/bookings/${made.id}/cancel/`)).status).toBe(409);
      });
    });

    await step('the waitlist', async () => {
      await step('is for events that are full', async () => {
        const early = await admin.http.post('/api/waitlist/', { event: event.id });
        expect(early.status).toBe(409);
        expect((await organizer.http.patch(`/api/events/${event.id}/`, { max_attendees: 1 })).status).toBe(200);
        const joined = await admin.http.post('/api/waitlist/', { event: event.id });
        expect(joined).toMatchObject({
          status: 201,
          body: { event: event.id, position: 1, status: 'waiting' },
        });
        const { body } = await admin.http.get(`/api/waitlist/?event=${event.id}&ordering=position`);
        expect(body).toEqual([expect.objectContaining({ id: joined.body.id, user: admin.id })]);
        expect((await admin.http.post(`/api/waitlist/${joined.body.id}/leave/`)).status).toBe(200);
      });
    });

    await step('payments', async () => {
      await step('must be what is due', async () => {
        for (const amount of ['29.98', '0.00', '-1', '1e308', '10.001', '２９.９９']) {
          const refused = await john.http.post('/api/payments/', {
            booking: booking.id,
            amount,
            method: 'mock',
          });
          expect([amount, refused.status]).toEqual([amount, 400]);
        }
      });

      await step('confirm the booking', async () => {
        const paid = await john.http.post('/api/payments/', {
          booking: booking.id,
          amount: '29.99',
          method: 'mock',
        });
        expect(paid).toMatchObject({
          status: 201,
          body: { booking: booking.id, booking_event: event.title, user: john.id, user_name: 'John Doe' },
        });
        expect(paid.body).toMatchObject({
          amount: '29.99',
          currency: 'USD',
          status: 'completed',
          method: 'mock',
        });
        expect(paid.body.transaction_id).toMatch(/^EVH-[A-Z0-9]{12}$/);
        payment = paid.body;
        expect((await john.http.get(`/api/bookings/${booking.id}/`)).body.status).toBe('confirmed');
        const again = await john.http.post('/api/payments/', {
          booking: booking.id,
          amount: '29.99',
          method: 'mock',
        });
        expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_PAID' } });
      });

      await step('are listed, with a receipt', async () => {
        const { body } = await john.http.get(
          '/api/payments/?status=completed&method=mock&ordering=-created_at',
        );
        expect(body).toEqual([expect.objectContaining({ id: payment.id })]);
        const receipt = await john.http.get(`/api/payments/${payment.id}/receipt/`);
        expect(receipt).toMatchObject({ status: 200, body: { total: '29.99', payment: { id: payment.id } } });
      });

      await step('have an invoice with a number of its year', async () => {
        const [invoice] = (await john.http.get('/api/invoices/?is_sent=false&ordering=-issued_at')).body;
        expect(invoice.invoice_number).toMatch(/^\d{4}-\d{6}$/);
        expect((await john.http.get(`/api/invoices/?search=${payment.transaction_id}`)).body).toHaveLength(1);
        expect((await john.http.get(`/api/invoices/?search=${invoice.invoice_number}`)).body).toHaveLength(1);
        expect((await john.http.get(`/api/invoices/${invoice.id}/`)).body).toMatchObject({ total: '29.99' });
        const sent = await john.http.post(`/api/invoices/${invoice.id}/mark_as_sent/`);
        expect(sent).toMatchObject({ status: 200, body: { is_sent: true } });
      });
    });

    await step('show attendees to those who may see them, and a count to others', async () => {
      const path = `/api/events/${event.id}/attendees/`;
      expect((await w.http().get(path)).body).toEqual({ count: 1 });
      expect((await john.http.get(path)).body).toEqual([{ user: john.id, user_name: 'John Doe' }]);
      expect((await organizer.http.get(path)).body).toEqual([
        expect.objectContaining({ user: john.id, number_of_tickets: 1, status: 'confirmed' }),
      ]);
    });

    await step('show their revenue to the organizer alone', async () => {
      const path = `/api/events/${event.id}/statistics/`;
      expect((await organizer.http.get(path)).body).toMatchObject({
        total_attendees: 1,
        available_spots: 0,
        waitlist_count: 0,
        reviews_count: 0,
        average_rating: 0,
        total_revenue: 29.99,
      });
      expect((await w.http().get(path)).body.total_revenue).toBeNull();
    });

    await step('notify', async () => {
      await w.drainEvents();
      const path =
        '/api/notifications/?notification_type=booking_confirmation&is_read=false&ordering=-created_at';
      const { body } = await john.http.get(`${path}&event=${event.id}`);
      expect(body).toEqual([
        expect.objectContaining({ user: john.id, event: event.id, event_title: event.title }),
      ]);
      const { unread_count } = (await john.http.get('/api/notifications/unread_count/')).body;
      expect(unread_count).toBeGreaterThan(0);
      const read = await john.http.post(`/api/notifications/${body[0].id}/mark_as_read/`);
      expect(read).toMatchObject({ status: 200, body: { is_read: true, read_at: expect.any(String) } });
      expect((await john.http.post('/api/notifications/mark_all_as_read/')).status).toBe(200);
      expect((await john.http.get('/api/notifications/unread_count/')).body).toEqual({ unread_count: 0 });
    });

    await step('give refunds, and cancel the booking with it', async () => {
      const refunded = await john.http.post(`/api/payments/${payment.id}/refund/`);
      expect(refunded).toMatchObject({ status: 200, body: { status: 'refunded', refunded_amount: '29.99' } });
      expect((await john.http.get(`/api/bookings/${booking.id}/`)).body.status).toBe('cancelled');
      const again = await organizer.http.post(`/api/payments/${payment.id}/refund/`);
      expect(again).toMatchObject({ status: 409, body: { code: 'NOTHING_TO_REFUND' } });
      const state = (await admin.http.get('/api/v1/admin/ledger/invariants')).body;
      expect(state).toMatchObject({ accounts_out_of_balance: [], transfers_out_of_balance: [] });
    });

    await step('reviews', async () => {
      await begin(w, event.id);
      await step('are written once, and found helpful or not', async () => {
        const wanted = { event: event.id, rating: 5, title: 'Excellent workshop!', review: 'Very informative' };
        const made = await john.http.post('/api/reviews/', { ...wanted, attended: true });
        expect(made).toMatchObject({ status: 201, body: { ...wanted, user: john.id, helpful_count: 0 } });
        expect((await john.http.post('/api/reviews/', wanted)).status).toBe(409);
        expect((await organizer.http.post('/api/reviews/', wanted)).status).toBeGreaterThanOrEqual(400);
        expect((await admin.http.post(`/api/reviews/${made.body.id}/mark_helpful/`)).status).toBe(200);
        expect((await organizer.http.post(`/api/reviews/${made.body.id}/mark_unhelpful/`)).status).toBe(200);
        const { body } = await w.http().get(`/api/reviews/?event=${event.id}&rating=5&search=excellent`);
        expect(body).toEqual([expect.objectContaining({ helpful_count: 1, unhelpful_count: 1 })]);
        expect(body[0].helpful_percentage).toBe(50);
        expect((await w.http().get('/api/reviews/?ordering=-created_at')).body).toHaveLength(1);
        expect((await john.http.get(`/api/users/${john.id}/reviews/`)).body).toHaveLength(1);
      });
    });

    await step('are cancelled, and everybody is told', async () => {
      const cancelled = await organizer.http.post(`/api/events/${free.id}/cancel/`);
      expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
      expect((await organizer.http.post(`/api/events/${free.id}/cancel/`)).status).toBe(409);
      expect((await organizer.http.delete(`/api/sessions/${session.id}/`)).status).toBe(204);
    });

    await step('list certificates', async () => {
      const { status, body } = await john.http.get(
        '/api/certificates/?is_downloaded=false&ordering=-issued_date',
      );
      expect([status, body]).toEqual([200, []]);
      expect((await john.http.post('/api/certificates/1/mark_as_downloaded/')).status).toBe(404);
    });

    await step('answer errors with `detail` and `error`', async () => {
      const { status, body } = await john.http.get('/api/events/999999/');
      expect(status).toBe(404);
      expect(body).toMatchObject({ detail: expect.any(String), error: expect.any(String), code: 'NOT_FOUND' });
      expect((await w.http().get('/api/bookings/')).status).toBe(401);
    });
  });
});
