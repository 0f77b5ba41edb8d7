import { PASSWORD } from '../../support/people.js';
import { Visitor, wordsOf, type Seen } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

describe('the pages of messages', () => {
  let here: World;
  let ada: Person;
  let ben: Person;
  let visitor: Visitor;
  beforeAll(async () => {
    here = await world();
    ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
    ben = await here.signUp({ first_name: 'Ben', last_name: 'Babbage' });
    visitor = await signedIn(ada);
  });
  afterAll(() => here.close());

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }
  const write = async (from: Person, to: Person, content: string) =>
    expect((await from.http.post('/api/v1/messages', { receiver_id: to.id, content })).status).toBe(201);
  const seenOf = ({ status, location }: Seen) => [status, location];

  it('are for who is signed in', async () => {
    const stranger = new Visitor(here.url);
    expect(seenOf(await stranger.get('/messages'))).toEqual([302, '/login?next=%2Fmessages']);
    expect((await visitor.get('/messages/999999')).status).toBe(404);
    expect((await visitor.get(`/messages/${ada.id}`)).status).toBe(404);
    expect((await visitor.get('/messages/x')).status).toBe(404);
  });

  it('list whom one writes with, and how much of it is unread', async () => {
    expect(wordsOf((await visitor.get('/messages')).html)).toContain('Nobody has written to you yet');
    await write(ben, ada, 'Good <morning>');
    await write(ben, ada, 'Are you there?');
    const { html, headers } = await visitor.get('/messages');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(wordsOf(html)).toContain('Ben Babbage Are you there? 2 unread messages');
    expect(html).not.toContain('<morning>');
  });

  it('show one conversation, which is read with it, and say so to the other side', async () => {
    const path = `/messages/${ben.id}`;
    const seen = await visitor.get(path);
    expect(wordsOf(seen.html)).toMatch(/Ben Babbage: Good <morning> .* Ben Babbage: Are you there\?/);
    expect(seen.html).not.toMatch(/<morning>| style=/);
    expect(wordsOf((await visitor.get('/messages')).html)).not.toContain('unread');
    const other = await signedIn(ben);
    expect(wordsOf((await other.get(`/messages/${ada.id}`)).html)).toMatch(/You: Are you there\? \S+ · read/);
  });

  it('send by a form, and keep what was typed where that is refused', async () => {
    const path = `/messages/${ben.id}`;
    expect((await visitor.submit(path, { content: 'Unasked' })).status).toBe(403);
    const page = await visitor.get(path);
    expect(seenOf(await visitor.submit(path, { content: 'I am.' }, page))).toEqual([303, `${path}#write`]);
    expect(wordsOf((await visitor.get(path)).html)).toMatch(/You: I am\. \S+ · sent/);
    const empty = await visitor.submit(path, { content: '' }, page);
    expect([empty.status, wordsOf(empty.html)]).toEqual([
      400,
      expect.stringContaining('One thing needs another look'),
    ]);
    const long = await visitor.submit(path, { content: 'x'.repeat(5_001) }, page);
    expect([long.status, long.html.includes('x'.repeat(5_001))]).toEqual([400, true]);
    const { body } = await ben.http.get(`/api/v1/messages?with_user=${ada.id}`);
    expect(body.results.map(({ content }: { content: string }) => content)).not.toContain('Unasked');
  });

  it('say where somebody cannot be written to', async () => {
    const gone = await here.signUp({ first_name: 'Gone' });
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${gone.id}`, { status: 'suspended' });
    const path = `/messages/${gone.id}`;
    const { status, html } = await visitor.submit(path, { content: 'Hello?' }, await visitor.get(path));
    expect([status, wordsOf(html)]).toEqual([400, expect.stringContaining('There is nobody with this id')]);
    expect(html).toContain('>Hello?</textarea>');
  });

  it('lead from page to page of a long conversation', async () => {
    const eve = await here.signUp({ first_name: 'Eve' });
    for (let line = 1; line <= 51; line++) await write(eve, ada, `Line ${line}.`);
    const newest = await visitor.get(`/messages/${eve.id}`);
    expect(newest.html).toContain(`href="/messages/${eve.id}?page=2"`);
    expect(wordsOf(newest.html)).not.toContain('Line 1.');
    const earlier = wordsOf((await visitor.get(`/messages/${eve.id}?page=2`)).html);
    expect(earlier).toContain('Line 1.');
    expect(earlier).not.toContain('Line 2.');
  });

  it.each(['de', 'es', 'fr'])('speak %s', async (lang) => {
    const words = { de: 'Nachrichten', es: 'Mensajes', fr: 'Toutes les conversations' }[lang]!;
    const someone = await signedIn(ada);
    expect(wordsOf((await someone.get(`/messages/${ben.id}?lang=${lang}`)).html)).toContain(words);
  });
});
