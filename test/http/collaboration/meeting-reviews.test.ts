import { eventually } from '../../support/eventually.js';
import { brokenInvariants } from '../../support/invariants.js';
import { meet } from '../../support/meetings.js';
import { refusal } from '../../support/ticketed.js';
import { world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
let expert: Person;
let ahead = 0;

beforeAll(async () => {
  here = await world();
  ada = await here.signUp({ first_name: 'John', last_name: 'Doe' });
  expert = await here.signUp({ first_name: 'Jane', last_name: 'Smith' });
});
afterEach(async () => expect(await brokenInvariants(here.db)).toEqual({}));
afterAll(() => here.close());

const change = (by: Person, id: number, status: string) =>
  by.http.patch(`/api/meetings/${id}/update_status/`, { status });
const confirmed = async (by = ada) => {
  const { body } = await meet(here, by, expert, (ahead += 2));
  await change(expert, body.id, 'confirmed');
  return body.id as number;
};
const met = async (by = ada) => {
  const id = await confirmed(by);
  await change(by, id, 'completed');
  return id;
};
const text = 'Excellent session, very helpful!';
const write = (by: Person, meeting_id: number, more: object = {}) =>
  by.http.post('/api/reviews/', { meeting_id, reviewee_id: expert.id, rating: 5, review_text: text, ...more });
const ratingOf = async ({ id }: Person) =>
  (
    await here.db.query<{ sum: number; count: number }>(
      `SELECT rating_sum AS sum, rating_count AS count FROM collaboration.expert_ratings WHERE person_id = $1`,
      [id],
    )
  )[0];

describe('a review of a meeting', () => {
  it('has E’s body, and is shown with the meeting', async () => {
    const id = await met();
    const { status, body } = await write(ada, id);
    expect(status).toBe(201);
    expect(body).toEqual({
      ...{ id: expect.any(Number), meeting_id: id, reviewer_id: ada.id, reviewer_name: 'John Doe' },
      ...{ reviewee_id: expert.id, reviewee_name: 'Jane Smith', rating: 5, review_text: text },
      created_at: expect.any(String),
    });
    const { meeting_id: _, ...shown } = body;
    expect((await expert.http.get(`/api/meetings/${id}/`)).body.reviews).toEqual([shown]);
    expect((await ada.http.get(`/api/reviews/?meeting_id=${id}`)).body).toEqual([body]);
    expect((await here.http().get(`/api/reviews/?meeting_id=${id}`)).body).toEqual([]);
    expect((await (await here.signUp()).http.get(`/api/reviews/?meeting_id=${id}`)).body).toEqual([]);
    expect((await here.http().get('/api/reviews/')).body).toEqual([]);
    expect((await ada.http.get(`/api/users/${expert.id}/reviews/?about=true`)).body).toEqual([body]);
    await here.drainEvents();
    const { body: notices } = await expert.http.get('/api/notifications/');
    expect(notices.filter((notice: any) => notice.notification_type === 'review_received')).toMatchObject([
      { content: 'John Doe reviewed your meeting: 5 of 5.' },
    ]);
  });

  it('is one per side, and the expert’s counts for no expert', async () => {
    const id = await met();
    await write(ada, id, { rating: 4 });
    expect(refusal(await write(ada, id))).toBe('409 ALREADY_REVIEWED');
    expect((await write(expert, id, { reviewee_id: ada.id })).status).toBe(201);
    expect((await ada.http.get(`/api/meetings/${id}/`)).body.reviews).toHaveLength(2);
    expect(await ratingOf(ada)).toBeUndefined();
  });

  it('is written of a completed one by who took part', async () => {
    const id = await confirmed();
    expect(refusal(await write(ada, id))).toBe('409 NOT_REVIEWABLE');
    await change(ada, id, 'completed');
    expect(refusal(await write(await here.signUp(), id))).toBe('400 VALIDATION_ERROR meeting_id');
    expect(refusal(await write(ada, 987_654))).toBe('400 VALIDATION_ERROR meeting_id');
    expect(refusal(await write(ada, id, { reviewee_id: ada.id }))).toBe('400 VALIDATION_ERROR reviewee_id');
    for (const rating of [0, 6, 4.5])
      expect(refusal(await write(ada, id, { rating }))).toBe('400 VALIDATION_ERROR rating');
    expect(refusal(await write(ada, id, { event: 1 }))).toBe('400 VALIDATION_ERROR meeting_id');
    expect(refusal(await ada.http.post('/api/reviews/', { rating: 5 }))).toBe('400 VALIDATION_ERROR event');
  });

  it('adds up exactly when many are written at once, and goes with who wrote it', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => here.signUp()));
    const meetings: number[] = [];
    for (const person of people) meetings.push(await met(person));
    const before = (await ratingOf(expert))!;
    const answers = await Promise.all(
      people.map((person, n) => write(person, meetings[n]!, { rating: 1 + (n % 5) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201));
    const sum = people.reduce((all, _, n) => all + 1 + (n % 5), 0);
    expect(await ratingOf(expert)).toEqual({ sum: before.sum + sum, count: before.count + people.length });
    await people[0]!.http.delete('/api/v1/users/me');
    await eventually(async () =>
      expect(await ratingOf(expert)).toEqual({
        sum: before.sum + sum - 1,
        count: before.count + people.length - 1,
      }),
    );
  });
});
