import { inDays, makeGathering } from '../../support/events.js';
import { freeTimes } from '../../support/calendar.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let gathering: number;
beforeAll(async () => {
  here = await world();
  admin = await here.admin();
  gathering = (await makeGathering(admin, here.clock.now())).id;
});
afterAll(() => here.close());

const day = (days: number) => inDays(here.clock.now(), days);
const ticketed = () => ({ title: 'Talk', start_date: day(5), end_date: day(6) });
const account = { username: 'newcomer', email: 'newcomer@example.org', password: 'Correct-horse-7' };

/** A text that people write, by the field that is named when it is refused. */
const PLACES: [field: string, method: string, path: () => string, body: (text: string) => object][] = [
  ['title', 'POST', () => 'events', (title) => ({ title, date: day(3) })],
  ['title', 'POST', () => 'events', (title) => ({ ...ticketed(), title })],
  ['title', 'PATCH', () => `events/${gathering}`, (title) => ({ title })],
  ['title', 'POST', () => 'tasks', (title) => ({ title, event: gathering })],
  ['title', 'POST', () => 'voting', (title) => vote({ title })],
  ['options.1.text', 'POST', () => 'voting', (text) => vote({ options: [{ text: 'a' }, { text }] })],
  ['name', 'POST', () => 'admin/categories', (name) => ({ name })],
  ['category', 'POST', () => 'admin/timeslots', (category) => ({ ...freeTimes(here.clock.now()), category })],
  ['first_name', 'POST', () => 'auth/register', (first_name) => ({ ...account, first_name })],
];
const vote = (change: object) => ({
  event: gathering,
  title: 'When?',
  options: [{ text: 'a' }, { text: 'b' }],
  ends_at: day(1),
  ...change,
});

describe.each(PLACES)('the %s at %s %s', (field, method, path, body) => {
  const refusal = async (text: string) => {
    const answer = await admin.http.call(method, `/api/v1/${path()}`, body(text));
    return [answer.status, Object.keys(answer.body.field_errors ?? {})];
  };

  it.each(['a\rb', 'a\nb', 'a\tb', 'a\x07b', 'a\x9fb', 'a\u2028b', 'a\u202eb'])(
    'is one line, not %j',
    async (text) => {
      expect(await refusal(text)).toEqual([400, [field]]);
    },
  );

  if (field !== 'first_name')
    it.each(['\u200b', '\u3164', '\u00ad', '\u0301'])('is not blank by %j', async (text) => {
      expect(await refusal(text)).toEqual([400, [field]]);
    });
});

describe('texts', () => {
  it('have paragraphs where there is room for them, and count as people count', async () => {
    const [title, description] = ['😀'.repeat(200), 'One\r\n\r\n\tTwo\u2028'];
    const made = await admin.http.post('/api/v1/events', { title, description, date: day(3) });
    expect([made.status, made.body.title, made.body.description]).toEqual([201, title, 'One\r\n\r\n\tTwo']);
    const long = await admin.http.post('/api/v1/events', { title: `${title}😀`, date: day(3) });
    expect([long.status, Object.keys(long.body.field_errors)]).toEqual([400, ['title']]);
  });

  it('that are left empty may show nothing, and are empty then', async () => {
    const { status, body } = await admin.http.patch('/api/v1/users/me', {
      first_name: '\u200b',
      bio: ' \u3164',
    });
    expect([status, body.first_name, body.bio]).toEqual([200, '', '']);
  });
});
