import { RANDOM_64_BITS } from '../../../src/collaboration/certificates/certificates.repository.js';
import { EventCompleted } from '../../../src/collaboration/collaboration.events.js';
import { EventPhasesProcessor } from '../../../src/collaboration/events/event-phases.processor.js';
import { eventually } from '../../support/eventually.js';
import { ticketOf } from '../../support/check-in.js';
import { brokenInvariants } from '../../support/invariants.js';
import { pdfText } from '../../support/pdf-text.js';
import { makePublished } from '../../support/ticketed.js';
import { publishAgain } from '../../support/planted-events.js';
import { world, type Person, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
const TITLE = 'Python für Anfänger';

let here: World;
let organizer: Person;
let admin: Person;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '7d' });
  [organizer, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [ada, bob] = [await here.signUp({ first_name: 'Łukasz', last_name: 'Żółć' }), await here.signUp()];
});
beforeEach(() => here.clock.reset());
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

/** A published event of two hours that starts in one. */
async function workshop(details: Record<string, unknown> = {}): Promise<number> {
  const at = (hours: number) => new Date(here.clock.millis() + hours * HOUR_MS).toISOString();
  const times = { start_date: at(1), end_date: at(3) };
  const tags = 'python, programming';
  const event = await makePublished(organizer, here.clock.now(), { title: TITLE, tags, ...times, ...details });
  return event.id;
}

async function guest(person: Person, event: number): Promise<number> {
  const { id } = await ticketOf(person, event);
  expect((await organizer.http.post(`/api/v1/bookings/${id}/check-in`)).status).toBe(200);
  return id;
}

/** Lets the time pass until it is over, and whoever listens hear of it. */
async function end(): Promise<void> {
  here.clock.advance(3.1 * HOUR_MS);
  await here.app.get(EventPhasesProcessor, { strict: false }).move();
  await here.drainEvents();
}

const list = async (person: Person, query = '') =>
  (await person.http.get(`/api/v1/certificates${query}`)).body.results as any[];
const fileOf = async (person: Person, id: number) => {
  const headers = { authorization: `Bearer ${person.access}` };
  const answer = await fetch(`${here.url}/api/v1/certificates/${id}/download`, { headers });
  return Buffer.from(await answer.arrayBuffer());
};
const verified = async (number: string) =>
  (await here.http().get(`/api/v1/certificates/verify/${number}`)).body;

/** A certificate of Ada's for an event of its own. */
async function certificate(details: Record<string, unknown> = {}): Promise<any> {
  const event = await workshop(details);
  await guest(ada, event);
  await end();
  return (await list(ada, `?event=${event}`))[0];
}

describe('when an event is over', () => {
  it('those who were checked in get a certificate, and nobody else', async () => {
    const event = await workshop();
    await guest(ada, event);
    await ticketOf(bob, event);
    await end();
    const [mine, ...more] = await list(ada, `?event=${event}`);
    expect(more).toEqual([]);
    expect(mine).toEqual({
      id: expect.any(Number),
      event,
      event_title: TITLE,
      user: ada.id,
      user_name: 'Łukasz Żółć',
      certificate_number: expect.stringMatching(new RegExp(`^CERT-${event}-${ada.id}-[0-9A-F]{16}$`)),
      hours_completed: 2,
      skill_tags: 'python, programming',
      pdf_file: expect.stringMatching(/\/api\/v1\/certificates\/\d+\/download$/),
      verify_url: expect.stringContaining(`/api/v1/certificates/verify/CERT-${event}-${ada.id}-`),
      is_downloaded: false,
      issued_date: expect.any(String),
      downloaded_at: null,
    });
    expect(await list(bob, `?event=${event}`)).toEqual([]);
  });

  it('each of them gets one, however often it is told', async () => {
    const event = await workshop();
    await guest(ada, event);
    await end();
    await publishAgain(here, EventCompleted);
    await here.drainEvents();
    expect(await list(ada, `?event=${event}`)).toHaveLength(1);
    const told = await here.db.query(
      `SELECT FROM platform.outbox WHERE name = 'collaboration.certificate_issued'
        AND (payload->>'eventId')::bigint = $1`,
      [event],
    );
    expect(told).toHaveLength(1);
  });

  it('hours are those of its sessions together, where it has some, to a quarter of an hour', async () => {
    const event = await workshop();
    const now = here.clock.millis();
    await here.db.query(
      `INSERT INTO collaboration.sessions
         (event_id, published_by, title, starts_at, ends_at, created_at, updated_at)
       SELECT e.id, e.organizer_id, s.title, s.starts_at, s.ends_at, $2, $2 FROM collaboration.events e,
         (VALUES ('Keynote', $2::timestamptz, $3::timestamptz), ('Lab', $3, $4))
           AS s (title, starts_at, ends_at)
       WHERE e.id = $1`,
      [event, ...[1.1, 1.5, 2.2].map((hours) => new Date(now + hours * HOUR_MS))],
    );
    await guest(ada, event);
    await end();
    expect((await list(ada, `?event=${event}`))[0].hours_completed).toBe(1);
    expect(
      (await certificate({ end_date: new Date(here.clock.millis() + 1.9 * HOUR_MS).toISOString() }))
        .hours_completed,
    ).toBe(1);
  });

  it('the organizer can still mark who came, for a day', async () => {
    const event = await workshop();
    const { id } = await ticketOf(bob, event);
    await end();
    expect(await list(bob, `?event=${event}`)).toEqual([]);
    await organizer.http.post(`/api/v1/bookings/${id}/check-in`);
    await here.drainEvents();
    expect(await list(bob, `?event=${event}`)).toHaveLength(1);
  });

  it('a mark by mistake takes the certificate back, and setting it again gives the same number', async () => {
    const event = await workshop();
    const id = await guest(ada, event);
    await end();
    const [before] = await list(ada, `?event=${event}`);
    await organizer.http.delete(`/api/v1/bookings/${id}/check-in`);
    await here.drainEvents();
    expect(await list(ada, `?event=${event}`)).toEqual([]);
    expect((await ada.http.get(`/api/v1/certificates/${before.id}/download`)).status).toBe(404);
    expect((await verified(before.certificate_number)).valid).toBe(false);
    await organizer.http.post(`/api/v1/bookings/${id}/check-in`);
    await here.drainEvents();
    expect(await list(ada, `?event=${event}`)).toEqual([before]);
  });
});

describe('before an event is over', () => {
  it('there is no certificate', async () => {
    const event = await workshop();
    await guest(ada, event);
    await here.drainEvents();
    expect(await list(ada, `?event=${event}`)).toEqual([]);
  });
});

describe('a certificate', () => {
  it('is a PDF that says who, what and how long, the same each time', async () => {
    const mine = await certificate();
    const fetched = async () => {
      const headers = { authorization: `Bearer ${ada.access}` };
      const answer = await fetch(`${here.url}/api/v1/certificates/${mine.id}/download`, { headers });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      return Buffer.from(await answer.arrayBuffer());
    };
    const bytes = await fetched();
    const text = pdfText(bytes);
    for (const line of ['Certificate of attendance', 'Łukasz Żółć', TITLE, '2', mine.certificate_number])
      expect(text).toContain(line);
    expect((await fetched()).equals(bytes)).toBe(true);
    expect((await list(ada, `?event=${mine.event}`))[0].is_downloaded).toBe(false);
  });

  it('has the letters of everybody', async () => {
    const dana = await here.signUp({ first_name: 'דנה', last_name: 'כהן' });
    const event = await workshop({ title: 'Ծրագրավորում 한국어', tags: 'தமிழ், python' });
    await guest(dana, event);
    await end();
    const [mine] = await list(dana, `?event=${event}`);
    const headers = { authorization: `Bearer ${dana.access}` };
    const answer = await fetch(`${here.url}/api/v1/certificates/${mine.id}/download`, { headers });
    const text = pdfText(Buffer.from(await answer.arrayBuffer())).join('');
    for (const name of ['דנה כהן', 'Ծրագրավորում', '한국어', 'தமிழ், python']) expect(text).toContain(name);
  });

  it('is its holder’s, and admins’ to see', async () => {
    const { id } = await certificate();
    expect((await bob.http.get(`/api/v1/certificates/${id}/download`)).status).toBe(404);
    expect((await admin.http.get(`/api/v1/certificates/${id}/download`)).status).toBe(200);
    for (const person of [bob, admin])
      expect((await person.http.post(`/api/v1/certificates/${id}/mark_as_downloaded`)).status).toBe(404);
  });

  it('stays what it was, whatever holder, organizer and event are called later', async () => {
    const joan = await here.signUp({ first_name: 'Joan', last_name: 'Unmarried' });
    const event = await workshop();
    const booking = await guest(joan, event);
    await end();
    const [mine] = await list(joan, `?event=${event}`);
    const bytes = await fileOf(joan, mine.id);
    await joan.http.patch('/api/v1/users/me', { last_name: 'Married' });
    await organizer.http.patch('/api/v1/users/me', { last_name: 'Renamed' });
    expect((await fileOf(joan, mine.id)).equals(bytes)).toBe(true);
    expect((await list(joan, `?event=${event}`))[0].user_name).toBe('Joan Unmarried');
    expect((await verified(mine.certificate_number)).holder_name).toBe('Joan Unmarried');

    await organizer.http.delete(`/api/v1/bookings/${booking}/check-in`);
    await here.drainEvents();
    await organizer.http.post(`/api/v1/bookings/${booking}/check-in`);
    await here.drainEvents();
    const [corrected] = await list(joan, `?event=${event}`);
    expect(corrected).toEqual({ ...mine, user_name: 'Joan Married' });
    const text = pdfText(await fileOf(joan, mine.id));
    expect(text).toContain('Joan Married');
    expect(text).not.toContain('Joan Unmarried');
  });

  it('is marked as downloaded by its holder, the first time counts', async () => {
    const { id } = await certificate();
    const mark = () => ada.http.post(`/api/v1/certificates/${id}/mark_as_downloaded`);
    const first = await mark();
    expect([first.status, first.body.is_downloaded]).toEqual([200, true]);
    here.clock.advance(HOUR_MS);
    expect((await mark()).body.downloaded_at).toBe(first.body.downloaded_at);
  });

  it('is found by event, number, title and whether it was downloaded', async () => {
    const mine = await certificate({ title: 'A rare subject' });
    await ada.http.post(`/api/v1/certificates/${mine.id}/mark_as_downloaded`);
    const ids = async (query: string) => (await list(ada, query)).map(({ id }) => id);
    expect(await ids(`?event=${mine.event}`)).toEqual([mine.id]);
    expect(await ids('?search=RARE')).toEqual([mine.id]);
    expect(await ids(`?search=${mine.certificate_number.slice(0, -3)}`)).toEqual([mine.id]);
    expect(await ids('?search=%25')).toEqual([]);
    expect(await ids(`?is_downloaded=true&search=rare`)).toEqual([mine.id]);
    expect(await ids(`?is_downloaded=false&search=rare`)).toEqual([]);
    const dates = (await list(ada)).map(({ issued_date }) => issued_date);
    expect(dates).toEqual([...dates].sort().reverse());
    expect((await list(ada, '?ordering=issued_date')).map(({ issued_date }) => issued_date)).toEqual(
      [...dates].sort(),
    );
    expect((await ada.http.get('/api/certificates/?search=rare')).body).toHaveLength(1);
  });

  it('is verified by anybody who has the number', async () => {
    const mine = await certificate();
    const whole = {
      valid: true,
      certificate_number: mine.certificate_number,
      holder_name: 'Łukasz Żółć',
      event_title: TITLE,
      hours_completed: 2,
      issued_date: mine.issued_date,
    };
    expect(await verified(mine.certificate_number)).toEqual(whole);
    expect(await verified(mine.certificate_number.toLowerCase())).toEqual(whole);
    const nothing = { holder_name: null, event_title: null, hours_completed: null, issued_date: null };
    for (const number of ['CERT-1-2-ABC123', 'nonsense', '%00', `${mine.certificate_number}0`])
      expect(await verified(number)).toEqual({
        valid: false,
        certificate_number: decodeURIComponent(number),
        ...nothing,
      });
  });

  it('has a number of its own that nobody guesses, each digit by chance', async () => {
    const event = await workshop();
    for (const person of [ada, bob]) await guest(person, event);
    await end();
    const endings = [ada, bob].map(async (person) => (await list(person, `?event=${event}`))[0]);
    const [mine, other] = (await Promise.all(endings)).map((each) => each.certificate_number.split('-')[3]);
    expect(mine).not.toBe(other);
    const rows = await here.db.query<{ ending: string }>(
      `SELECT ${RANDOM_64_BITS} AS ending FROM generate_series(1, 400)`,
    );
    for (let digit = 0; digit < 16; digit++)
      expect(new Set(rows.map(({ ending }) => ending[digit])).size).toBe(16);
  });

  it('is verified by a number of six letters too, as the first ones had', async () => {
    const mine = await certificate();
    const former = mine.certificate_number.replace(/[^-]*$/, 'ABC123');
    await here.db.query('UPDATE collaboration.certificates SET certificate_number = $1 WHERE id = $2', [
      former,
      mine.id,
    ]);
    expect((await verified(former)).valid).toBe(true);
    expect((await verified(mine.certificate_number)).valid).toBe(false);
  });

  it('of an erased holder is withdrawn, for good, and so is its file', async () => {
    const eve = await here.signUp({ first_name: 'Eve', last_name: 'Erased' });
    const event = await workshop();
    const booking = await guest(eve, event);
    await end();
    const [mine] = await list(eve, `?event=${event}`);
    await eve.http.get(`/api/v1/bookings/${booking}/ticket`);
    expect((await eve.http.get(`/api/v1/certificates/${mine.id}/download`)).status).toBe(200);
    const erased = await eve.http.call('DELETE', '/api/v1/users/me', { password: eve.password });
    expect(erased.status).toBeLessThan(300);
    await eventually(async () =>
      expect(await verified(mine.certificate_number)).toMatchObject({ valid: false, holder_name: null }),
    );
    expect((await admin.http.get(`/api/v1/certificates/${mine.id}/download`)).status).toBe(404);
    const files = 'SELECT key FROM platform.papers WHERE person_id = $1';
    await eventually(async () => expect(await here.db.query(files, [eve.id])).toEqual([]));
    await publishAgain(here, EventCompleted);
    await here.drainEvents();
    expect((await verified(mine.certificate_number)).valid).toBe(false);
    const names = 'SELECT holder_name AS name FROM collaboration.certificates WHERE person_id = $1';
    expect(await here.db.query(names, [eve.id])).toEqual([{ name: '' }]);
  });

  it('is part of what a person gets of everything held', async () => {
    const { certificate_number } = await certificate();
    const { body } = await ada.http.get('/api/v1/users/me/export');
    expect(JSON.stringify(body.certificates)).toContain(certificate_number);
  });
});
