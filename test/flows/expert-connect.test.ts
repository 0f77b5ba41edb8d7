import { brokenInvariants } from '../support/invariants.js';
import type { Http } from '../support/http.js';
import { world, type World } from '../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
beforeAll(async () => void (here = await world()));
afterAll(() => here.close());

const PREFIXES = [
  ['/api', '/', (body: any) => body],
  ['/api/v1', '', (body: any) => body.results],
] as const;

describe('document E', () => {
  it.each(PREFIXES)('leads from a registration to a review, under %s', async (prefix, slash, itemsOf) => {
    const url = (path: string) => `${prefix}/${path}${slash}`;
    const register = async (first_name: string, last_name: string): Promise<{ id: number; http: Http }> => {
      const username = `${first_name}${last_name}${prefix.length}`.toLowerCase();
      const person = { username, email: `${username}@example.com`, password: 'securepassword' };
      const { status, body } = await here
        .http()
        .post(url('users/register'), { ...person, first_name, last_name });
      expect([status, body]).toMatchObject([
        201,
        { username, first_name, last_name, token: expect.any(String) },
      ]);
      const login = await here.http().post(url('users/login'), { username, password: person.password });
      expect([login.status, login.body.id]).toEqual([200, body.id]);
      return { id: body.id, http: here.http(login.body.token) };
    };
    const [john, jane] = [await register('John', 'Doe'), await register('Jane', 'Smith')];

    const start = new Date(here.clock.now().getTime() + 48 * HOUR_MS);
    start.setUTCHours(10, 0, 0, 0);
    const hours = { day_of_week: start.getUTCDay(), start_time: '09:00:00', end_time: '17:00:00' };
    const rule = await jane.http.post(url('user-availability'), hours);
    expect([rule.status, rule.body]).toMatchObject([201, { user: jane.id, ...hours }]);

    const bought = await john.http.post(url('payments/purchase_credits'), {
      ...{ payment_method: 'credit_card', amount: '10.00', credits_to_purchase: 10 },
    });
    expect([bought.status, bought.body.new_balance]).toEqual([201, 11]);

    const request = { title: 'JavaScript Consultation', description: 'Need help with React hooks' };
    const times = { scheduled_start: start, scheduled_end: new Date(start.getTime() + HOUR_MS) };
    const made = await john.http.post(url('meetings'), {
      ...{ ...request, ...times, expert_id: jane.id, category_id: 1 },
    });
    expect([made.status, made.body]).toMatchObject([
      201,
      { ...request, requester_name: 'John Doe', expert_name: 'Jane Smith', status: 'pending' },
    ]);
    const { id } = made.body;
    const change = (http: Http, status: string) => http.patch(url(`meetings/${id}/update_status`), { status });
    expect((await change(jane.http, 'confirmed')).body).toMatchObject({ id, status: 'confirmed' });
    const spent = await john.http.post(url('credits/transfer'), { meeting_id: id, amount: 1 });
    expect(spent.body).toEqual({
      ...{ success: true, message: '1 credit(s) transferred successfully', new_balance: 10 },
    });
    const listed = await jane.http.get(`${url('meetings')}?status=confirmed&role=expert`);
    expect(itemsOf(listed.body)).toEqual([{ ...made.body, status: 'confirmed' }]);
    expect((await change(john.http, 'completed')).body).toMatchObject({ id, status: 'completed' });
    await here.drainEvents();
    const noticesOf = async (http: Http) => itemsOf((await http.get(url('notifications'))).body) as any[];
    const [confirmation, ...others] = await noticesOf(john.http);
    expect([confirmation, others]).toMatchObject([
      {
        ...{ user_id: john.id, title: 'Meeting Confirmed', notification_type: 'meeting_confirmed' },
        ...{ content: `Your meeting 'JavaScript Consultation' has been confirmed.`, related_id: id },
        is_read: false,
      },
      [{ notification_type: 'payment_received' }],
    ]);
    const read = await john.http.patch(url(`notifications/${confirmation.id}`), { is_read: true });
    expect(read.body).toMatchObject({ id: confirmation.id, is_read: true, updated_at: expect.any(String) });
    const unread = itemsOf((await john.http.get(`${url('notifications')}?is_read=false`)).body);
    expect(unread).toEqual(others);
    expect((await noticesOf(jane.http)).map(({ content, related_id }) => [content, related_id])).toEqual([
      [`Your meeting 'JavaScript Consultation' has been completed.`, id],
      ['You have a new meeting request from John Doe.', id],
    ]);
    expect((await jane.http.get(url('credits/balance'))).body).toMatchObject({ user: jane.id, balance: 2 });

    const words = { rating: 5, review_text: 'Excellent session, very helpful!' };
    const review = await john.http.post(url('reviews'), { meeting_id: id, reviewee_id: jane.id, ...words });
    expect([review.status, review.body]).toMatchObject([
      201,
      { meeting_id: id, reviewer_id: john.id, ...words },
    ]);
    expect((await john.http.get(url(`meetings/${id}`))).body.reviews).toMatchObject([words]);
    const entries = itemsOf((await john.http.get(url('credit-transactions'))).body) as any[];
    expect(entries.map(({ transaction_type: type, amount }) => [type, amount])).toEqual([
      ...[
        ['spent', 1],
        ['purchased', 10],
        ['initial', 1],
      ],
    ]);
    expect((await john.http.post(url('users/logout'))).body.success).toBe(true);
    expect((await john.http.get(url('users/me'))).status).toBe(401);
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
