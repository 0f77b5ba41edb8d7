import { PASSWORD } from '../../support/people.js';
import { Visitor } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

const ROOMS = [
  ...['/organize', '/organize/bookings', '/organize/availability', '/organize/event-types'],
  ...['/organize/contacts', '/organize/calendars', '/organize/workflows', '/organize/webhooks'],
  ...['/organize/events'],
];
const DEEPER = [
  ...['/organize/event-types/new', '/organize/event-types/1', '/organize/calendars/callback'],
  ...['/organize/events/new', '/organize/events/1', '/organize/events/1/attendees'],
  ...['/organize/events/1/announce'],
];

describe('the rooms of who offers something', () => {
  let here: World;
  let ada: Person;
  let visitor: Visitor;
  beforeAll(async () => {
    here = await world();
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    visitor = new Visitor(here.url);
    await visitor.submit('/login', { username: ada.username, password: PASSWORD });
  });
  afterAll(() => here.close());

  it.each([...ROOMS, ...DEEPER])('%s leads a stranger to the sign-in and back', async (path) => {
    const { status, location } = await new Visitor(here.url).get(`${path}?a=b`);
    expect([status, location]).toEqual([302, `/login?next=${encodeURIComponent(`${path}?a=b`)}`]);
  });

  it.each(ROOMS)('%s is a frame in the language of who looks, and nothing in it is inline', async (path) => {
    const { status, html, headers } = await visitor.get(path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).toContain(`<a href="${path}" aria-current="page">`);
    expect(html).toMatch(/<noscript>.*JavaScript/);
    expect(html).toMatch(/<meta name="robots" content="noindex"/);
    expect(html).not.toMatch(/ style=|onclick=|undefined|\[object/);
    const sentences = await Promise.all(
      ['en', 'de', 'es', 'fr'].map(async (lang) => {
        const seen = await visitor.get(`${path}?lang=${lang}`);
        return /<noscript>(.*?)<\/noscript>/s.exec(seen.html)![1];
      }),
    );
    expect(new Set(sentences).size).toBe(4);
  });

  it('brings the words of the room that is shown, and of no other', async () => {
    const { html } = await visitor.get('/organize?lang=en');
    expect(html).toContain('"overview.waiting":');
    expect(html).not.toContain('"types.field.slug":');
  });

  it('take no form', async () => {
    expect((await visitor.submit('/organize', {})).status).toBe(404);
  });
});
