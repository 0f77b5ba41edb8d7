import { ErasureService } from '../../../src/identity/erasure/erasure.service.js';
import { brokenInvariants } from '../../support/invariants.js';
import { RequestStatements } from '../../support/request-statements.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
let bob: Person;
const requests = new RequestStatements();
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Lovelace' });
  bob = await here.signUp({ first_name: 'Bob', last_name: 'Johnson' });
});
afterAll(async () => {
  expect(await brokenInvariants(here.db)).toEqual({});
  await here.close();
});

const MESSAGES = '/api/v1/messages';
const write = (from: Person, to: { id: number }, content: unknown = 'Hello') =>
  from.http.post(MESSAGES, { receiver_id: to.id, content });
const conversation = async (me: Person, peer: Person, more = '') =>
  (await me.http.get(`/api/messages/?with_user=${peer.id}${more}`)).body as any[];
const conversations = async (me: Person) => (await me.http.get('/api/conversations/')).body as any[];
const contents = (messages: any[]) => messages.map(({ content }) => content);

describe('a message', () => {
  it('is answered as document E shows it', async () => {
    const { status, body } = await write(ada, bob, '  Any topics?\nBob ');
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      ...{ sender_id: ada.id, sender_name: 'Ada Lovelace' },
      ...{ receiver_id: bob.id, receiver_name: 'Bob Johnson' },
      ...{ content: 'Any topics?\nBob', is_read: false, created_at: here.clock.now().toISOString() },
    });
  });

  it.each([
    ['no receiver', { content: 'x' }, ['receiver_id']],
    ['no text', { receiver_id: 1 }, ['content']],
    ['a blank text', { receiver_id: 1, content: ' \n ' }, ['content']],
    ['a text of 5,001 letters', { receiver_id: 1, content: '🎈'.repeat(5_001) }, ['content']],
    ['nobody', { receiver_id: 999_999_999, content: 'x' }, ['receiver_id']],
    ['nothing', {}, ['content', 'receiver_id']],
  ])('to %s is refused', async (_, body, fields) => {
    const answer = await ada.http.post(MESSAGES, body);
    expect([answer.status, Object.keys(answer.body.field_errors).sort()]).toEqual([400, fields]);
  });

  it('may have 5,000 letters', async () => {
    const text = '🎈'.repeat(5_000);
    expect((await write(ada, bob, text)).body.content).toBe(text);
  });

  it('to oneself is refused', async () => {
    const { status, body } = await write(ada, ada);
    expect([status, body.field_errors]).toEqual([400, { receiver_id: ['You cannot write to yourself.'] }]);
  });

  it('to who is suspended is refused, and taken again once that is lifted', async () => {
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${bob.id}`, { status: 'suspended' });
    const { status, body } = await write(ada, bob);
    expect([status, Object.keys(body.field_errors)]).toEqual([400, ['receiver_id']]);
    expect((await write(bob, ada)).status).toBe(401);
    await admin.http.patch(`/api/v1/admin/users/${bob.id}`, { status: 'active' });
    expect((await write(ada, bob)).status).toBe(201);
  });

  it('with a key is sent once', async () => {
    const body = { receiver_id: bob.id, content: 'Once' };
    const headers = { 'idempotency-key': 'one-message' };
    const first = await ada.http.call('POST', MESSAGES, body, { headers });
    const again = await ada.http.call('POST', MESSAGES, body, { headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(contents(await conversation(ada, bob))).toEqual(['Once']);
  });

  it('is sent by two statements, the first of which locks both people', async () => {
    await write(ada, bob);
    expect(await requests.countOf(ada.http, 'POST', MESSAGES, { receiver_id: bob.id, content: 'x' })).toBe(2);
  });
});

describe('a conversation', () => {
  it('is what two people wrote, oldest first, and nobody else’s', async () => {
    const eve = await here.signUp();
    await write(ada, bob, 'one');
    await write(bob, ada, 'two');
    await write(eve, ada, 'from Eve');
    await write(ada, bob, 'three');
    expect(contents(await conversation(ada, bob))).toEqual(['one', 'two', 'three']);
    expect(contents(await conversation(bob, ada))).toEqual(['one', 'two', 'three']);
    expect(await conversation(eve, bob)).toEqual([]);
    expect((await eve.http.get('/api/messages')).body).toEqual([
      expect.objectContaining({ content: 'from Eve' }),
    ]);
    expect(contents((await ada.http.get('/api/messages')).body)).toEqual(['one', 'two', 'from Eve', 'three']);
    const admin = await here.admin();
    expect((await admin.http.get('/api/messages')).body).toEqual([]);
  });

  it('is read by its receiver alone, as far as it is shown', async () => {
    for (const text of ['one', 'two', 'three']) await write(ada, bob, text);
    expect((await conversation(ada, bob)).map(({ is_read }) => is_read)).toEqual([false, false, false]);
    const unread = async () => (await conversations(bob))[0].unread_count as number;
    expect(await unread()).toBe(3);
    expect((await bob.http.get('/api/messages')).body).toHaveLength(3);
    expect(await unread()).toBe(3);

    const [shown] = await conversation(bob, ada, '&page=1&page_size=1');
    expect(shown).toMatchObject({ content: 'one', is_read: true });
    expect(await unread()).toBe(2);
    expect((await conversation(ada, bob)).map(({ is_read }) => is_read)).toEqual([true, false, false]);
    await conversation(bob, ada);
    expect(await unread()).toBe(0);
    expect((await conversation(ada, bob)).map(({ is_read }) => is_read)).toEqual([true, true, true]);
  });

  it('can be asked for what is unread, which is read with the answer', async () => {
    for (const text of ['one', 'two']) await write(ada, bob, text);
    await conversation(bob, ada, '&page_size=1');
    const unread = await conversation(bob, ada, '&is_read=false');
    expect(unread.map(({ content, is_read }) => [content, is_read])).toEqual([['two', false]]);
    expect(await conversation(bob, ada, '&is_read=false')).toEqual([]);
    expect(contents(await conversation(bob, ada, '&is_read=true'))).toEqual(['one', 'two']);
    await write(ada, bob, 'three');
    const all = async (isRead: boolean) =>
      contents((await bob.http.get(`/api/messages?is_read=${isRead}`)).body as any[]);
    expect([await all(true), await all(false)]).toEqual([['one', 'two'], ['three']]);
  });

  it('has pages that are ranges of places, up and down, with an exact count', async () => {
    for (let n = 1; n <= 7; n++) await write(n % 2 ? ada : bob, n % 2 ? bob : ada, `${n}`);
    const page = async (query: string) => {
      const { body } = await ada.http.get(`${MESSAGES}?with_user=${bob.id}&${query}`);
      return [contents(body.results), body.count, body.next !== null, body.previous !== null];
    };
    expect(await page('page_size=3')).toEqual([['1', '2', '3'], 7, true, false]);
    expect(await page('page_size=3&page=3')).toEqual([['7'], 7, false, true]);
    expect(await page('page_size=3&page=4')).toEqual([[], 7, false, true]);
    expect(await page('page_size=3&ordering=-created_at')).toEqual([['7', '6', '5'], 7, true, false]);
    expect(await page('page_size=3&page=3&ordering=-id')).toEqual([['1'], 7, false, true]);
    expect((await ada.http.get(`${MESSAGES}?with_user=999999999`)).body).toMatchObject({
      count: 0,
      results: [],
    });
    expect((await ada.http.get(`${MESSAGES}?with_user=x`)).body.field_errors).toHaveProperty('with_user');
  });

  it('is answered by two statements, and one that marks it read', async () => {
    const path = `${MESSAGES}?with_user=${bob.id}`;
    const count = (who: Person, asked: string) =>
      requests.countOf(who.http, 'GET', asked, undefined, /messaging\.|identity\.accounts/);
    await write(bob, ada);
    expect(await count(ada, path)).toBe(3);
    for (let n = 0; n < 30; n++) await write(ada, bob, `${n}`);
    expect(await count(ada, path)).toBe(2);
    expect(await count(ada, MESSAGES)).toBe(2);
    expect(await count(ada, '/api/v1/conversations')).toBe(2);
  });

  it('keeps its places and counts when both write and read at once', async () => {
    const writing = Array.from({ length: 20 }, (_, n) => [write(ada, bob, `a${n}`), write(bob, ada, `b${n}`)]);
    const reading = Array.from({ length: 6 }, () => [conversation(ada, bob), conversation(bob, ada)]);
    const answers = await Promise.all(writing.flat());
    await Promise.all(reading.flat());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const { body } = await ada.http.get(`${MESSAGES}?with_user=${bob.id}&page_size=100`);
    expect([body.count, new Set(contents(body.results)).size]).toEqual([40, 40]);
    const ids = body.results.map(({ id }: any) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    await conversation(bob, ada);
    expect((await conversations(bob))[0]).toMatchObject({ unread_count: 0 });
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});

describe('conversations', () => {
  it('are listed newest first with their last message and what is unread', async () => {
    const carl = await here.signUp({ username: `carl${ada.id}`, first_name: 'Carl', last_name: 'Gauss' });
    await write(bob, ada, 'first');
    const { body: last } = await write(ada, carl, 'to Carl');
    expect((await conversations(ada)).map(({ user_id }) => user_id)).toEqual([carl.id, bob.id]);
    await write(bob, ada, 'second');
    const own = await conversations(ada);
    expect(own).toEqual([
      {
        ...{ user_id: bob.id, username: bob.username, full_name: 'Bob Johnson', unread_count: 2 },
        last_message: expect.objectContaining({ content: 'second', sender_id: bob.id, is_read: false }),
      },
      {
        ...{ user_id: carl.id, username: carl.username, full_name: 'Carl Gauss', unread_count: 0 },
        last_message: last,
      },
    ]);
    expect(await conversations(carl)).toMatchObject([{ user_id: ada.id, unread_count: 1 }]);
    const { body } = await ada.http.get('/api/v1/conversations?page_size=1&page=2');
    expect(body).toMatchObject({ count: 2, next: null, results: [{ user_id: carl.id }] });
  });
});

describe('what an erased person wrote', () => {
  it('is exported before, and gone afterwards; the other keeps what is the other’s', async () => {
    await write(ada, bob, 'canary of Ada');
    await write(bob, ada, 'answer of Bob');
    const exported = (await ada.http.get('/api/v1/users/me/export')).body;
    expect(contents(exported.messages)).toEqual(['answer of Bob', 'canary of Ada']);
    expect(exported.conversations).toEqual([expect.objectContaining({ peer_id: bob.id, unread_count: 1 })]);

    await ada.http.delete('/api/v1/users/me');
    await here.app.get(ErasureService).carryOut(ada.id);
    expect(await here.db.query(`SELECT FROM messaging.messages WHERE content LIKE 'canary%'`)).toEqual([]);
    expect(await conversation(bob, ada)).toMatchObject([
      { sender_name: 'Deleted user', content: '' },
      { receiver_name: 'Deleted user', content: 'answer of Bob' },
    ]);
    expect(await conversations(bob)).toMatchObject([{ user_id: ada.id, full_name: 'Deleted user' }]);
    const refused = await write(bob, ada);
    expect([refused.status, Object.keys(refused.body.field_errors)]).toEqual([400, ['receiver_id']]);

    await bob.http.delete('/api/v1/users/me');
    await here.app.get(ErasureService).carryOut(bob.id);
    const of = 'WHERE $1 IN (low_id, high_id)';
    expect(await here.db.query(`SELECT FROM messaging.conversations ${of}`, [ada.id])).toEqual([]);
    const left = 'SELECT FROM messaging.messages WHERE sender_id = ANY($1)';
    expect(await here.db.query(left, [[ada.id, bob.id]])).toEqual([]);
  });
});
