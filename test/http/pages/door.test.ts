import { generateKeyPairSync } from 'node:crypto';
import { signedCode } from '../../../src/booking/tickets/ticket-code.policy.js';
import { TicketKeys } from '../../../web/browser/ticket-keys.js';
import { rowsOf } from '../../../web/lib/csv.js';
import { found, judged, Repeats, ticketsInside, type Guest } from '../../../web/lib/door.js';
import { looksLikeTicket, readTicket } from '../../../web/lib/ticket-code.js';
import { codeOf, ticketOf } from '../../support/check-in.js';
import { inDays } from '../../support/events.js';
import { PASSWORD } from '../../support/people.js';
import { makePublished } from '../../support/ticketed.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keys = new TicketKeys([{ kid: 'k1', x: publicKey.export({ format: 'jwk' }).x! }]);
const code = signedCode({ booking: 17, event: 3, seats: 2 }, 'k1', privateKey);
const event = { id: 3, start_date: '2026-03-01T18:00:00Z', end_date: '2026-03-01T22:00:00Z' };
const during = '2026-03-01T18:30:00.000Z';
const ines: Guest = { booking: 17, name: 'Inês Couto', tickets: 2, status: 'confirmed', checkedInAt: null };

describe('a door without a connection', () => {
  it('verifies what a ticket says by the public keys alone', async () => {
    const signed = readTicket(` ${code}\n`)!;
    expect([signed.kid, signed.ticket]).toEqual(['k1', { booking: 17, event: 3, seats: 2 }]);
    expect([await keys.isGenuine(signed), await keys.areUsable()]).toEqual([true, true]);
    const [head, body, signature] = code.split('.') as [string, string, string];
    const more = Buffer.from('{"booking":17,"event":3,"seats":9}').toString('base64url');
    const forged = [
      `${head}.${more}.${signature}`,
      `${head}.${body}.${signature.slice(0, -4)}AAAA`,
      signedCode({ booking: 17, event: 3, seats: 2 }, 'k2', privateKey),
      signedCode({ booking: 17, event: 3, seats: 2 }, 'k1', generateKeyPairSync('ed25519').privateKey),
    ];
    for (const text of forged) expect(await keys.isGenuine(readTicket(text)!)).toBe(false);
    const nothing = [
      '',
      'https://example.org',
      `${head}.${body}`,
      `${code}.x`,
      'a.b.c',
      `${head}.e30.${signature}`,
    ];
    expect(nothing.map(readTicket)).toEqual(nothing.map(() => null));
    expect([looksLikeTicket(code), looksLikeTicket(code.slice(1, -1)), looksLikeTicket('Inês')]).toEqual([
      ...[true, false, false],
    ]);
  });

  it('judges as the server would, by what it knows', () => {
    const signed = readTicket(code);
    const verdict = (
      ...[guest, at = during, of = event, isGenuine = true]: [Guest?, string?, typeof event?, boolean?]
    ) => {
      const { kind, since, reason, name } = judged(signed, isGenuine, of, guest, at);
      return [kind, since ?? reason, name];
    };
    expect(verdict(ines)).toEqual(['in', null, 'Inês Couto']);
    expect(verdict(undefined)).toEqual(['in', null, '']);
    expect(verdict({ ...ines, checkedInAt: '2026-03-01T18:01:00Z' })).toEqual([
      ...['already', '2026-03-01T18:01:00Z', 'Inês Couto'],
    ]);
    for (const status of ['pending', 'cancelled', 'expired'])
      expect(verdict({ ...ines, status })).toEqual(['refused', status, 'Inês Couto']);
    expect(verdict({ ...ines, tickets: 1 })).toEqual(['refused', 'unknown', 'Inês Couto']);
    expect(verdict(ines, during, event, false)).toEqual(['refused', 'unknown', 'Inês Couto']);
    expect(verdict(undefined, during, { ...event, id: 4 })).toEqual(['refused', 'other_event', '']);
    expect(judged(null, false, event, undefined, during).reason).toBe('unknown');
    const window = [
      '2026-02-28T17:59:59Z',
      '2026-02-28T18:00:00Z',
      '2026-03-02T21:59:59Z',
      '2026-03-02T22:00:00Z',
    ];
    expect(window.map((at) => verdict(ines, at)[1])).toEqual(['closed', null, null, 'closed']);
  });

  it('counts a code once that stays for three seconds, beside another one too', () => {
    const repeats = new Repeats();
    const seen = [
      ...([
        ['a', 0],
        ['b', 100],
        ['a', 2_900],
        ['b', 2_950],
        ['a', 5_800],
        ['a', 8_800],
        ['b', 5_950],
      ] as const),
    ];
    expect(seen.map(([text, at]) => repeats.isNew(text, at))).toEqual([
      ...[true, true, false, false, false, true, true],
    ]);
  });

  it('finds people as names begin, without accents, and by number', () => {
    const kofi: Guest = { ...ines, booking: 171, name: 'Kofi Mensah', checkedInAt: during };
    const gone: Guest = { ...ines, booking: 18, name: 'Inês Gone', status: 'cancelled' };
    const of = (asked: string) => found([kofi, ines, gone], asked).map(({ name }) => name);
    expect([of('ines'), of('COU in'), of('kof'), of('17'), of('#171'), of('  '), of('x')]).toEqual([
      ...[['Inês Couto'], ['Inês Couto'], ['Kofi Mensah'], ['Inês Couto'], ['Kofi Mensah'], [], []],
    ]);
    expect(ticketsInside([kofi, ines, { ...gone, checkedInAt: during }])).toBe(2);
  });

  it('reads the list of bookings as it is written', () => {
    const text = '\uFEFFid,name,note\r\n1,"Ada ""A."", B","two\r\nlines"\r\n2,\'=SUM(1),\r\n3,,x\r\n';
    expect(rowsOf(text)).toEqual([
      { id: '1', name: 'Ada "A.", B', note: 'two\r\nlines' },
      { id: '2', name: '=SUM(1)', note: '' },
      { id: '3', name: '', note: 'x' },
    ]);
  });
});

describe('the page of a door', () => {
  let here: World;
  let organizer: Person;
  let id: number;
  let path: string;
  beforeAll(async () => {
    here = await world();
    organizer = await here.signUpAs('organizer');
    const now = here.clock.now();
    const times = { start_date: inDays(now, 0.1), end_date: inDays(now, 0.3) };
    ({ id } = await makePublished(organizer, now, { title: 'Makers <Night>', ...times }));
    path = `/organize/events/${id}/check-in`;
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const dataOf = ({ html }: Seen) =>
    JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)![1]!);

  it('is for who organizes the event, and for admins', async () => {
    const stranger = await new Visitor(here.url).get(path);
    expect([stranger.status, stranger.location]).toEqual([302, `/login?next=${encodeURIComponent(path)}`]);
    expect((await (await signedIn(await here.signUp())).get(path)).status).toBe(403);
    expect((await (await signedIn(organizer)).get('/organize/events/99999999/check-in')).status).toBe(404);
    expect((await (await signedIn(await here.admin())).get(path)).status).toBe(200);
  });

  it('may use the camera, as no other page may, and is kept by nobody', async () => {
    const visitor = await signedIn(organizer);
    const seen = await visitor.get(path);
    const headers = ['permissions-policy', 'cache-control', 'referrer-policy'].map((name) =>
      seen.headers.get(name),
    );
    expect(headers).toEqual(['camera=(self)', 'private, no-store', 'same-origin']);
    expect(seen.html).toContain('<meta name="robots" content="noindex"/>');
    for (const other of ['/account', `/organize/events/${id}/nothing`])
      expect((await visitor.get(other)).headers.get('permissions-policy')).toBe('camera=()');
  });

  it('says how many are inside, and brings what verifies tickets, but nobody’s name', async () => {
    const ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    const booking = await ticketOf(ada, id, 2);
    await ticketOf(await here.signUp(), id);
    const ticket = await codeOf(here, { booking: booking.id, event: id, seats: 2 });
    await organizer.http.post(`/api/v1/events/${id}/check-in`, { code: ticket });
    const seen = await (await signedIn(organizer)).get(path);
    expect(wordsOf(seen.html)).toContain('2 of 3 inside');
    expect(seen.html).toContain('Makers &lt;Night>');
    expect(seen.html).not.toMatch(/Lovelace| style=|onclick=|undefined|\[object/);
    const { body, worker } = dataOf(seen);
    expect(worker).toMatch(/^\/assets\/scanner/);
    expect(Object.keys(body.event).sort()).toEqual(['end_date', 'id', 'start_date', 'timezone', 'title']);
    const signed = readTicket(ticket)!;
    expect(await new TicketKeys(body.keys).isGenuine(signed)).toBe(true);
  });

  it('speaks the four languages', async () => {
    const visitor = await signedIn(organizer);
    const words = await Promise.all(
      ['en', 'de', 'es', 'fr'].map(async (lang) => wordsOf((await visitor.get(`${path}?lang=${lang}`)).html)),
    );
    const said = ['Start the camera', 'Kamera starten', 'Encender la cámara', 'Démarrer la caméra'];
    expect(words.map((text, index) => text.includes(said[index]!))).toEqual([true, true, true, true]);
  });
});
