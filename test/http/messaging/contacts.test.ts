import { ContactsRepository } from '../../../src/messaging/contacts/contacts.repository.js';
import { DatabaseTimeout } from '../../../src/platform/context/query-deadline.js';
import { booked, offerType, openHost, startIn, type OfferedType } from '../../support/appointments.js';
import { CONTACTS, contactsOf, enterContact, importContacts, newContact } from '../../support/contacts.js';
import { eventually } from '../../support/eventually.js';
import { mailedToken } from '../../support/mailbox.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let owner: Person;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  owner = await here.signUp();
});
afterAll(() => here.close());

let hours = 100;
async function bookedBy(type: OfferedType, email: string, more: Record<string, unknown> = {}) {
  const booking = await booked(here.http(), type, startIn(here, ++hours), { invitee_email: email, ...more });
  await here.drainEvents();
  return booking;
}

describe('a contact', () => {
  it('is entered, read, changed and deleted by its owner, for each address once', async () => {
    const request = { ...newContact(), email: 'Grace@Example.ORG', phone: '+12025550123', company: 'UNIVAC' };
    const made = await owner.http.post(CONTACTS, {
      ...{ ...request, notes: 'Two\nlines', tags: ['Customer', 'customer', 'VIP'], timezone: 'Asia/Tokyo' },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...{
        ...request,
        email: 'Grace@example.org'.toLowerCase(),
        notes: 'Two\nlines',
        tags: ['Customer', 'VIP'],
      },
      ...{ timezone: 'Asia/Tokyo', source: 'manual', bookings_count: 0, last_booking_at: null },
    });
    const again = await owner.http.post(CONTACTS, { email: 'GRACE@example.org' });
    expect([again.status, again.body.code]).toEqual([409, 'CONTACT_EXISTS']);
    expect((await (await here.signUp()).http.post(CONTACTS, { email: 'grace@example.org' })).status).toBe(201);

    const path = `${CONTACTS}/${made.body.id}`;
    const changed = await owner.http.put(path, { company: '', tags: [] });
    expect(changed.body).toMatchObject({ name: request.name, company: '', tags: [], phone: '+12025550123' });
    const other = await enterContact(owner);
    expect((await owner.http.put(path, { email: other.email })).body.code).toBe('CONTACT_EXISTS');
    expect((await owner.http.get(path)).body).toEqual({ ...changed.body, bookings: [] });
    expect((await owner.http.delete(path)).status).toBe(204);
    expect((await owner.http.get(path)).status).toBe(404);
  });

  it('names all that is wrong with it at once', async () => {
    const wrong = { email: 'nobody', timezone: 'Mars/Olympus', tags: [''], name: 'two\nlines' };
    const { status, body } = await owner.http.post(CONTACTS, wrong);
    expect(status).toBe(400);
    expect(Object.keys(body.field_errors).sort()).toEqual(['email', 'name', 'tags.0', 'timezone']);
  });

  it('is found by parts of what it says, by its tag, and sorted', async () => {
    const zoe = { name: 'Zoë Ångström', company: 'Acme & Söhne', tags: ['VIP'], email: 'zoe@acme.example' };
    await enterContact(owner, zoe);
    await enterContact(owner, { name: 'Adam', phone: '+49 30 901820', tags: ['vip', 'new'] });
    const named = async (query: string) => (await contactsOf(owner, query)).map(({ name }) => name);
    expect(await named('&search=ÅNGST')).toEqual(['Zoë Ångström']);
    expect(await named('&search=söhne%20zo')).toEqual(['Zoë Ångström']);
    expect(await named('&search=90182')).toEqual(['Adam']);
    expect(await named('&search=%25')).toEqual([]);
    expect(await named('&tag=Vip')).toEqual(['Adam', 'Zoë Ångström']);
    expect(await named('&tag=vi')).toEqual([]);
    expect(await named('&tag=new&search=adam')).toEqual(['Adam']);
    const byName = await owner.http.get(`${CONTACTS}?ordering=-name`);
    expect(byName.body.results.map(({ name }: { name: string }) => name)).toEqual(['Zoë Ångström', 'Adam']);
    expect((await owner.http.get(`${CONTACTS}?ordering=notes`)).body.field_errors).toHaveProperty('ordering');
  });
});

describe('contacts of bookings', () => {
  let host: Person;
  let type: OfferedType;
  beforeAll(async () => {
    host = await openHost(here);
    type = await offerType(here, host);
  });

  it('come with who books, and count cancelled bookings too', async () => {
    const first = await bookedBy(type, 'Ada@Example.net', { invitee_phone: '+12025550100' });
    const [contact] = await contactsOf(host);
    expect(contact).toMatchObject({
      ...{ name: 'Grace Hopper', email: 'ada@example.net', phone: '+12025550100', company: '' },
      ...{
        timezone: 'America/New_York',
        source: 'booking',
        bookings_count: 1,
        last_booking_at: first.created_at,
      },
    });
    const second = await bookedBy(type, 'ada@example.net', {
      ...{ invitee_name: 'Ada King', invitee_phone: '+12025550199', invitee_timezone: 'Europe/London' },
    });
    await host.http.post(`/api/v1/bookings/${first.id}/cancel`, {});
    await here.drainEvents();
    const { access_token: _, manage_url: __, ...shown } = second;
    const { body } = await host.http.get(`${CONTACTS}/${contact.id}`);
    expect(body).toMatchObject({ name: 'Ada King', phone: '+12025550100', timezone: 'Europe/London' });
    expect([body.bookings_count, body.last_booking_at]).toEqual([2, second.created_at]);
    expect(body.bookings).toEqual([shown, expect.objectContaining({ id: first.id, status: 'cancelled' })]);
  });

  it('keep what their owner wrote, and get what they lack', async () => {
    const { id, email } = await enterContact(host, { name: 'My friend', company: 'Acme' });
    const typed = await enterContact(host, { name: '' });
    await bookedBy(type, email, { invitee_phone: '+12025550111' });
    await bookedBy(type, typed.email);
    await bookedBy(type, typed.email, { invitee_name: 'Renamed' });
    const mine = (await host.http.get(`${CONTACTS}/${id}`)).body;
    expect(mine).toMatchObject({ name: 'My friend', company: 'Acme', phone: '+12025550111', source: 'manual' });
    expect(mine).toMatchObject({ timezone: 'America/New_York', bookings_count: 1 });
    expect((await host.http.get(`${CONTACTS}/${typed.id}`)).body).toMatchObject({ name: 'Renamed' });
    await host.http.put(`${CONTACTS}/${typed.id}`, { name: 'Chosen' });
    await bookedBy(type, typed.email, { invitee_name: 'Renamed again' });
    expect((await host.http.get(`${CONTACTS}/${typed.id}`)).body.name).toBe('Chosen');
  });

  it('come back with the next booking, not with what becomes of an earlier one', async () => {
    const asked = await offerType(here, host, { requiresConfirmation: true });
    const request = await bookedBy(asked, 'back@example.net');
    const [{ id }] = await contactsOf(host);
    await host.http.delete(`${CONTACTS}/${id}`);
    here.clock.tick();
    expect((await host.http.post(`/api/v1/bookings/${request.id}/confirm`, {})).status).toBe(200);
    await here.drainEvents();
    expect(await contactsOf(host, '&search=back@example.net')).toEqual([]);
    await bookedBy(type, 'back@example.net');
    expect(await contactsOf(host, '&search=back@example.net')).toEqual([
      expect.objectContaining({ bookings_count: 2 }),
    ]);
    const entered = await enterContact(owner, { email: 'back@example.net' });
    expect(entered.bookings_count).toBe(0);
  });

  it('know of seats that were waited for, once they are offered', async () => {
    const group = await offerType(here, host, { maxAttendees: 2 });
    const start = startIn(here, ++hours);
    const seats = { attendee_count: 2, invitee_email: 'full@example.net' };
    const full = await booked(here.http(), group, start, seats);
    const waiting = { invitee_email: 'waits@example.net', join_waitlist: true };
    expect((await booked(here.http(), group, start, waiting)).status).toBe('waitlisted');
    await here.drainEvents();
    expect(await contactsOf(host, '&search=waits@example.net')).toEqual([]);
    await here.http().post(`/api/v1/events/booking/${full.access_token}/manage`, { action: 'cancel' });
    await eventually(async () => {
      await here.drainEvents();
      expect(await contactsOf(host, '&search=waits@example.net')).toHaveLength(1);
    });
  });

  it('are one for an address, however many book at once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () =>
        booked(here.http(), type, startIn(here, ++hours), { invitee_email: 'often@example.net' }),
      ),
    );
    await here.drainEvents();
    expect(await contactsOf(host, '&search=often@example.net')).toEqual([
      expect.objectContaining({ bookings_count: 8 }),
    ]);
  });
});

describe('a file of contacts', () => {
  it('is taken over line by line, and fills in what is empty alone', async () => {
    const known = await enterContact(owner, { name: 'Known', email: 'known@example.org' });
    const file =
      '\uFEFFName;E-Mail;EMAIL;Phone;company;notes\r\n' +
      'Ada;;ada@example.org;\'+4930123;"Acme; Sons";"two\nlines"\r\n' +
      'Nobody;;nobody;;;\r\n' +
      'Changed;;KNOWN@example.org;030;;\r\n' +
      ';;ada@example.org;999;;\r\n' +
      '\r\n' +
      ';;last@example.org\r\n';
    const { status, body } = await importContacts(owner, file);
    expect([status, body]).toEqual([
      200,
      {
        ...{ created: 2, updated: 1, skipped: 1, errors_count: 1 },
        errors: [{ line: 4, error: 'email: Enter a valid e-mail address.' }],
      },
    ]);
    const byAddress = new Map((await contactsOf(owner)).map((contact) => [contact.email, contact]));
    expect(byAddress.get('ada@example.org')).toMatchObject({
      ...{ name: 'Ada', phone: '+4930123', company: 'Acme; Sons', notes: 'two\nlines', source: 'import' },
    });
    expect(byAddress.get(known.email)).toMatchObject({ name: 'Known', phone: '030', source: 'manual' });
    expect((await importContacts(owner, file)).body).toMatchObject({ created: 0, updated: 0, skipped: 4 });
  });

  it('is refused where it is none, or too much', async () => {
    const refused = async (file: string | Uint8Array) => (await importContacts(owner, file)).body.field_errors;
    const header = { file: ['Its first line must name the columns: name,email,phone,company,notes.'] };
    expect(await refused('')).toEqual(header);
    expect(await refused('name,phone\nAda,1\n')).toEqual(header);
    expect(await refused(Buffer.from('email\n\xff@example.org\n', 'latin1'))).toEqual({
      file: ['Save it as CSV in UTF-8.'],
    });
    expect(await refused(`email\n${'x\n'.repeat(100_001)}`)).toEqual({
      file: ['Send at most 100,000 lines at a time.'],
    });
    const large = await importContacts(owner, Buffer.alloc(20 * 1024 * 1024 + 1, 'a'));
    expect([large.status, large.body.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const none = await owner.http.post(`${CONTACTS}/import`, new FormData());
    expect(none.body.field_errors).toEqual({ file: ['Send a CSV file as multipart/form-data.'] });
    expect((await owner.http.post(`${CONTACTS}/import`, {})).status).toBe(400);
    expect(await contactsOf(owner)).toEqual([]);
  });

  it('names the first hundred faults, and counts them all', async () => {
    const { body } = await importContacts(owner, `email\n${'nobody\n'.repeat(150)}`);
    expect([body.errors_count, body.errors.length, body.errors.at(-1).line]).toEqual([150, 100, 101]);
  });

  it('is read whole where a quote is lost or a line is far too long', async () => {
    const long = 'x'.repeat(6_000);
    const file = `email,notes\na@example.org,say "hi" to\nb@example.org,${long}\nc@example.org,"x\ny\n`;
    const { body } = await importContacts(owner, file);
    expect(body).toMatchObject({ created: 1, errors_count: 2 });
    expect(body.errors[0]).toEqual({ line: 3, error: 'notes: Must have at most 5000 characters.' });
    expect(body.errors[1].line).toBe(4);
  });

  it('takes effect once under one key, which is of the file too', async () => {
    const headers = { 'idempotency-key': `file-${owner.id}` };
    const send = (file: string) => importContacts(owner, file, { headers });
    const first = await send('email\na@example.org\n');
    expect(first.body).toMatchObject({ created: 1 });
    const again = await send('email\na@example.org\n');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await send('email\nb@example.org\n')).status).toBe(422);
    expect(await contactsOf(owner)).toHaveLength(1);
  });

  it('goes on where it was cut off', async () => {
    const { keep } = ContactsRepository.prototype;
    let portions = 0;
    jest.spyOn(ContactsRepository.prototype, 'keep').mockImplementation(function (
      this: ContactsRepository,
      ...of
    ) {
      if (++portions === 2) throw new DatabaseTimeout();
      return keep.apply(this, of);
    });
    const file = `email\n${Array.from({ length: 1_500 }, (_, n) => `n${n}@example.org\n`).join('')}`;
    const impatient = { ...owner, http: owner.http.impatient() };
    expect((await importContacts(impatient, file)).status).toBe(503);
    jest.restoreAllMocks();
    expect((await importContacts(owner, file)).body).toMatchObject({
      created: 500,
      updated: 0,
      skipped: 1_000,
    });
  });

  it('comes out as it went in, and holds no formula', async () => {
    await enterContact(owner, {
      ...{ name: '=1+1', email: 'evil@example.org', phone: '+49', company: '@x, "y"', notes: '-1\nsecond' },
      tags: ['a', 'b'],
    });
    const { body, headers } = await owner.http.get<string>(`${CONTACTS}/export`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="contacts.csv"');
    const [head, ...rows] = body.replace(/^\uFEFF/, '').split('\r\n');
    expect(head).toMatch(/^name,email,phone,company,notes,/);
    expect(rows.join('\n')).toMatch(
      /^'=1\+1,evil@example\.org,'\+49,"'@x, ""y""","'-1\nsecond","a, b",,manual,0,/,
    );
    const other = await here.signUp();
    expect((await importContacts(other, body)).body).toMatchObject({ created: 1, errors_count: 0 });
    expect((await contactsOf(other))[0]).toMatchObject({
      ...{ name: '=1+1', phone: '+49', company: '@x, "y"', notes: '-1\nsecond', source: 'import' },
    });
  });
});

describe('contacts and privacy', () => {
  it('are their owner’s alone, exported and erased with the account', async () => {
    const admin = await here.admin();
    const { id, email } = await enterContact(owner, { notes: 'Canary' });
    for (const other of [admin, await here.signUp()]) {
      expect((await other.http.get(`${CONTACTS}/${id}`)).status).toBe(404);
      expect((await other.http.put(`${CONTACTS}/${id}`, { name: 'x' })).status).toBe(404);
      expect((await other.http.delete(`${CONTACTS}/${id}`)).status).toBe(404);
      expect(await contactsOf(other)).toEqual([]);
    }
    const { body } = await owner.http.get('/api/v1/users/me/export');
    expect(body.contacts).toEqual([expect.objectContaining({ id, email, notes: 'Canary' })]);
    await erase(owner);
    expect(await here.db.query('SELECT FROM messaging.contacts WHERE owner_id = $1', [owner.id])).toEqual([]);
  });

  it('go with the person at whose proven address they are', async () => {
    const person = await here.signUp();
    const token = await mailedToken(here, person.email, 'verify-email');
    await here.http().post('/api/v1/users/verify-email', { token });
    const claimed = await here.signUp();
    await enterContact(owner, { email: person.email });
    await enterContact(owner, { email: claimed.email });
    await erase(person);
    await erase(claimed);
    expect((await contactsOf(owner)).map(({ email }) => email)).toEqual([claimed.email]);
  });

  async function erase(person: Person): Promise<void> {
    await person.http.call('DELETE', '/api/v1/users/me', { password: PASSWORD });
    await eventually(async () => {
      const sql = 'SELECT FROM identity.accounts WHERE id = $1 AND erased_at IS NOT NULL';
      expect(await here.db.query(sql, [person.id])).toHaveLength(1);
    });
  }
});
