import { cancelGathering, joinGathering, leaveGathering, plantGathering } from '../../support/gatherings.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

const HOUR_MS = 3_600_000;

let here: World;
let creator: Person;
let ada: Person;
let ben: Person;
let stranger: Person;
let event: number;

beforeAll(async () => {
  here = await world();
  [creator, ada, ben, stranger] = [
    await here.signUp(),
    await here.signUp(),
    await here.signUp(),
    await here.signUp(),
  ];
  event = await plantGathering(here, creator, { participants: [ada, ben] });
});
afterAll(() => here?.close());

const inHours = (hours: number) => new Date(here.clock.now().getTime() + hours * HOUR_MS).toISOString();
const texts = (...all: string[]) => all.map((text) => ({ text }));
const bodyOf = (more: object = {}) => ({
  title: 'Which day?',
  description: 'Both are free',
  event,
  options: texts('Saturday', 'Sunday', 'Never'),
  ends_at: inHours(5),
  ...more,
});

async function voteOf(who: Person, more: object = {}): Promise<any> {
  const answer = await who.http.post('/api/v1/voting/', bodyOf(more));
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

const cast = (who: Person, id: number, options: unknown) =>
  who.http.post(`/api/v1/voting/${id}/vote/`, { options });
const eventsOf = async (name: string, key: string, id: number) =>
  (
    await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = $1 AND payload->>$2 = $3::text ORDER BY id`,
      [`collaboration.${name}`, key, id],
    )
  ).map(({ payload }) => payload);

describe('opening a vote', () => {
  it('answers it whole', async () => {
    const body = bodyOf({ multiple_choice: true });
    const { status, body: made } = await ada.http.post('/api/v1/voting/', body);
    expect(status).toBe(201);
    const option = (text: string) => ({ id: expect.any(Number), text, vote_count: 0, percentage: 0 });
    expect(made).toEqual({
      id: expect.any(Number),
      title: 'Which day?',
      description: 'Both are free',
      status: 'active',
      event: { id: event, title: 'Picnic', date: expect.any(String) },
      creator: { id: ada.id, username: ada.username },
      options: [option('Saturday'), option('Sunday'), option('Never')],
      total_votes: 0,
      user_voted: false,
      user_vote: null,
      ends_at: body.ends_at,
      multiple_choice: true,
      created_at: expect.any(String),
    });
    expect((await ada.http.get(`/api/v1/voting/${made.id}`)).body).toEqual(made);
    expect(await eventsOf('vote_created', 'id', made.id)).toMatchObject([
      { creatorId: ada.id, eventTitle: 'Picnic', status: 'active', options: [{ text: 'Saturday' }, {}, {}] },
    ]);
  });

  it.each([
    ['an end in the past', () => ({ ends_at: inHours(-1) }), 'ends_at'],
    ['an end too far away', () => ({ ends_at: '9999-12-31T23:59:59-05:00' }), 'ends_at'],
    ['one option', () => ({ options: texts('Yes') }), 'options'],
    ['21 options', () => ({ options: texts(...Array.from({ length: 21 }, (_, n) => `${n}`)) }), 'options'],
    ['options that differ in case alone', () => ({ options: texts('Yes', 'No', 'yES') }), 'options'],
    ['options that differ in spaces alone', () => ({ options: texts('At noon', ' At  noon') }), 'options'],
    ['an empty option', () => ({ options: texts('Yes', ' ') }), 'options.1.text'],
    ['an unknown event', () => ({ event: 999_999_999 }), 'event'],
  ])('refuses %s by its field', async (_, wrong, field) => {
    const answer = await ada.http.post('/api/v1/voting', bodyOf(wrong()));
    expect(answer.status).toBe(400);
    expect(answer.body.field_errors).toHaveProperty([field]);
  });

  it('takes twenty options, and keeps their order', async () => {
    const all = Array.from({ length: 20 }, (_, n) => `${20 - n}`);
    const { options } = await voteOf(ada, { options: texts(...all) });
    expect(options.map(({ text }: { text: string }) => text)).toEqual(all);
  });

  it('is for those who take part', async () => {
    const answer = await stranger.http.post('/api/v1/voting', bodyOf());
    expect(answer).toMatchObject({ status: 403, body: { code: 'SEAT_REQUIRED' } });
    const secret = await plantGathering(here, creator, { visibility: 'invited' });
    expect((await stranger.http.post('/api/v1/voting', bodyOf({ event: secret }))).status).toBe(400);
  });
});

describe('casting a ballot', () => {
  it('counts it, once', async () => {
    const { id, options } = await voteOf(ada);
    const answer = await cast(ben, id, [options[1].id]);
    expect(answer).toMatchObject({ status: 200 });
    const user_vote = { option_id: options[1].id, option_ids: [options[1].id], voted_at: expect.any(String) };
    expect(answer.body).toEqual({
      message: 'Vote cast successfully',
      vote: { id, title: 'Which day?', user_vote, total_votes: 1 },
    });
    for (const again of [options[1].id, options[0].id])
      expect(await cast(ben, id, [again])).toMatchObject({ status: 400, body: { code: 'ALREADY_VOTED' } });
    const { body: seen } = await ben.http.get(`/api/v1/voting/${id}/`);
    expect(seen).toMatchObject({ total_votes: 1, user_voted: true, user_vote: answer.body.vote.user_vote });
    expect(seen.options.map((option: any) => [option.vote_count, option.percentage])).toEqual([
      [0, 0],
      [1, 100],
      [0, 0],
    ]);
    expect((await ada.http.get(`/api/v1/voting/${id}`)).body).toMatchObject({
      user_voted: false,
      user_vote: null,
    });
    expect(await eventsOf('ballot_cast', 'voteId', id)).toEqual([
      {
        voteId: id,
        eventId: event,
        title: 'Which day?',
        totalVotes: 1,
        openTo: 'everyone',
        organizerId: creator.id,
        counted: expect.objectContaining({ id, title: 'Which day?' }),
      },
    ]);
  });

  it('of several options counts each of them', async () => {
    const { id, options } = await voteOf(ada, { multiple_choice: true });
    const [first, second, third] = options.map((option: any) => option.id);
    const answer = await ben.http.post(`/api/v1/voting/${id}/vote`, { option_ids: [third, first] });
    expect(answer.body.vote.user_vote).toMatchObject({ option_id: first, option_ids: [first, third] });
    expect((await ada.http.post(`/api/v1/voting/${id}/vote`, { option_id: third })).status).toBe(200);
    expect((await cast(creator, id, [second, third])).status).toBe(200);
    const { body } = await ada.http.get(`/api/v1/voting/${id}/results/`);
    expect(body).toEqual({
      id,
      title: 'Which day?',
      status: 'active',
      total_votes: 3,
      results: [
        { option_id: first, text: 'Saturday', vote_count: 1, percentage: 33.3 },
        { option_id: second, text: 'Sunday', vote_count: 1, percentage: 33.3 },
        { option_id: third, text: 'Never', vote_count: 3, percentage: 100 },
      ],
      ends_at: expect.any(String),
      winner: { option_id: third, text: 'Never' },
    });
  });

  it('refuses wrong options', async () => {
    const [{ id, options }, other] = [await voteOf(ada), await voteOf(ada)];
    const mine = options[0].id;
    for (const wrong of [
      [],
      [999_999_999],
      [other.options[0].id],
      [mine, mine],
      [mine, options[1].id],
      ['x'],
      'x',
      null,
    ]) {
      const answer = await cast(ben, id, wrong);
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('VALIDATION_ERROR');
    }
    expect((await ben.http.post(`/api/v1/voting/${id}/vote`, {})).status).toBe(400);
    expect((await ben.http.get(`/api/v1/voting/${id}/results`)).body).toMatchObject({
      total_votes: 0,
      winner: null,
    });
  });

  it('is for those who take part', async () => {
    const own = await plantGathering(here, creator, { participants: [ada] });
    const { id, options } = await voteOf(ada, { event: own });
    expect(await cast(stranger, id, [options[0].id])).toMatchObject({
      status: 403,
      body: { code: 'SEAT_REQUIRED' },
    });
    await joinGathering(here, own, stranger);
    expect((await cast(stranger, id, [options[0].id])).status).toBe(200);
    await joinGathering(here, own, ben);
    await leaveGathering(here, own, ben);
    expect((await cast(ben, id, [options[0].id])).status).toBe(403);
    expect((await cast(await here.admin(), id, [options[0].id])).status).toBe(403);
    expect((await cast(ada, 999_999_999, [options[0].id])).status).toBe(404);
  });

  it('counts the organizer of a ticketed event among them', async () => {
    const ticketed = await plantGathering(here, creator, { kind: 'ticketed' });
    const { id, options } = await voteOf(creator, { event: ticketed });
    expect((await cast(creator, id, [options[0].id])).status).toBe(200);
  });

  it('is over at the end, by the clock', async () => {
    const { id, options } = await voteOf(ada, {
      ends_at: new Date(here.clock.now().getTime() + 60_000).toISOString(),
    });
    here.clock.advance(60_000);
    expect(await cast(ben, id, [options[0].id])).toMatchObject({ status: 403, body: { code: 'VOTING_ENDED' } });
    expect((await ada.http.get(`/api/v1/voting/${id}`)).body.status).toBe('ended');
  });

  it('happens once for a repeated key', async () => {
    const { id, options } = await voteOf(ada);
    const call = () =>
      ben.http.post(
        `/api/v1/voting/${id}/vote`,
        { options: [options[0].id] },
        { headers: { 'idempotency-key': 'ballot' } },
      );
    const [first, again] = [await call(), await call()];
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
  });

  it('is refused once the event is cancelled', async () => {
    const own = await plantGathering(here, creator, { participants: [ada] });
    const { id, options } = await voteOf(ada, { event: own });
    await cancelGathering(here, own, creator);
    for (const who of [ada, creator])
      expect(await cast(who, id, [options[0].id])).toMatchObject({
        status: 409,
        body: { code: 'EVENT_ENDED' },
      });
  });
});

describe('results', () => {
  it('have no winner in a tie', async () => {
    const { id, options } = await voteOf(ada);
    await cast(ada, id, [options[0].id]);
    await cast(ben, id, [options[1].id]);
    const { body } = await stranger.http.get(`/api/v1/voting/${id}/results`);
    expect(body).toMatchObject({
      total_votes: 2,
      winner: null,
      results: [{ percentage: 50 }, { percentage: 50 }, { percentage: 0 }],
    });
  });

  it('of a hidden event are not there', async () => {
    const secret = await plantGathering(here, creator, { visibility: 'invited', participants: [ada] });
    const { id, options } = await voteOf(ada, { event: secret });
    const calls: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/results'],
      ['POST', '/vote', { options: [options[0].id] }],
      ['POST', '/end', {}],
      ['DELETE', ''],
    ];
    for (const [method, path, body] of calls)
      for (const which of [id, 999_999_999])
        expect((await stranger.http.call(method, `/api/v1/voting/${which}${path}`, body)).status).toBe(404);
  });
});

describe('ending a vote', () => {
  it('is for its creator, once, and tells the result', async () => {
    const { id, options } = await voteOf(ada);
    await cast(ben, id, [options[2].id]);
    expect((await creator.http.post(`/api/v1/voting/${id}/end/`)).status).toBe(403);
    const answer = await ada.http.post(`/api/v1/voting/${id}/end/`);
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'ended', total_votes: 1, winner: { text: 'Never' } },
    });
    expect(Date.parse(answer.body.ends_at)).toBe(here.clock.millis());
    expect(await ada.http.post(`/api/v1/voting/${id}/end`)).toMatchObject({
      status: 409,
      body: { code: 'VOTE_OVER' },
    });
    expect((await cast(creator, id, [options[0].id])).status).toBe(403);
    expect(await eventsOf('vote_ended', 'id', id)).toMatchObject([
      { actorId: ada.id, status: 'ended', totalVotes: 1, winner: { optionId: options[2].id, text: 'Never' } },
    ]);
  });
});

describe('deleting a vote', () => {
  it('is for its creator, before the first ballot', async () => {
    const [empty, full] = [await voteOf(ada), await voteOf(ada)];
    await cast(ben, full.id, [full.options[0].id]);
    expect((await creator.http.delete(`/api/v1/voting/${empty.id}`)).status).toBe(403);
    expect(await ada.http.delete(`/api/v1/voting/${full.id}`)).toMatchObject({
      status: 409,
      body: { code: 'VOTE_HAS_BALLOTS' },
    });
    expect((await ada.http.delete(`/api/v1/voting/${empty.id}/`)).status).toBe(204);
    expect((await ada.http.get(`/api/v1/voting/${empty.id}`)).status).toBe(404);
    expect(await eventsOf('vote_deleted', 'id', empty.id)).toMatchObject([{ actorId: ada.id }]);
    const left = await here.db.query('SELECT FROM collaboration.vote_options WHERE vote_id = $1', [empty.id]);
    expect(left).toHaveLength(0);
  });
});

describe('the list of votes', () => {
  it('has those of an event, or of one’s own, filtered and in pages', async () => {
    const own = await plantGathering(here, creator, { participants: [ada] });
    const [first, second] = [await voteOf(ada, { event: own }), await voteOf(creator, { event: own })];
    await ada.http.post(`/api/v1/voting/${first.id}/end`);
    const ids = async (query: string, who = stranger) =>
      (await who.http.get(`/api/voting/?event=${own}&${query}`)).body.map(({ id }: { id: number }) => id);
    expect(await ids('')).toEqual([second.id, first.id]);
    expect(await ids('status=active')).toEqual([second.id]);
    expect(await ids('status=ended')).toEqual([first.id]);
    expect(await ids(`creator=${ada.id}`)).toEqual([first.id]);
    const { body: mine } = await ada.http.get('/api/v1/voting/?page_size=1');
    expect(mine.results[0].id).toBe(second.id);
    expect(
      (await stranger.http.get('/api/v1/voting')).body.results.map(({ event: of }: any) => of.id),
    ).not.toContain(own);
    const { body: page } = await stranger.http.get(`/api/v1/voting/?event=${own}&page_size=1&page=2`);
    expect(page).toMatchObject({ count: 2, next: null });
    expect(page.results).toEqual([
      {
        id: first.id,
        title: 'Which day?',
        description: 'Both are free',
        status: 'ended',
        event: { id: own, title: 'Picnic' },
        creator: { id: ada.id, username: ada.username },
        total_votes: 0,
        ends_at: expect.any(String),
        multiple_choice: false,
        created_at: expect.any(String),
      },
    ]);
  });

  it.each(['status=open', 'creator=me', 'event=x', 'ordering=title'])(
    'refuses %s by its name',
    async (query) => {
      const answer = await ada.http.get(`/api/v1/voting?${query}`);
      expect(answer).toMatchObject({
        status: 400,
        body: { field_errors: { [query.split('=')[0]!]: [expect.any(String)] } },
      });
    },
  );
});
