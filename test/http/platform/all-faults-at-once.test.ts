import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let organizer: Person;
let ada: Person;
beforeAll(async () => {
  here = await world();
  admin = await here.admin();
  organizer = await here.signUpAs('organizer');
  ada = await here.signUp();
});
afterAll(() => here?.close());

const ahead = (days: number) => inDays(here.clock.now(), days);

async function faults(
  by: { http: Person['http'] },
  path: string,
  body: object,
  method = 'post' as 'post' | 'patch' | 'put',
) {
  const answer = await by.http[method](path, body);
  expect(answer.status).toBe(400);
  return answer.body.field_errors as Record<string, string[]>;
}

describe('one 400 names malformed fields, and those that break a rule', () => {
  it('of a registration', async () => {
    const stranger = { http: here.http() };
    const body = {
      username: 'a b',
      email: 'x',
      password: 'short',
      password_confirm: 'other',
      user_type: 'admin',
    };
    const found = await faults(stranger, '/api/v1/auth/register', { ...body, timezone: 'Mars', phone: 'call' });
    expect(Object.keys(found).sort()).toEqual([
      ...['email', 'password', 'password_confirm', 'phone', 'timezone', 'user_type', 'username'],
    ]);
  });

  it('of a sign-in', async () => {
    expect(await faults({ http: here.http() }, '/api/v1/auth/login', {})).toEqual({
      username: ['This field is required.'],
      password: ['This field is required.'],
    });
  });

  it('of a new password', async () => {
    const body = { new_password: 'short', new_password_confirm: 'other' };
    expect(
      Object.keys(await faults({ http: here.http() }, '/api/v1/users/confirm-password-reset', body)).sort(),
    ).toEqual(['new_password', 'new_password_confirm', 'token']);
  });

  it('of a profile', async () => {
    const found = await faults(
      ada,
      '/api/v1/users/me',
      { timezone: 'Mars', slug: 'admin', website: 'x' },
      'patch',
    );
    expect(Object.keys(found).sort()).toEqual(['slug', 'timezone', 'website']);
  });

  it('of a gathering', async () => {
    const body = { title: '', date: ahead(-1), price: '5.00', max_participants: 5, max_attendees: 6 };
    const found = await faults(ada, '/api/v1/events', {
      ...body,
      currency: 'XXQ',
      registration_deadline: ahead(1),
    });
    expect(found).toEqual({
      title: ['This field may not be blank.'],
      date: ['It must lie in the future.'],
      price: ['Gatherings are free.'],
      currency: ['Enter a currency by its ISO 4217 code, such as USD.'],
      registration_deadline: ['Gatherings can be joined until they end.'],
      max_attendees: ['`max_attendees` and `max_participants` are one value.'],
      max_participants: ['`max_attendees` and `max_participants` are one value.'],
    });
  });

  it('of a ticketed event', async () => {
    const found = await faults(organizer, '/api/v1/events', { start_date: ahead(2), visibility: 'invited' });
    expect(found).toEqual({
      title: ['This field is required.'],
      end_date: ['This field is required.'],
      visibility: ['Only gatherings can be for invited people alone.'],
    });
    const neither = await faults(organizer, '/api/v1/events', { price: 'free' });
    expect(Object.keys(neither).sort()).toEqual(['date', 'price', 'start_date', 'title']);
    const unclear = await faults(organizer, '/api/v1/events', { title: 'a', date: 'soon', price: '1.00' });
    expect(unclear).toEqual({
      date: [expect.any(String)],
      price: ['Gatherings are free.'],
    });
  });

  it('of a time slot', async () => {
    const body = { start_time: ahead(-2), end_time: ahead(-3), category: true, capacity: 0 };
    const found = await faults(admin, '/api/v1/admin/timeslots', body);
    expect(Object.keys(found).sort()).toEqual(['capacity', 'category', 'end_time', 'start_time']);
  });

  it('of a booking', async () => {
    expect(await faults(ada, '/api/v1/bookings', { number_of_tickets: 0 })).toEqual({
      number_of_tickets: ['Must be at least 1.'],
      time_slot: ['Send time_slot or event.'],
    });
    const both = await faults(ada, '/api/v1/bookings', { time_slot: 1, event: 1, number_of_tickets: 11 });
    expect(Object.keys(both).sort()).toEqual(['event', 'number_of_tickets', 'time_slot']);
  });

  it('of an event type, where one of a list is malformed and others break a rule', async () => {
    const question = { key: 'a', label: 'A', type: 'text', required: false };
    const found = await faults(ada, '/api/v1/events/event-types', {
      ...{ name: 'Talk', duration: 30, custom_questions: [question, { ...question, type: 'x' }, question] },
      refund_policy: [
        { hours_before: 1, percent: 10 },
        { hours_before: -1, percent: 10 },
        { hours_before: 5, percent: 5 },
      ],
    });
    expect(Object.keys(found).sort()).toEqual([
      ...['custom_questions', 'custom_questions.1.type', 'refund_policy', 'refund_policy.1.hours_before'],
    ]);
  });

  it('of an event and of its change, where one step of a refund is malformed and others grow', async () => {
    const refund_policy = [
      { hours_before: 1, percent: 10 },
      { hours_before: -1, percent: 10 },
      { hours_before: 5, percent: 5 },
    ];
    const wrong = { title: '', timezone: 'Mars', refund_policy };
    const names = ['refund_policy', 'refund_policy.1.hours_before', 'timezone', 'title'];
    const times = { start_date: ahead(3), end_date: ahead(4) };
    const made = await faults(organizer, '/api/v1/events', { ...wrong, ...times });
    expect(Object.keys(made).sort()).toEqual(names);
    const { id } = await makeDraft(organizer, here.clock.now());
    const changed = await faults(organizer, `/api/v1/events/${id}`, wrong, 'patch');
    expect(Object.keys(changed).sort()).toEqual(names);
    const both = { date: ahead(3), end_date: 'soon', price: '1.234', currency: 'XXXX' };
    const more = await faults(organizer, `/api/v1/events/${id}`, { ...both, timezone: 'Mars' }, 'patch');
    expect(Object.keys(more).sort()).toEqual(['currency', 'end_date', 'price', 'timezone']);
  });

  it('of a vote, a task, a session and invitations', async () => {
    const event = await makeGathering(ada, here.clock.now());
    const options = [{ text: 'A' }, { text: 'a' }];
    const vote = await faults(ada, '/api/v1/voting', {
      event: event.id,
      title: '',
      ends_at: ahead(-1),
      options,
    });
    expect(Object.keys(vote).sort()).toEqual(['ends_at', 'options', 'title']);
    const alike = [...options, { text: '' }, { text: 'two\nlines' }, 'none'];
    const both = await faults(ada, '/api/v1/voting', { event: event.id, title: 'T', options: alike });
    expect(Object.keys(both).sort()).toEqual([
      ...['ends_at', 'options', 'options.2.text', 'options.3.text', 'options.4'],
    ]);
    const far = '9999-12-31T00:00:00Z';
    const task = await faults(ada, '/api/v1/tasks', { event: event.id, title: '', due_date: far });
    expect(Object.keys(task).sort()).toEqual(['due_date', 'title']);
    const times = { start_time: ahead(2), end_time: ahead(1) };
    const session = await faults(ada, '/api/v1/sessions', { event: event.id, title: '', ...times });
    expect(Object.keys(session).sort()).toEqual(['end_time', 'title']);
    const invitation = await faults(ada, `/api/v1/events/${event.id}/invite`, { users: ['x'], emails: ['y'] });
    expect(Object.keys(invitation).sort()).toEqual(['emails.0', 'users.0']);
    expect(await faults(ada, `/api/v1/events/${event.id}/invite`, {})).toEqual({
      users: ['Name somebody to invite.'],
    });
  });

  it('of a ballot', async () => {
    const event = await makeGathering(ada, here.clock.now());
    const options = [{ text: 'A' }, { text: 'B' }];
    const vote = { event: event.id, title: 'Which?', ends_at: ahead(1), options };
    const { body } = await ada.http.post('/api/v1/voting', vote);
    const path = `/api/v1/voting/${body.id}/vote`;
    const strict = { headers: { prefer: 'handling=strict' } };
    const twice = await ada.http.post(path, { options: [1, 1], colour: 'red' }, strict);
    expect([twice.status, Object.keys(twice.body.field_errors).sort()]).toEqual([400, ['colour', 'options']]);
    const none = await ada.http.post(path, { colour: 'red' }, strict);
    expect([none.status, Object.keys(none.body.field_errors).sort()]).toEqual([400, ['colour', 'options']]);
  });

  it('of a review and of credits', async () => {
    const review = await faults(ada, '/api/v1/reviews', { event: 1, meeting_id: 2, rating: 6 });
    expect(Object.keys(review).sort()).toEqual(['meeting_id', 'rating']);
    expect(Object.keys(await faults(ada, '/api/v1/reviews', { rating: 6 })).sort()).toEqual([
      'event',
      'rating',
    ]);
    const purchase = { payment_method: 'cash', amount: '3.00', credits_to_purchase: 2 };
    expect(Object.keys(await faults(ada, '/api/v1/payments/purchase_credits', purchase)).sort()).toEqual([
      ...['amount', 'payment_method'],
    ]);
  });

  it('of what somebody says of their time', async () => {
    const reason = 'x'.repeat(501);
    const closed = { date: 'soon', is_available: false, start_time: '09:00', reason };
    expect(Object.keys(await faults(ada, '/api/v1/availability/overrides', closed)).sort()).toEqual([
      ...['date', 'reason', 'start_time'],
    ]);
    const block = { start_time: ahead(2), end_time: ahead(1), reason };
    expect(Object.keys(await faults(ada, '/api/v1/availability/blocked-times', block)).sort()).toEqual([
      ...['end_time', 'reason'],
    ]);
  });

  it('of a list and of statistics', async () => {
    const refused = async (path: string) => {
      const { status, body } = await admin.http.get(`/api/v1/${path}`);
      return [status, Object.keys(body.field_errors).sort()];
    };
    expect(await refused('events?ordering=price,date&page=0&status=gone')).toEqual([
      ...[400, ['ordering', 'page', 'status']],
    ]);
    expect(await refused('admin/statistics?start_date=2026-02-02&end_date=2026-02-01')).toEqual([
      400,
      ['end_date'],
    ]);
    expect(await refused('admin/statistics?start_date=2020-01-01')).toEqual([400, ['start_date']]);
  });

  it('of a payment', async () => {
    const found = await faults(ada, '/api/v1/payments', { booking: 0, amount: '-1', method: 'cash' });
    expect(Object.keys(found).sort()).toEqual(['amount', 'booking', 'method']);
    const other = await faults(ada, '/api/v1/payments', { booking: 999_999, amount: '1.00', method: 'stripe' });
    expect(Object.keys(other).sort()).toEqual(['booking', 'method']);
  });
});

describe('what the rows refuse is named together, once all is readable', () => {
  it('of a session and of its change', async () => {
    const event = await makeDraft(organizer, here.clock.now());
    const before = { start_time: ahead(1), end_time: ahead(2) };
    const session = { event: event.id, title: 'Bread', speaker: 999_999, ...before };
    expect(Object.keys(await faults(organizer, '/api/v1/sessions', session)).sort()).toEqual([
      ...['speaker', 'start_time'],
    ]);
    const times = { start_time: event.start_date, end_time: event.end_date };
    const made = { event: event.id, title: 'Bread', ...times };
    const { status, body } = await organizer.http.post('/api/v1/sessions', made);
    expect(status).toBe(201);
    const path = `/api/v1/sessions/${body.id}`;
    const moved = await faults(organizer, path, { ...session, event: 999_999 }, 'put');
    expect(Object.keys(moved).sort()).toEqual(['event', 'speaker', 'start_time']);
    expect((await organizer.http.get(path)).body).toMatchObject(times);
  });

  it('of a token for programs', async () => {
    const token = { name: 'Desk', scopes: ['admin:read'], expires_at: ahead(-1) };
    expect(Object.keys(await faults(ada, '/api/v1/users/tokens', token)).sort()).toEqual([
      ...['expires_at', 'scopes'],
    ]);
  });
});
