import { createPublicKey, verify } from 'node:crypto';
import sharp from 'sharp';
import { makeSlot, book } from '../../support/calendar.js';
import { ticketOf } from '../../support/check-in.js';
import { pdfText } from '../../support/pdf-text.js';
import { scanned } from '../../support/scanner.js';
import { makePublished } from '../../support/ticketed.js';
import { bookTickets, offerTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let organizer: Person;
let admin: Person;
let ada: Person;
let stranger: Person;
let event: number;

beforeAll(async () => {
  here = await world();
  [organizer, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [ada, stranger] = [await here.signUp({ first_name: 'Łukasz', last_name: 'Żółć' }), await here.signUp()];
  event = await offerTickets(here, {
    title: 'Ćwiczenia z Pythona',
    place: 'Sala 7',
    organizerId: organizer.id,
  });
});
afterAll(() => here.close());

/** The bytes of a ticket, as they come. */
async function bytesOf(person: Person, id: number, accept?: string) {
  const answer = await fetch(`${here.url}/api/v1/bookings/${id}/ticket`, {
    headers: { authorization: `Bearer ${person.access}`, ...(accept && { accept }) },
  });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('a ticket', () => {
  let booking: any;
  beforeAll(async () => (booking = await ticketOf(ada, event, 2)));

  it('is a PDF that says what, when, for whom and for how many, the same each time', async () => {
    const { answer, bytes } = await bytesOf(ada, booking.id);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(answer.headers.get('content-disposition')).toBe(`inline; filename="ticket-${booking.id}.pdf"`);
    expect(answer.headers.get('vary')).toContain('Accept');
    expect(Number(answer.headers.get('content-length'))).toBe(bytes.length);
    const text = pdfText(bytes);
    for (const line of [
      'Ticket',
      'Ćwiczenia z Pythona',
      'Łukasz Żółć',
      'Sala 7',
      '2 people',
      String(booking.id),
    ])
      expect(text).toContain(line);
    expect((await bytesOf(ada, booking.id, 'application/pdf')).bytes.equals(bytes)).toBe(true);
  });

  it('says where the event is now', async () => {
    const { id } = await makePublished(organizer, here.clock.now(), { location: 'Sala 9' });
    const ticket = await ticketOf(ada, id);
    expect(pdfText((await bytesOf(ada, ticket.id)).bytes)).toContain('Sala 9');
    await organizer.http.patch(`/api/v1/events/${id}`, { location: '', is_online: true });
    expect(pdfText((await bytesOf(ada, ticket.id)).bytes)).toContain('Online');
  });

  it('has the letters of everybody, however long without a space', async () => {
    const nour = await here.signUp({ first_name: 'نور', last_name: 'الدين' });
    const title = '第3回東京勉強会 👩🏽‍💻';
    const { id } = await makePublished(organizer, here.clock.now(), { title, location: 'กรุงเทพมหานคร' });
    const wish = { event: id, number_of_tickets: 1, special_requirements: 'ш'.repeat(2_000) };
    const booked = await nour.http.post('/api/v1/bookings', wish);
    await nour.http.post(`/api/v1/bookings/${booked.body.id}/confirm`);
    const text = pdfText((await bytesOf(nour, booked.body.id)).bytes).join('');
    for (const said of ['نور الدين', title, 'กรุงเทพมหานคร', `${'ш'.repeat(500)}…`])
      expect(text).toContain(said);
  });

  it('is drawn once for each thing that it says', async () => {
    const { id } = await makePublished(organizer, here.clock.now(), { location: 'Sala 1' });
    const ticket = await ticketOf(ada, id);
    const drawn = async () => {
      const { bytes } = await bytesOf(ada, ticket.id);
      const rows = await here.db.query<{ version: string; keeping: string; person_id: number }>(
        'SELECT version, keeping, person_id FROM platform.papers WHERE key = $1 AND bytes = $2',
        [`ticket:${ticket.id}`, bytes],
      );
      expect(rows).toEqual([{ version: expect.any(String), keeping: 'drawn', person_id: ada.id }]);
      return rows[0]!.version;
    };
    const first = await drawn();
    expect(await drawn()).toBe(first);
    await organizer.http.patch(`/api/v1/events/${id}`, { location: 'Sala 2' });
    expect(await drawn()).not.toBe(first);
  });

  it('is a picture of its code where that is asked for', async () => {
    const { answer, bytes } = await bytesOf(ada, booking.id, 'image/png');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 512, height: 512 });
    expect((await bytesOf(ada, booking.id, 'text/html')).answer.status).toBe(406);
    expect(
      (await ada.http.get(`/api/v1/bookings/${booking.id}/ticket`, { headers: { accept: 'text/html' } })).body
        .code,
    ).toBe('NOT_ACCEPTABLE');
  });

  it('is its booker’s alone', async () => {
    for (const person of [stranger, organizer, admin])
      expect((await person.http.get(`/api/v1/bookings/${booking.id}/ticket`)).status).toBe(404);
    expect((await here.http().get(`/api/v1/bookings/${booking.id}/ticket`)).status).toBe(401);
  });

  it('is there for confirmed bookings alone', async () => {
    const pending = await bookTickets(stranger, event);
    const refused = await stranger.http.get(`/api/v1/bookings/${pending.id}/ticket`);
    expect([refused.status, refused.body.code]).toEqual([409, 'BOOKING_NOT_CONFIRMED']);
    await stranger.http.post(`/api/v1/bookings/${pending.id}/cancel`);
    const cancelled = await stranger.http.get(`/api/v1/bookings/${pending.id}/ticket`);
    expect([cancelled.status, cancelled.body.details]).toEqual([409, { status: 'cancelled' }]);
  });

  it('is not there for slots', async () => {
    const slot = await book(ada, (await makeSlot(admin, here.clock.now())).id);
    const answer = await ada.http.get(`/api/v1/bookings/${slot.id}/ticket`);
    expect([answer.status, answer.body.code]).toEqual([409, 'NO_TICKET']);
  });
});

describe('the keys of an event', () => {
  it('verify a ticket without asking anybody', async () => {
    const { body } = await organizer.http.get(`/api/v1/events/${event}/check-in-keys`);
    expect(body).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String) }],
    });
    const booking = await ticketOf(stranger, event, 2);
    const { bytes } = await bytesOf(stranger, booking.id, 'image/png');
    const [head, claims, signature] = (await scanned(bytes)).split('.') as string[];
    const key = createPublicKey({ key: body.keys[0], format: 'jwk' });
    expect(verify(null, Buffer.from(`${head}.${claims}`), key, Buffer.from(signature!, 'base64url'))).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toEqual({
      booking: booking.id,
      event,
      seats: 2,
    });
  });

  it('are its own, made once, and kept sealed', async () => {
    const other = await offerTickets(here, { organizerId: organizer.id });
    const asked = await Promise.all(
      Array.from({ length: 4 }, () => organizer.http.get(`/api/v1/events/${other}/check-in-keys`)),
    );
    expect(new Set(asked.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const mine = await organizer.http.get(`/api/v1/events/${event}/check-in-keys`);
    expect(mine.body.keys[0].x).not.toBe(asked[0]!.body.keys[0].x);
    const rows = await here.db.query<{ sealed: string }>(
      `SELECT encode(sealed_private_key, 'hex') AS sealed FROM booking.check_in_keys`,
    );
    // The head of a private key as PKCS 8.
    expect(rows.filter(({ sealed }) => sealed.includes('302e020100300506032b6570'))).toEqual([]);
  });

  it('are for its organizer and admins', async () => {
    const path = `/api/v1/events/${event}/check-in-keys`;
    expect((await admin.http.get(path)).status).toBe(200);
    expect((await stranger.http.get(path)).status).toBe(403);
    const draft = await offerTickets(here, { organizerId: organizer.id, state: 'draft' });
    expect((await stranger.http.get(`/api/v1/events/${draft}/check-in-keys`)).status).toBe(404);
    const gathering = await offerTickets(here, { organizerId: organizer.id, joinOnly: true });
    expect((await organizer.http.get(`/api/v1/events/${gathering}/check-in-keys`)).body.code).toBe('NO_TICKET');
  });

  it('are retired, and still verify, when the application’s secret is another', async () => {
    const old = await offerTickets(here, { organizerId: organizer.id });
    const path = `/api/v1/events/${old}/check-in-keys`;
    const [before] = (await organizer.http.get(path)).body.keys;
    await here.db.query(
      `UPDATE booking.check_in_keys SET sealed_private_key = 'sealed by another' WHERE kid = $1`,
      [before.kid],
    );
    const { keys } = (await organizer.http.get(path)).body;
    expect(keys).toHaveLength(2);
    expect(keys[1]).toEqual(before);
  });
});
