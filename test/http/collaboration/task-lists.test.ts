import { plantGathering } from '../../support/gatherings.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let here: World;
let creator: Person;
let ada: Person;
let stranger: Person;
let admin: Person;
let picnic: number;
let secret: number;
const made: Record<string, number> = {};

beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' });
  here.clock.set(new Date('2031-01-01T00:00:00Z'));
  [creator, ada, stranger, admin] = [
    await here.signUp(),
    await here.signUp(),
    await here.signUp(),
    await here.signUpAs('admin'),
  ];
  const startsAt = new Date('2031-06-01T00:00:00Z');
  picnic = await plantGathering(here, creator, { participants: [ada], startsAt });
  secret = await plantGathering(here, creator, { participants: [ada], startsAt, visibility: 'invited' });
  const make = async (name: string, who: Person, more: object) => {
    const answer = await who.http.post('/api/v1/tasks', { title: name, event: picnic, ...more });
    expect(answer.status).toBe(201);
    made[name] = answer.body.id;
  };
  await make('first', creator, { assignee: ada.id, due_date: '2031-02-01T00:00:00Z' });
  await make('late', creator, { due_date: '2031-02-02T23:59:00Z' });
  await make('next', ada, { assignee: ada.id, due_date: '2031-02-03T00:00:00Z' });
  await make('undated', ada, {});
  await make('hidden', ada, { event: secret });
  await ada.http.post(`/api/v1/tasks/${made.next}/complete`);
});
afterAll(() => here?.close());

const titles = async (query = '', who = ada, headers = {}) => {
  const answer = await who.http.get(`/api/tasks/?${query}`, { headers });
  expect(answer.status).toBe(200);
  return answer.body.map(({ title }: { title: string }) => title);
};

describe('the list of tasks', () => {
  it('has those of the events one organizes or takes part in, newest first', async () => {
    expect(await titles()).toEqual(['hidden', 'undated', 'next', 'late', 'first']);
    expect(await titles('', creator)).toEqual(['hidden', 'undated', 'next', 'late', 'first']);
    expect(await titles('', stranger)).toEqual([]);
    expect(await titles('', admin)).toEqual([]);
    expect((await here.http().get('/api/tasks')).status).toBe(401);
  });

  it('has those of an event that one sees', async () => {
    expect(await titles(`event=${picnic}`, stranger)).toEqual(['undated', 'next', 'late', 'first']);
    expect(await titles(`event=${secret}`, stranger)).toEqual([]);
    expect(await titles(`event=${secret}`, ada)).toEqual(['hidden']);
    expect(await titles(`event=${secret}`, admin)).toEqual(['hidden']);
    expect(await titles('event=999999999')).toEqual([]);
  });

  it('is filtered by assignee, status and days, all together', async () => {
    expect(await titles(`assignee=${ada.id}`)).toEqual(['next', 'first']);
    expect(await titles('status=completed')).toEqual(['next']);
    expect(await titles(`assignee=${ada.id}&status=pending&event=${picnic}`)).toEqual(['first']);
    expect(await titles('due_date_from=2031-02-01&due_date_to=2031-02-02')).toEqual(['late', 'first']);
    expect(await titles('due_date_from=2031-02-02')).toEqual(['next', 'late']);
    expect(await titles('due_date_to=2031-02-01')).toEqual(['first']);
  });

  it('takes the days of the zone that is asked for', async () => {
    const berlin = { 'x-timezone': 'Europe/Berlin' };
    expect(await titles('due_date_from=2031-02-03&due_date_to=2031-02-03', ada, berlin)).toEqual([
      'next',
      'late',
    ]);
    expect(await titles('due_date_to=2031-01-31', ada, { 'x-timezone': 'America/New_York' })).toEqual([
      'first',
    ]);
  });

  it('has pages with counts and orders', async () => {
    const { body } = await ada.http.get('/api/v1/tasks/?page_size=2&page=2&ordering=due_date');
    expect(body).toMatchObject({ count: 5, next: expect.any(String), previous: expect.any(String) });
    expect(body.results.map(({ title }: { title: string }) => title)).toEqual(['next', 'undated']);
    expect(body.results[0]).toEqual({
      id: made.next,
      title: 'next',
      description: '',
      status: 'completed',
      priority: 'medium',
      due_date: '2031-02-03T00:00:00.000Z',
      completed_at: expect.any(String),
      event: { id: picnic, title: 'Picnic' },
      assignee: { id: ada.id, username: ada.username, first_name: 'Pat', last_name: expect.any(String) },
      creator: { id: ada.id, username: ada.username },
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
  });

  it.each([
    'status=done',
    'due_date_from=2031-02-30',
    'due_date_to=soon',
    'assignee=me',
    'event=0',
    'ordering=title',
  ])('refuses %s by its name', async (query) => {
    const answer = await ada.http.get(`/api/v1/tasks?${query}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { field_errors: { [query.split('=')[0]!]: [expect.any(String)] } },
    });
  });
});
