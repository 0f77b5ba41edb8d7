import { Browser } from '../support/browser.js';
import { freeTimes } from '../support/calendar.js';
import { eventually } from '../support/eventually.js';
import { PASSWORD } from '../support/people.js';
import { openPlain, openSocketIo, type OpenSocket, type SocketClient } from '../support/sockets.js';
import { step } from '../support/step.js';
import { world, type World } from '../support/world.js';

const ORIGIN = 'https://calendar.example.com';

// The calendar's document, from its first line to its last, as its own front end lives through it: two browsers
// with cookies and CSRF tokens, an admin's and an attendee's, and a socket.
describe.each<[string, string, OpenSocket]>([
  ['/api', 'a plain WebSocket', openPlain],
  ['/api/v1', 'Socket.IO', openSocketIo],
])('the slot calendar under %s with %s', (api, kind, open) => {
  let w: World;
  let admin: Browser;
  let browser: Browser;
  let socket: SocketClient;

  const name = `ada${api.length}`;
  const items = (body: any) => (api === '/api' ? body : body.results);
  const at = (path: string) => `${api}${path}`;

  beforeAll(async () => {
    w = await world({ CORS_ORIGINS: ORIGIN });
    [admin, browser] = [new Browser(w.url, ORIGIN), new Browser(w.url, ORIGIN)];
    const { username, password } = await w.admin();
    await admin.get(at('/auth/csrf/'));
    expect((await admin.post(at('/auth/login/'), { username, password })).status).toBe(200);
  });
  afterAll(async () => {
    socket?.close();
    await w?.close();
  });

  /** Notices to Ada by mail so far; the one of her registration apart. */
  async function mailsTo(count: number): Promise<void> {
    await eventually(async () => {
      const [row] = await w.db.query<{ sent: number }>(
        `SELECT count(*)::int AS sent FROM platform.mails WHERE status = 'sent' AND dedupe_key LIKE 'notice:%'`,
      );
      expect(row!.sent).toBe(count);
    });
  }

  it('from its first line to its last', async () => {
    let ada: { id: number; username: string };
    let slot: any;
    let booking: any;
    const day = () => slot.start_time.slice(0, 10);

    await step('authentication', async () => {
      await step('gives a CSRF token, in body and cookie', async () => {
        const { status, body } = await browser.get(at('/auth/csrf/'));
        expect([status, body.csrf_token]).toEqual([200, body.csrfToken]);
        expect(browser.cookieHeader).toContain(`csrftoken=${body.csrf_token}`);
      });

      await step('registers, signs out and in again', async () => {
        const person = { username: name, email: `${name}@example.com`, password: PASSWORD };
        const registered = await browser.post(at('/auth/register/'), person);
        expect(registered).toMatchObject({ status: 201, body: { user: { username: name } } });
        ada = registered.body.user;
        expect((await browser.post(at('/auth/logout/'))).status).toBe(200);
        expect((await browser.get(at('/auth/user/'))).status).toBe(401);
        const login = await browser.post(at('/auth/login/'), { username: name, password: PASSWORD });
        expect(login).toMatchObject({
          status: 200,
          body: { user: { id: ada.id }, access: expect.any(String) },
        });
        expect(browser.cookieHeader).toContain('sessionid=');
        expect((await browser.get(at('/auth/user/'))).body).toMatchObject({ id: ada.id, username: name });
      });

      await step('knows providers and connected accounts', async () => {
        const { body } = await browser.get(at('/oauth/status/'));
        expect(body).toMatchObject({ google: { configured: false }, github: { configured: false } });
        expect(items((await browser.get(at('/oauth/accounts/'))).body)).toEqual([]);
        expect((await browser.get('/oauth/google/login/')).status).toBe(404);
      });
    });

    await step('lists the categories to anybody', async () => {
      const { body } = await w.http().get(at('/categories/'));
      expect(items(body).map((category: any) => category.name)).toEqual(['Cat 1', 'Cat 2', 'Cat 3']);
    });

    await step(`opens ${kind} by cookie, from the front end’s page alone`, async () => {
      const headers = { cookie: browser.cookieHeader, origin: ORIGIN };
      await expect(
        open(w.url, { headers: { ...headers, origin: 'https://evil.example' } }),
      ).rejects.toBeDefined();
      await expect(open(w.url)).rejects.toBeDefined();
      socket = await open(w.url, { headers });
    });

    await step('an admin', async () => {
      await step('makes a slot, and everybody who listens sees it', async () => {
        const times = freeTimes(w.clock.now());
        const made = await admin.post(at('/admin/timeslots/'), { ...times, category: 1 });
        expect(made).toMatchObject({
          status: 201,
          body: { ...times, is_available: true, category: { name: 'Cat 1' } },
        });
        slot = made.body;
        const { data } = await socket.frame('timeslot_created');
        expect(data).toMatchObject({ id: slot.id, ...times, is_available: true });
      });

      await step('needs the CSRF token for it', async () => {
        const forger = new Browser(w.url, ORIGIN);
        await forger.post(at('/auth/login/'), { username: name, password: PASSWORD });
        forger.forgetCsrfToken();
        const refused = await forger.post(at('/bookings/'), { time_slot: slot.id });
        expect(refused).toMatchObject({ status: 403, body: { code: 'CSRF_FAILED' } });
      });

      await step('sees a slot alone and among all', async () => {
        expect((await admin.get(at(`/admin/timeslots/${slot.id}/`))).body).toMatchObject({
          id: slot.id,
          bookings: [],
        });
        for (const filter of [
          `date=${day()}`,
          'category=1',
          'status=available',
          `date=${day()}&category=1&status=available`,
        ]) {
          const { body } = await admin.get(at(`/admin/timeslots/?${filter}`));
          expect(items(body).map(({ id }: any) => id)).toEqual([slot.id]);
        }
        expect(items((await admin.get(at('/admin/timeslots/?status=booked'))).body)).toEqual([]);
      });

      await step('is nobody but an admin', async () => {
        expect((await browser.get(at('/admin/timeslots/'))).status).toBe(403);
        expect((await browser.post(at('/admin/timeslots/'), {})).status).toBe(403);
        expect((await browser.get(at('/admin/bookings/'))).status).toBe(403);
        expect((await w.http().get(at('/admin/timeslots/'))).status).toBe(401);
      });
    });

    await step('an attendee', async () => {
      await step('finds the slot by every filter', async () => {
        for (const filter of [
          '',
          `date=${day()}`,
          `start_date=${day()}&end_date=${day()}`,
          'categories=Cat 1&categories=Cat 2',
          'categories[]=Cat 1',
          'available_only=true',
        ]) {
          const { status, body } = await browser.get(at(`/timeslots/?${filter}`));
          expect([status, items(body).map(({ id }: any) => id)]).toEqual([200, [slot.id]]);
        }
        expect(items((await browser.get(at('/timeslots/?categories=Cat 3'))).body)).toEqual([]);
        expect((await w.http().get(at('/timeslots/'))).status).toBe(401);
      });

      await step('books it, and the calendar says that it is taken, not by whom', async () => {
        const made = await browser.post(at('/bookings/'), { time_slot: slot.id });
        expect(made).toMatchObject({
          status: 201,
          body: { status: 'confirmed', time_slot: { id: slot.id, booked_by_me: true } },
        });
        booking = made.body;
        const frame = await socket.frame('booking_created');
        expect(frame.data).toMatchObject({ time_slot: { id: slot.id, is_available: false, is_booked: true } });
        expect(JSON.stringify(frame)).not.toContain(name);
        expect(items((await browser.get(at('/timeslots/?available_only=true'))).body)).toEqual([]);
      });

      await step('finds it taken when another was faster', async () => {
        const { http } = await w.signUp();
        const refused = await http.post(at('/bookings/'), { time_slot: slot.id });
        expect(refused).toMatchObject({ status: 409, body: { code: 'SLOT_UNAVAILABLE' } });
      });

      await step('has a history of bookings', async () => {
        const upcoming = items((await browser.get(at('/user/bookings/?status=upcoming'))).body);
        expect(upcoming.map(({ id }: any) => id)).toEqual([booking.id]);
        expect(items((await browser.get(at('/user/bookings/?status=past'))).body)).toEqual([]);
      });

      await step('cannot cancel another’s booking', async () => {
        const { http } = await w.signUp();
        expect((await http.delete(at(`/bookings/${booking.id}/`))).status).toBe(404);
      });

      await step('cancels its own, and the slot is free again', async () => {
        expect((await browser.delete(at(`/bookings/${booking.id}/`))).status).toBe(204);
        const { data } = await socket.frame('booking_cancelled');
        expect(data).toMatchObject({ time_slot: { id: slot.id, is_available: true, is_booked: false } });
        expect(items((await browser.get(at('/user/bookings/'))).body)).toEqual([]);
        booking = (await browser.post(at('/bookings/'), { time_slot: slot.id })).body;
        expect(booking.status).toBe('confirmed');
      });
    });

    await step('an admin, with bookings', async () => {
      await step('sees who booked', async () => {
        const held = items((await admin.get(at('/admin/timeslots/?status=booked'))).body);
        expect(held[0].bookings).toEqual([
          { id: booking.id, user: { id: ada.id, username: name }, status: 'confirmed' },
        ]);
        for (const filter of [`date=${day()}`, `user=${name.slice(0, 3)}`, 'category=1', 'limit=1']) {
          const all = items((await admin.get(at(`/admin/bookings/?${filter}`))).body);
          expect(all.map(({ id, user }: any) => [id, user.username])).toContainEqual([booking.id, name]);
        }
      });

      await step('moves the slot: the booking stands and its owner is told', async () => {
        const times = freeTimes(w.clock.now(), 2);
        const moved = await admin.put(at(`/admin/timeslots/${slot.id}/`), times);
        expect(moved).toMatchObject({ status: 200, body: { ...times, bookings: [{ id: booking.id }] } });
        slot = moved.body;
        expect((await socket.frame('timeslot_updated')).data).toMatchObject({ id: slot.id, ...times });
        expect((await browser.get(at(`/bookings/${booking.id}/`))).body).toMatchObject({
          status: 'confirmed',
          ...times,
        });
        await mailsTo(4);
      });

      await step('cancels a booking: its owner is told', async () => {
        expect((await admin.delete(at(`/admin/bookings/${booking.id}/`))).status).toBe(204);
        expect((await browser.get(at(`/bookings/${booking.id}/`))).body.status).toBe('cancelled');
        await mailsTo(5);
      });

      await step('deletes the slot: its booking goes with it, and its owner is told', async () => {
        booking = (await browser.post(at('/bookings/'), { time_slot: slot.id })).body;
        expect((await admin.delete(at(`/admin/timeslots/${slot.id}/`))).status).toBe(204);
        expect((await socket.frame('timeslot_deleted')).data.id).toBe(slot.id);
        expect((await browser.get(at(`/bookings/${booking.id}/`))).body.status).toBe('cancelled');
        expect((await admin.get(at(`/admin/timeslots/${slot.id}/`))).status).toBe(404);
        await mailsTo(7);
      });
    });

    await step('describes itself', async () => {
      const { body } = await w.http().get('/api/schema/');
      expect(body.openapi).toMatch(/^3\./);
      expect(body.paths['/api/v1/timeslots']).toBeDefined();
      expect((await w.http().get('/api/docs/')).body).toContain('<html');
    });

    await step('ends with signing out, and the socket ends too', async () => {
      expect((await browser.post(at('/auth/logout/'))).status).toBe(200);
      expect(await socket.ended).toBe(kind === 'Socket.IO' ? 'io server disconnect' : 4403);
      expect((await browser.get(at('/timeslots/'))).status).toBe(401);
    });
  });
});
