import { makeDraft, makeGathering } from '../../support/events.js';
import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { begin, makePublished, refusal } from '../../support/ticketed.js';
import { bookTickets } from '../../support/tickets.js';
import { setCheckedIn, setCompleted } from '../../support/booking-rows.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let olga: Person;
let bob: Person;
let eve: Person;
let event: any;
beforeAll(async () => {
  here = await world();
  olga = await here.signUpAs('organizer');
  bob = await here.signUp({ first_name: 'John', last_name: 'Doe' });
  eve = await here.signUp();
  event = await begun(olga, { title: 'Test Workshop' });
});
afterAll(() => here?.close());

const now = () => here.clock.now();
/** A published event that began an hour ago; its body before that. */
async function begun(by: Person, more: Record<string, unknown> = {}): Promise<any> {
  const made = await makePublished(by, now(), more);
  await begin(here, made.id);
  return made;
}
const reviews = '/api/v1/reviews';
const text = { title: 'Excellent workshop!', review: 'Very informative and well organized' };
const write = (by: Person, body: object = {}) =>
  by.http.post(`${reviews}/`, { event: event.id, rating: 5, ...body });
const mark = (by: Person, id: number, how: 'helpful' | 'unhelpful') =>
  by.http.post(`${reviews}/${id}/mark_${how}/`);
const counts = ({ body }: { body: any }) => [body.helpful_count, body.unhelpful_count, body.helpful_percentage];

describe('a review', () => {
  it('has D’s body, in which the bookings say who attended', async () => {
    const { status, body } = await write(bob, { ...text, attended: true, user: eve.id, helpful_count: 9 });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(Number),
      event: event.id,
      event_title: 'Test Workshop',
      user: bob.id,
      user_name: 'John Doe',
      rating: 5,
      ...text,
      attended: false,
      helpful_count: 0,
      unhelpful_count: 0,
      helpful_percentage: 0,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect((await here.http().get(`${reviews}?event=${event.id}`)).body.results).toEqual([body]);
    const [fact] = await here.db.query<{ payload: any }>(
      `SELECT payload FROM platform.outbox WHERE name = 'collaboration.review_written'
        AND (payload->>'reviewId')::bigint = $1`,
      [body.id],
    );
    const told = {
      eventId: event.id,
      eventTitle: 'Test Workshop',
      organizerId: olga.id,
      personId: bob.id,
      rating: 5,
    };
    expect(fact!.payload).toEqual({ reviewId: body.id, ...told });
  });

  it('is one per person and event', async () => {
    await write(eve);
    expect(refusal(await write(eve, { rating: 1 }))).toBe('409 ALREADY_REVIEWED');
    const other = await begun(olga);
    expect((await write(eve, { event: other.id })).status).toBe(201);
  });

  it('is one of fifty that are sent at once', async () => {
    const person = await here.signUp();
    const answers = await Promise.all(Array.from({ length: 50 }, () => write(person)));
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(1);
    expect(new Set(answers.map(refusal))).toEqual(new Set(['', '409 ALREADY_REVIEWED']));
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it.each([
    [{ rating: 0 }, 'rating'],
    [{ rating: 6 }, 'rating'],
    [{ rating: 4.5 }, 'rating'],
    [{ rating: 'five' }, 'rating'],
    [{ rating: null }, 'rating'],
    [{ rating: undefined }, 'rating'],
    [{ event: undefined }, 'event'],
    [{ event: 999_999_999 }, 'event'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ review: 'x'.repeat(5001) }, 'review'],
  ])('with %j is refused, naming %s', async (body, field) => {
    expect(refusal(await write(await here.signUp(), body))).toBe(`400 VALIDATION_ERROR ${field}`);
  });

  it('is not of one’s own event', async () => {
    expect(refusal(await write(olga))).toBe('403 OWN_EVENT');
    expect((await write(await here.admin())).status).toBe(201);
    expect((await here.http().post(reviews, {})).status).toBe(401);
  });

  it('is of published ticketed events alone', async () => {
    const draft = await makeDraft(olga, now());
    expect(refusal(await write(bob, { event: draft.id }))).toBe('400 VALIDATION_ERROR event');
    expect(refusal(await write(await here.admin(), { event: draft.id }))).toBe('409 NOT_REVIEWABLE');
    const gathering = await makeGathering(olga, now());
    expect(refusal(await write(bob, { event: gathering.id }))).toBe('409 NOT_REVIEWABLE');
    const gone = await makePublished(olga, now());
    await olga.http.post(`/api/v1/events/${gone.id}/cancel`);
    expect(refusal(await write(bob, { event: gone.id }))).toBe('409 NOT_REVIEWABLE');
  });

  it('is written from the start on, and not before', async () => {
    const soon = await makePublished(olga, now(), {
      start_date: new Date(now().getTime() + 120_000).toISOString(),
    });
    expect(refusal(await write(bob, { event: soon.id }))).toBe('409 NOT_REVIEWABLE');
    here.clock.advance(119_000);
    expect(refusal(await write(bob, { event: soon.id }))).toBe('409 NOT_REVIEWABLE');
    here.clock.advance(1_000);
    expect((await write(bob, { event: soon.id })).status).toBe(201);
  });

  it('goes with its event', async () => {
    const gone = await begun(olga);
    const { body } = await write(bob, { event: gone.id });
    expect((await olga.http.delete(`/api/v1/events/${gone.id}`)).status).toBe(204);
    await here.drainEvents();
    expect((await bob.http.get(`${reviews}?event=${gone.id}`)).body.count).toBe(0);
    expect(refusal(await mark(eve, body.id, 'helpful'))).toBe('404 NOT_FOUND');
  });

  it('under one key is written once', async () => {
    const headers = { 'idempotency-key': 'one-review' };
    const person = await here.signUp();
    const [first, second] = [1, 2].map(() =>
      person.http.post(reviews, { event: event.id, rating: 3 }, { headers }),
    );
    const answers = [await first!, await second!];
    expect(answers.every(({ status, body }) => status === 201 || body.code === 'IDEMPOTENCY_IN_PROGRESS')).toBe(
      true,
    );
    const again = await person.http.post(reviews, { event: event.id, rating: 3 }, { headers });
    expect(again.status).toBe(201);
  });
});

describe('attendance', () => {
  /** A concert that is over, with two bookings and a review of each of three people. */
  async function concert() {
    const { id } = await begun(olga, { title: 'Concert' });
    const [came, missed, never] = [await here.signUp(), await here.signUp(), await here.signUp()];
    for (const guest of [came, missed]) {
      const booking = await bookTickets(guest, id);
      await guest.http.post(`/api/v1/bookings/${booking.id}/confirm`);
    }
    for (const [guest, rating] of [[came, 5] as const, [missed, 2] as const, [never, 1] as const])
      await write(guest, { event: id, rating });
    return { id, came, missed, never };
  }
  const enter = (event: number, { id }: Person) => setCheckedIn(here.db, event, now(), id);
  const end = (event: number) => setCompleted(here.db, event, now());
  const users = async (event: number, query: string) =>
    (await here.http().get(`${reviews}?event=${event}&${query}`)).body.results.map(({ user }: any) => user);
  const averageOfThoseWhoCame = async (event: number) =>
    (await here.http().get(`/api/v1/events/${event}/statistics`)).body.average_rating_attended;

  it('is what the bookings say, and filters', async () => {
    const { id, came, missed, never } = await concert();
    await enter(id, came);
    expect(await users(id, 'attended=true')).toEqual([came.id]);
    expect(await users(id, 'attended=false')).toEqual([never.id, missed.id]);
    expect(await users(id, 'ordering=created_at')).toEqual([came.id, missed.id, never.id]);
    const all = (await here.http().get(`${reviews}?event=${id}`)).body.results;
    expect(all.map(({ attended }: any) => attended)).toEqual([false, false, true]);
  });

  it('is of those who were marked at the door, where anybody was', async () => {
    const { id, came, missed, never } = await concert();
    await enter(id, came);
    await end(id);
    expect(await users(id, 'attended=true')).toEqual([came.id]);
    expect(await users(id, 'attended=false')).toEqual([never.id, missed.id]);
    expect(await averageOfThoseWhoCame(id)).toBe(5);
  });

  it('is of all who kept their seats to the end, where nobody was marked at the door', async () => {
    const { id, came, missed, never } = await concert();
    expect(await users(id, 'attended=true')).toEqual([]);
    await end(id);
    expect(await users(id, 'attended=true')).toEqual([missed.id, came.id]);
    expect(await users(id, 'attended=false')).toEqual([never.id]);
    expect(await averageOfThoseWhoCame(id)).toBe(3.5);
  });
});

describe('the list of reviews', () => {
  it('is filtered by rating and searched by the titles of event and review', async () => {
    const play = await begun(olga, { title: '100%_Theatre' });
    const [one, two] = [await here.signUp(), await here.signUp()];
    const first = (await write(one, { event: play.id, rating: 2, title: 'Meh' })).body;
    const second = (await write(two, { event: play.id, rating: 4, title: 'A zebra on stage' })).body;
    const found = async (query: string) =>
      (await here.http().get(`/api/reviews/?${query}`)).body.map(({ id }: any) => id);
    expect(await found('search=100%25_thea')).toEqual([second.id, first.id]);
    expect(await found('search=ZEBRA')).toEqual([second.id]);
    expect(await found('search=zebra&rating=2')).toEqual([]);
    expect(await found(`event=${play.id}&rating=2`)).toEqual([first.id]);
    expect(refusal(await here.http().get(`${reviews}?rating=6`))).toBe('400 VALIDATION_ERROR rating');
    expect(refusal(await here.http().get(`${reviews}?ordering=title`))).toBe('400 VALIDATION_ERROR ordering');
  });
});

describe('a mark', () => {
  it('counts once per person and can change its mind', async () => {
    const { id } = (await write(await here.signUp(), text)).body;
    const [ann, ben, cat] = [await here.signUp(), await here.signUp(), await here.signUp()];
    expect(counts(await mark(ann, id, 'helpful'))).toEqual([1, 0, 100]);
    expect(counts(await mark(ann, id, 'helpful'))).toEqual([1, 0, 100]);
    expect(counts(await mark(ben, id, 'unhelpful'))).toEqual([1, 1, 50]);
    expect(counts(await mark(cat, id, 'unhelpful'))).toEqual([1, 2, 33.3]);
    expect(counts(await mark(ann, id, 'unhelpful'))).toEqual([0, 3, 0]);
    expect(counts(await mark(ben, id, 'helpful'))).toEqual([1, 2, 33.3]);
    const marked = await mark(cat, id, 'helpful');
    expect(marked).toMatchObject({ status: 200, body: { ...text, helpful_percentage: 66.7 } });
    expect(await brokenInvariants(here.db)).toEqual({});
  });

  it('is not of one’s own review, nor of one that is not there', async () => {
    const author = await here.signUp();
    const { id } = (await write(author)).body;
    expect(refusal(await mark(author, id, 'helpful'))).toBe('403 OWN_REVIEW');
    expect(refusal(await mark(bob, 999_999_999, 'helpful'))).toBe('404 NOT_FOUND');
    expect((await here.http().post(`${reviews}/${id}/mark_helpful`)).status).toBe(401);
    expect(counts(await mark(bob, id, 'helpful'))).toEqual([1, 0, 100]);
  });
});

describe('the reviews of a person', () => {
  it('are those written by the person, or about the person', async () => {
    const [host, guest] = [await here.signUpAs('organizer'), await here.signUp()];
    const { id } = await begun(host);
    const { body } = await write(guest, { event: id, rating: 3 });
    const of = async (person: Person, query = '') =>
      (await bob.http.get(`/api/v1/users/${person.id}/reviews/${query}`)).body.results;
    expect(await of(guest)).toEqual([body]);
    expect(await of(host)).toEqual([]);
    expect(await of(host, '?about=true')).toEqual([body]);
    expect((await bob.http.get('/api/v1/users/999999999/reviews')).status).toBe(404);
    expect((await here.http().get(`/api/v1/users/${guest.id}/reviews`)).status).toBe(401);
  });
});

describe('who leaves', () => {
  it('takes reviews and marks along, and finds them in the export first', async () => {
    const [author, marker] = [await here.signUp(), await here.signUp()];
    const { id } = (await write(author, text)).body;
    const other = (await write(await here.signUp())).body;
    await mark(marker, id, 'helpful');
    await mark(author, other.id, 'unhelpful');
    const exported = (await author.http.get('/api/v1/users/me/export')).body;
    expect(exported.reviews).toMatchObject([{ id, rating: 5, body: text.review }]);
    expect(exported.review_marks).toMatchObject([{ review_id: other.id, is_helpful: false }]);
    const left = await author.http.call('DELETE', '/api/v1/users/me', { password: author.password });
    expect(left.status).toBeLessThan(300);
    const gone = async () => {
      const found = (await here.http().get(`${reviews}?event=${event.id}&page_size=100`)).body.results;
      expect(found.map((review: any) => review.id)).not.toContain(id);
      expect(found.find((review: any) => review.id === other.id)).toMatchObject({ unhelpful_count: 0 });
    };
    await eventually(gone);
    expect(await brokenInvariants(here.db)).toEqual({});
  });
});
