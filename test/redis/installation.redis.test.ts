import { browserOf } from '../support/cookies.js';
import { Installation } from '../support/installation.js';
import { Listener, type SocketKind } from '../support/listeners.js';
import { signIn, signUp, signUpAs } from '../support/people.js';
import { plantSlots } from '../support/slots.js';
import { eventually } from '../support/eventually.js';
import { nothingLost, lossesOf } from '../support/delivery-check.js';

/** A page of the configured front end. */
const ORIGIN = 'http://localhost:3000';
const KINDS: SocketKind[] = ['plain', 'socket.io'];

describe('two processes for HTTP and one for jobs', () => {
  let here: Installation;
  beforeAll(async () => void (here = await Installation.start()));
  afterAll(() => here?.stop());

  it('show a booking made at one to the sockets of the other, of both kinds, once', async () => {
    const [booker, viewer] = [await signUp(here.apis[0].http()), await signUp(here.apis[1].http())];
    const sockets = [];
    for (const kind of KINDS)
      for (const api of here.apis) sockets.push(await Listener.open(kind, api.url, { token: viewer.access }));
    const [slot] = await plantSlots(here.db, 1);
    expect((await booker.http.post('/api/v1/bookings', { time_slot: slot })).status).toBe(201);
    for (const socket of sockets)
      await eventually(() => expect(socket.frames.some(({ data }) => data.time_slot?.id === slot)).toBe(true));
    for (const socket of sockets) {
      expect(socket.frames.filter(({ data }) => data.time_slot?.id === slot)).toHaveLength(1);
      socket.close();
    }
  });

  it('accept at one what the other has just issued or changed', async () => {
    const person = await signUp(here.apis[0].http());
    const there = here.apis[1].http(person.access);
    expect((await there.get('/api/v1/users/me')).body.id).toBe(person.id);
    await person.http.patch('/api/v1/users/me', { bio: 'told at the first' });
    expect((await there.get('/api/v1/users/me')).body.bio).toBe('told at the first');
    const [slot] = await plantSlots(here.db, 1);
    const booking = await person.http.post('/api/v1/bookings', { time_slot: slot });
    expect((await there.get(`/api/v1/bookings/${booking.body.id}`)).status).toBe(200);
  });

  it('give the last seat once, whoever is asked', async () => {
    const people = await Promise.all([0, 1, 2, 3].map((n) => signUp(here.apis[n % 2]!.http())));
    const [slot] = await plantSlots(here.db, 1);
    const answers = await Promise.all(
      people.map(({ http }) => http.post('/api/v1/bookings', { time_slot: slot })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('answer a repeated key at the other as at the first', async () => {
    const person = await signUp(here.apis[0].http());
    const [slot] = await plantSlots(here.db, 1);
    const options = { headers: { 'idempotency-key': 'the-same-everywhere' } };
    const first = await person.http.post('/api/v1/bookings', { time_slot: slot }, options);
    const again = await here.apis[1].http(person.access).post('/api/v1/bookings', { time_slot: slot }, options);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  describe.each(['logout', 'suspension', 'change of role', 'change of password'])(
    'after a %s at one',
    (what) => {
      it('the other refuses the next request, by token and cookie, and cuts the sockets', async () => {
        const [first, second] = here.apis;
        const { username } = await signUp(first.http());
        const held = await signIn(second.http(), username);
        const browser = await browserOf(second.http(), username);
        const sockets = [];
        for (const kind of KINDS) {
          sockets.push(await Listener.open(kind, second.url, { token: held.access }));
          if (what !== 'logout')
            sockets.push(await Listener.open(kind, second.url, { cookie: browser.cookie, origin: ORIGIN }));
        }
        const byCookie = () => second.http().get('/api/v1/users/me', { headers: { cookie: browser.cookie } });
        expect([(await held.http.get('/api/v1/users/me')).status, (await byCookie()).status]).toEqual([
          200, 200,
        ]);
        expect(sockets.filter(({ isOpen }) => !isOpen)).toEqual([]);

        await end(what, held.id, held.access, username);

        expect((await held.http.get('/api/v1/users/me')).status).toBe(401);
        if (what !== 'logout') expect((await byCookie()).status).toBe(401);
        for (const socket of sockets) await socket.cut();
      });
    },
  );

  it('cut the sockets of who signed out while they could not reach each other, once they can', async () => {
    const [first, second] = here.apis;
    const { username } = await signUp(first.http());
    const held = await signIn(second.http(), username);
    const browser = await browserOf(second.http(), username);
    const sockets = [];
    for (const kind of KINDS)
      sockets.push(await Listener.open(kind, second.url, { cookie: browser.cookie, origin: ORIGIN }));
    await here.redis.stop();
    const admin = await signUpAs(first.http(), here.db, 'admin');
    await admin.http.patch(`/api/v1/admin/users/${held.id}`, { status: 'suspended' });
    expect((await held.http.get('/api/v1/users/me')).status).toBe(401);
    await here.redis.restart();
    for (const socket of sockets) await socket.cut();
  });

  it('serve no clients where jobs alone run', async () => {
    const answer = async (path: string) => (await fetch(new URL(path, here.worker.url))).status;
    expect(await answer('/api/v1/categories')).toBe(404);
    expect([await answer('/health/live'), await answer('/metrics')]).toEqual([200, 200]);
  });

  /** Ends the sessions through the first process. */
  async function end(what: string, id: number, access: string, username: string): Promise<void> {
    const [first] = here.apis;
    const http = first.http(access);
    if (what === 'logout') await http.post('/api/v1/auth/logout', {});
    else if (what === 'change of password') {
      const other = await signIn(first.http(), username);
      await other.http.post('/api/v1/users/change-password', {
        old_password: other.password,
        new_password: 'Another-horse-8',
      });
    } else {
      const admin = await signUpAs(first.http(), here.db, 'admin');
      const change = what === 'suspension' ? { status: 'suspended' } : { user_type: 'organizer' };
      await admin.http.patch(`/api/v1/admin/users/${id}`, change);
    }
  }

  it('lose nothing on the way through the queue', async () => {
    const rows = await here.db.query<{ id: number; ref_id: number }>('SELECT id, ref_id FROM booking.bookings');
    const losses = await lossesOf(
      here.db,
      rows.map(({ id, ref_id }) => ({ bookingId: id, slotId: ref_id, at: 0 })),
    );
    expect(nothingLost(losses)).toBe(true);
  });
});

describe('limits', () => {
  const LIMIT = 5;
  let here: Installation;
  beforeAll(async () => {
    here = await Installation.start({
      env: {
        RATE_LIMITS_ENABLED: 'true',
        RATE_LIMIT_BOOKING: `${LIMIT}/minute`,
        RATE_LIMIT_REGISTRATION: '1000/minute',
        RATE_LIMIT_ANON: '1000/hour',
      },
    });
  });
  afterAll(() => here?.stop());

  it('are counted exactly over both processes', async () => {
    // By design a store without the processor for 50 ms is passed over; then somebody else tries.
    const answers = await eventually(async () => {
      const person = await signUp(here.apis[0].http());
      const slots = await plantSlots(here.db, 4 * LIMIT);
      const found = await Promise.all(
        slots.map((slot, n) =>
          here.apis[n % 2]!.http(person.access).post('/api/v1/bookings', { time_slot: slot }),
        ),
      );
      const count = (status: number) => found.filter((answer) => answer.status === status).length;
      expect([count(201), count(429)]).toEqual([LIMIT, 3 * LIMIT]);
      const booked = 'SELECT count(*) FROM booking.bookings WHERE person_id = $1';
      expect(await here.db.value(booked, [person.id])).toBe(LIMIT);
      return found;
    });
    const refused = answers.find(({ status }) => status === 429)!;
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
