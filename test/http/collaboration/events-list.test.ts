import { inDays, makeDraft, makeGathering } from '../../support/events.js';
import { world, type Person, type World } from '../../support/world.js';

const DAY_MS = 86_400_000;

let here: World;
let olivia: Person;
let ada: Person;
let bob: Person;
let admin: Person;
beforeAll(async () => {
  here = await world({ ACCESS_TOKEN_TTL: '900d', REFRESH_TOKEN_TTL: '900d' });
  here.clock.set(new Date('2031-01-01T12:00:00Z'));
  [olivia, admin] = [await here.signUpAs('organizer'), await here.admin()];
  [ada, bob] = [await here.signUp(), await here.signUp()];
});
afterAll(() => here.close());

let words = 0;
/** A word that no other test uses. */
const word = () => `word${'abcdefghij'[words++]}xyz`;
const now = () => here.clock.now();
const list = async (query: string, by?: Person): Promise<any[]> => {
  const answer = await (by?.http ?? here.http()).get(`/api/events/?${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
const titles = async (query: string, by?: Person) => (await list(query, by)).map(({ title }) => title);
const published = async (more: object) => {
  const draft = await makeDraft(olivia, now(), { ...more });
  expect((await olivia.http.post(`/api/v1/events/${draft.id}/publish`)).status).toBe(200);
  return draft;
};

describe('the list of events', () => {
  it('has both shapes, and the same bodies as details', async () => {
    const tags = word();
    const made = await makeGathering(ada, now(), { tags });
    const { body } = await here.http().get(`/api/v1/events/?search=${tags}`);
    expect(body).toEqual({ count: 1, next: null, previous: null, results: [made] });
    expect(await list(`search=${tags}`)).toEqual([made]);
    const { participants, tasks, votes, sessions, payment_methods, ...details } = (
      await ada.http.get(`/api/v1/events/${made.id}`)
    ).body;
    expect([details, participants.length, tasks, votes, sessions]).toEqual([made, 1, [], [], []]);
    expect(payment_methods).toEqual([]);
  });

  it('searches past signs, by the beginning of a short word, and for each of many words', async () => {
    const tags = word();
    await makeGathering(ada, now(), { title: 'Rock & Roll in py', description: tags });
    await makeGathering(ada, now(), {
      title: 'Python',
      description: `${tags} one two three four five six seven eight`,
    });
    const found = async (search: string) =>
      (await titles(`search=${encodeURIComponent(`${tags} ${search}`)}`)).sort();
    expect(await found('Rock & Roll')).toEqual(['Rock & Roll in py']);
    expect(await found('py')).toEqual(['Python', 'Rock & Roll in py']);
    expect(await found('p r')).toEqual(['Rock & Roll in py']);
    const many = 'one two three four five six seven eight python';
    expect(await found(many)).toEqual(['Python']);
    expect(await found(`${many} ${tags} absent`)).toEqual([]);
    expect(await titles(`search=${encodeURIComponent('& +')}`)).toEqual([]);
  });

  it('searches title, description and tags, for every word, in any case', async () => {
    const one = word();
    await makeGathering(ada, now(), { title: `Chess ${one}` });
    await makeGathering(ada, now(), { title: 'Go', description: `A game, ${one.toUpperCase()}!` });
    await makeGathering(ada, now(), { title: 'Hex', tags: `ai, ${one}` });
    const found = async (search: string) => (await titles(`search=${encodeURIComponent(search)}`)).sort();
    expect(await found(one)).toEqual([`Chess ${one}`, 'Go', 'Hex']);
    expect(await found(one.slice(2, 9))).toHaveLength(3);
    expect(await found(`game ${one}`)).toEqual(['Go']);
    expect(await found(`${one} ai`)).toEqual(['Hex']);
    expect(await found(`${one} a`)).toEqual(['Go', 'Hex']);
    expect(await found(`${one} &`)).toHaveLength(3);
    for (const nothing of ['%', '_', `${one}%`, `nowhere${one}`]) expect(await found(nothing)).toEqual([]);
  });

  it('knows the status of both documents, by the clock', async () => {
    const tags = word();
    const filter = (status: string, by?: Person) => titles(`search=${tags}&status=${status}`, by);
    await makeGathering(ada, now(), { title: 'G', tags, date: inDays(now(), 2) });
    await published({ title: 'T', tags, start_date: inDays(now(), 2), end_date: inDays(now(), 3) });
    await makeDraft(olivia, now(), { title: 'D', tags });
    const gone = await published({ title: 'C', tags });
    await olivia.http.post(`/api/v1/events/${gone.id}/cancel`);
    expect((await filter('upcoming')).sort()).toEqual(['G', 'T']);
    expect(await filter('published')).toEqual(['T']);
    expect(await filter('cancelled')).toEqual(['C']);
    expect([await filter('draft'), await filter('draft', ada)]).toEqual([[], []]);
    expect([await filter('draft', olivia), await filter('draft', admin)]).toEqual([['D'], ['D']]);
    expect([await filter('ongoing'), await filter('completed')]).toEqual([[], []]);
    here.clock.advance(2 * DAY_MS + 60_000);
    expect((await filter('ongoing')).sort()).toEqual(['G', 'T']);
    expect(await filter('upcoming')).toEqual([]);
    here.clock.advance(DAY_MS / 2);
    expect(await filter('completed')).toEqual(['G']);
    expect((await list(`search=${tags}&status=completed`))[0].status).toBe('completed');
    here.clock.advance(DAY_MS);
    expect((await filter('completed')).sort()).toEqual(['G', 'T']);
    here.clock.set(new Date('2031-01-01T12:00:00Z'));
  });

  it('filters by who made it, by category, and by whether it is online', async () => {
    const tags = word();
    await makeGathering(ada, now(), { title: 'A', tags, category: 'meetup' });
    await makeGathering(bob, now(), { title: 'B', tags, category: 'training', is_online: true });
    expect(await titles(`search=${tags}&creator=${ada.id}`)).toEqual(['A']);
    expect(await titles(`search=${tags}&organizer=${bob.id}`)).toEqual(['B']);
    expect(await titles(`creator=${bob.id}&organizer=${ada.id}`)).toEqual([]);
    expect(await titles(`search=${tags}&category=meetup`)).toEqual(['A']);
    expect(await titles(`search=${tags}&is_online=true`)).toEqual(['B']);
    expect(await titles(`search=${tags}&is_online=False`)).toEqual(['A']);
    expect(await titles(`category=meetup&creator=${ada.id}&is_online=false&status=upcoming`)).toEqual(['A']);
  });

  it('has days with both ends, in UTC or the zone that is asked for', async () => {
    const tags = word();
    const at = (title: string, date: string) => makeGathering(ada, now(), { title, tags, date });
    await at('first', '2031-05-01T00:00:00Z');
    await at('last', '2031-05-02T23:30:00Z');
    await at('next', '2031-05-03T00:00:00Z');
    const days = (query: string) => titles(`search=${tags}&ordering=date&${query}`);
    expect(await days('date_from=2031-05-01&date_to=2031-05-02')).toEqual(['first', 'last']);
    expect(await days('date_from=2031-05-02')).toEqual(['last', 'next']);
    expect(await days('date_to=2031-05-01')).toEqual(['first']);
    const berlin = { headers: { 'x-timezone': 'Europe/Berlin' } };
    const path = `/api/events?search=${tags}&date_from=2031-05-03&ordering=date`;
    expect((await here.http().get(path, berlin)).body.map(({ title }: any) => title)).toEqual(['last', 'next']);
  });

  it('is ordered by start, making and price, latest start first unless it is asked otherwise', async () => {
    const tags = word();
    const at = (title: string, days: number, price: string) =>
      published({ title, tags, price, start_date: inDays(now(), days), end_date: inDays(now(), days + 1) });
    await at('x', 5, '3.00');
    await at('y', 7, '1.00');
    await at('z', 6, '2.00');
    const ordered = async (ordering: string) => (await titles(`search=${tags}${ordering}`)).join('');
    expect(await ordered('')).toBe('yzx');
    expect(await ordered('&status=upcoming')).toBe('xzy');
    expect(await ordered('&ordering=start_date')).toBe('xzy');
    expect(await ordered('&ordering=-start_date')).toBe('yzx');
    expect(await ordered('&ordering=-date')).toBe('yzx');
    expect(await ordered('&ordering=created_at')).toBe('xyz');
    expect(await ordered('&ordering=-created_at')).toBe('zyx');
    expect(await ordered('&ordering=price')).toBe('yzx');
    expect(await ordered('&ordering=-price')).toBe('xzy');
  });

  it('pages', async () => {
    const tags = word();
    for (const title of ['1', '2', '3']) await makeGathering(ada, now(), { title, tags });
    const page = (n: number) =>
      here.http().get(`/api/v1/events?search=${tags}&page_size=2&page=${n}&ordering=created_at`);
    const [first, second, third] = [await page(1), await page(2), await page(3)];
    expect([first.body.count, second.body.count, third.body.count]).toEqual([3, 3, 3]);
    expect([...first.body.results, ...second.body.results].map(({ title }: any) => title)).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(third.body.results).toEqual([]);
    expect(first.body.next).toContain('page=2');
  });

  it.each([
    'status=soon',
    'category=party',
    'is_online=maybe',
    'creator=me',
    'organizer=0',
    'date_from=2031-02-30',
    'date_to=soon',
    'ordering=title',
    'ordering=price,date',
    'page=0',
    `search=${'x'.repeat(201)}`,
  ])('refuses %s by its name', async (query) => {
    const answer = await here.http().get(`/api/v1/events?${query}`);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)).toEqual([query.split('=')[0]]);
  });

  it('shows to each what is theirs to see', async () => {
    const tags = word();
    await makeGathering(ada, now(), { title: 'public', tags });
    await makeGathering(ada, now(), { title: 'circle', tags, visibility: 'invited' });
    await makeDraft(olivia, now(), { title: 'draft', tags });
    const seen = async (by?: Person) => (await titles(`search=${tags}`, by)).sort();
    expect(await seen()).toEqual(['public']);
    expect(await seen(bob)).toEqual(['public']);
    expect(await seen(ada)).toEqual(['circle', 'public']);
    expect(await seen(olivia)).toEqual(['draft', 'public']);
    expect(await seen(admin)).toEqual(['circle', 'draft', 'public']);
    expect(await titles(`search=${tags}&creator=${ada.id}`, bob)).toEqual(['public']);
    const [circle] = await list(`search=${tags}&creator=${ada.id}&ordering=-created_at`, ada);
    await ada.http.post(`/api/v1/events/${circle.id}/invite`, { users: [bob.id] });
    expect(await seen(bob)).toEqual(['circle', 'public']);
  });
});
