import { createDemoAccounts } from '../../src/identity/identity.demo.js';
import { world, type World } from '../support/world.js';

// As the document prints them.
const TOKEN = String.raw`curl -X POST http://localhost:8000/api/auth/token/ \
  -H "Content-Type: application/json" \
  -d '{"username": "admin", "password": "admin123"}'`;
const LIST = String.raw`curl -X GET http://localhost:8000/api/events/ \
  -H "Authorization: Bearer {access_token}"`;
const CREATE = String.raw`curl -X POST http://localhost:8000/api/events/ \
  -H "Authorization: Bearer {access_token}" \
  -H "Content-Type: application/json" \
  -d '{
    "title": "New Workshop",
    "description": "Workshop description",
    "category": "workshop",
    "location": "Virtual",
    "is_online": true,
    "online_url": "https://zoom.us/...",
    "start_date": "2025-12-27T14:00:00Z",
    "end_date": "2025-12-27T17:00:00Z",
    "registration_deadline": "2025-12-26T14:00:00Z",
    "max_attendees": 30,
    "price": "0.00"
  }'`;

describe('the curl lines of the event hub’s document', () => {
  let w: World;

  beforeAll(async () => {
    w = await world({ NODE_ENV: 'development' });
    await createDemoAccounts(w.app);
  });
  afterAll(() => w?.close());

  /** Sends what the line says, to this world's address. */
  function send(line: string, token = '') {
    const [, method, path] = /^curl -X (\w+) http:\/\/localhost:8000(\S+)/.exec(line)!;
    const headers = [...line.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      value!,
    ]);
    const body = /-d '([^']*)'/.exec(line)?.[1];
    const filled = headers.map(([name, value]) => [name!, value!.replace('{access_token}', token)]);
    return w.http().call(method!, path!, body, { headers: Object.fromEntries(filled) });
  }

  it('get a pair of tokens, make a draft whose days may be over, and list it', async () => {
    const pair = await send(TOKEN);
    expect(pair).toMatchObject({
      status: 200,
      body: { access: expect.any(String), refresh: expect.any(String) },
    });
    const token = pair.body.access;

    const made = await send(CREATE, token);
    const wanted = JSON.parse(/-d '([^']*)'/.exec(CREATE)![1]!);
    const dates = ['start_date', 'end_date', 'registration_deadline'].map((name) => [
      name,
      Date.parse(wanted[name]),
    ]);
    expect(made).toMatchObject({
      status: 201,
      body: { title: 'New Workshop', status: 'draft', price: '0.00' },
    });
    expect(dates.map(([name]) => [name, Date.parse(made.body[name!])])).toEqual(dates);
    expect(made.body).toMatchObject({ max_attendees: 30, is_online: true, online_url: wanted.online_url });

    const { status, body } = await send(LIST, token);
    expect(status).toBe(200);
    expect(body).toEqual([expect.objectContaining({ title: 'New Workshop', status: 'draft' })]);
  });
});
