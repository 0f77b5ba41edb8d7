import { AvailabilityService } from '../../../src/scheduling/availability/availability.service.js';
import { SchedulingInvariants } from '../../../src/scheduling/scheduling.invariants.js';
import { TimeRange } from '../../../src/shared/time-range.js';
import type { Person } from '../../support/people.js';
import { world, type World } from '../../support/world.js';

let w: World;
beforeAll(async () => void (w = await world()));
afterAll(() => w?.close());

const SKILLS = '/api/v1/user-skills';
const REACT = { category: 1, skill_name: 'React', proficiency_level: 'expert' };

let made = 0;
/** A name that no other expert's skill has. */
const unique = () => `Craft${++made}x`;
const expert = async (skill: object = {}, account: Record<string, unknown> = {}) => {
  const person = await w.signUp(account);
  const { body } = await person.http.post(SKILLS, { ...REACT, ...skill });
  return { ...person, skill: body };
};
const found = async (asker: Person, query: string) =>
  (await asker.http.get(`/api/v1/experts?${query}`)).body.results.map(({ id }: { id: number }) => id);

describe('skills', () => {
  it('are made and read as document E says', async () => {
    const { id: user, http } = await w.signUp();
    const made = await http.post('/api/user-skills/', REACT);
    expect(made).toMatchObject({ status: 201, body: { ...REACT, user, category_name: 'Cat 1' } });
    expect(Object.keys(made.body)).toEqual([
      'id',
      'user',
      'category',
      'category_name',
      'skill_name',
      'proficiency_level',
    ]);
    expect((await http.get('/api/user-skills/')).body).toEqual([made.body]);
    const stranger = await w.signUp();
    expect((await stranger.http.get(`${SKILLS}?user=${user}`)).body.results).toEqual([made.body]);
    expect((await stranger.http.get(`${SKILLS}?user=${user}&category=2`)).body.count).toBe(0);
    expect((await stranger.http.get(SKILLS)).body.count).toBe(0);
  });

  it('keep what a change does not name', async () => {
    const { http } = await w.signUp();
    const { body } = await http.post(SKILLS, REACT);
    const changed = await http.patch(`${SKILLS}/${body.id}`, { proficiency_level: 'beginner' });
    expect(changed).toMatchObject({ status: 200, body: { ...body, proficiency_level: 'beginner' } });
    const moved = await http.patch(`${SKILLS}/${body.id}`, { category: 2, skill_name: 'Preact' });
    expect(moved.body).toMatchObject({ category: 2, category_name: 'Cat 2', skill_name: 'Preact' });
    expect((await http.delete(`${SKILLS}/${body.id}`)).status).toBe(204);
    expect((await http.delete(`${SKILLS}/${body.id}`)).status).toBe(404);
  });

  it.each([
    [{ proficiency_level: 'guru' }, 'proficiency_level'],
    [{ category: 999_999 }, 'category'],
    [{ category: 'Cat 1' }, 'category'],
    [{ skill_name: ' ' }, 'skill_name'],
    [{ skill_name: 'x'.repeat(101) }, 'skill_name'],
  ])('refuse %j', async (wrong, field) => {
    const { http } = await w.signUp();
    const refused = await http.post(SKILLS, { ...REACT, ...wrong });
    expect([refused.status, Object.keys(refused.body.field_errors)]).toEqual([400, [field]]);
    const { body } = await http.post(SKILLS, REACT);
    const changed = await http.patch(`${SKILLS}/${body.id}`, wrong);
    expect([changed.status, Object.keys(changed.body.field_errors)]).toEqual([400, [field]]);
  });

  it('are said once in a category, however they are written', async () => {
    const { http } = await w.signUp();
    await http.post(SKILLS, REACT);
    const again = await http.post(SKILLS, {
      ...REACT,
      skill_name: 'ＲＥＡＣＴ',
      proficiency_level: 'beginner',
    });
    expect([again.status, again.body.code]).toEqual([409, 'DUPLICATE_SKILL']);
    const other = await http.post(SKILLS, { ...REACT, category: 2 });
    expect(other.status).toBe(201);
    const moved = await http.patch(`${SKILLS}/${other.body.id}`, { category: 1 });
    expect([moved.status, moved.body.code]).toEqual([409, 'DUPLICATE_SKILL']);
  });

  it('of others are not found', async () => {
    const [owner, stranger] = [await expert(), await w.signUp()];
    expect((await stranger.http.patch(`${SKILLS}/${owner.skill.id}`, { category: 2 })).status).toBe(404);
    expect((await stranger.http.delete(`${SKILLS}/${owner.skill.id}`)).status).toBe(404);
  });

  it('are a hundred at most, and counted right whatever happens at once', async () => {
    const { id, http } = await w.signUp();
    const some = await Promise.all(
      Array.from({ length: 8 }, (_, n) => http.post(SKILLS, { ...REACT, skill_name: `Skill ${n % 4}` })),
    );
    expect(some.filter(({ status }) => status === 201)).toHaveLength(4);
    await w.db.query(
      `WITH more AS (INSERT INTO scheduling.user_skills (owner_id, category_id, name, level)
         SELECT $1, 1, 'More ' || n, 'expert' FROM generate_series(1, 96) n RETURNING id)
       UPDATE scheduling.experts SET skills = skills + (SELECT count(*) FROM more) WHERE person_id = $1`,
      [id],
    );
    const more = await http.post(SKILLS, { ...REACT, skill_name: 'One more' });
    expect([more.status, more.body.code]).toEqual([409, 'TOO_MANY_SKILLS']);
    for (const { sql } of w.app.get(SchedulingInvariants, { strict: false }).invariants())
      expect(await w.db.query(sql)).toEqual([]);
  });

  it('keep their category', async () => {
    const admin = await w.admin();
    const { body } = await admin.http.post('/api/v1/admin/categories', { name: 'Crafts' });
    const { http, skill } = await expert({ category: body.id });
    const refused = await admin.http.delete(`/api/v1/admin/categories/${body.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'CATEGORY_IN_USE']);
    await http.delete(`${SKILLS}/${skill.id}`);
    expect((await admin.http.delete(`/api/v1/admin/categories/${body.id}`)).status).toBe(204);
  });
});

describe('experts', () => {
  it('are people with a skill, with all of their skills and what they say of themselves', async () => {
    const name = unique();
    const someone = await expert({ skill_name: name }, { timezone: 'Europe/Berlin' });
    await someone.http.patch('/api/v1/users/me', { bio: 'Ten years of it' });
    const second = await someone.http.post(SKILLS, { ...REACT, category: 2 });
    const { body } = await someone.http.get(`/api/experts/?skill=${name}`);
    expect(body).toEqual([
      {
        id: someone.id,
        username: someone.username,
        full_name: expect.stringMatching(/^Pat No \d+$/),
        slug: expect.stringMatching(/^[a-z0-9-]+$/),
        bio: 'Ten years of it',
        profile_picture: null,
        timezone: 'Europe/Berlin',
        average_rating: 0,
        reviews_count: 0,
        skills: [someone.skill, second.body],
      },
    ]);
    expect((await w.http().get('/api/v1/experts')).status).toBe(401);
  });

  it('are found by category and by a part of the name of one skill of it', async () => {
    const name = unique();
    const [first, second, asker] = [
      await expert({ skill_name: `${name} one` }),
      await expert(),
      await w.signUp(),
    ];
    await second.http.post(SKILLS, { ...REACT, category: 2, skill_name: `Best ${name}` });
    expect(await found(asker, `skill=${name.toUpperCase()}`)).toEqual([first.id, second.id]);
    expect(await found(asker, `skill=${name}&category=2`)).toEqual([second.id]);
    expect(await found(asker, `skill=${name}&category=3`)).toEqual([]);
    expect(await found(asker, `skill=${name}&ordering=-id&page_size=1`)).toEqual([second.id]);
    expect(await found(asker, `category=2`)).toContain(second.id);
    expect(await found(asker, `category=999999`)).toEqual([]);
    expect((await asker.http.get('/api/v1/experts?min_rating=6')).status).toBe(400);
    expect((await asker.http.get('/api/v1/experts?free_at=2035-01-01T10:00:00')).status).toBe(400);
  });

  it('are found by the average that is shown', async () => {
    const name = unique();
    const [good, better, asker] = [
      await expert({ skill_name: name }),
      await expert({ skill_name: name }),
      await w.signUp(),
    ];
    await w.db.query(
      `INSERT INTO collaboration.expert_ratings (person_id, rating_sum, rating_count)
       VALUES ($1, 13, 3), ($2, 14, 3)`,
      [good.id, better.id],
    );
    const { body } = await asker.http.get(`/api/experts?skill=${name}`);
    expect(body.map((each: any) => [each.average_rating, each.reviews_count])).toEqual([
      [4.3, 3],
      [4.7, 3],
    ]);
    expect(await found(asker, `skill=${name}&min_rating=4.3`)).toEqual([good.id, better.id]);
    expect(await found(asker, `skill=${name}&min_rating=4.7`)).toEqual([better.id]);
    expect(await found(asker, `skill=${name}&min_rating=0`)).toEqual([good.id, better.id]);
    expect(await found(asker, `skill=${name}&min_rating=4.8`)).toEqual([]);
  });

  it('are none of who took the last skill back, is suspended or gone', async () => {
    const name = unique();
    const admin = await w.admin();
    const [suspended, without] = [await expert({ skill_name: name }), await expert({ skill_name: name })];
    await without.http.delete(`${SKILLS}/${without.skill.id}`);
    expect(await found(admin, `skill=${name}`)).toEqual([suspended.id]);
    const setStatus = (status: string) => admin.http.patch(`/api/v1/admin/users/${suspended.id}`, { status });
    await setStatus('suspended');
    expect(await found(admin, `skill=${name}`)).toEqual([]);
    await setStatus('active');
    expect(await found(admin, `skill=${name}`)).toEqual([suspended.id]);
  });

  it('who are free at an instant have nothing booked or blocked then, and keep to their hours', async () => {
    const name = unique();
    const [always, office, blocked, asker] = [
      await expert({ skill_name: name }),
      await expert({ skill_name: name }, { timezone: 'Asia/Kathmandu' }),
      await expert({ skill_name: name }),
      await w.signUp(),
    ];
    await office.http.post('/api/v1/user-availability', {
      day_of_week: 3,
      start_time: '09:00',
      end_time: '17:00',
    });
    await blocked.http.post('/api/v1/availability/blocked-times', {
      start_time: '2035-05-02T10:00:00Z',
      end_time: '2035-05-02T11:00:00Z',
    });
    const free = (at: string) => found(asker, `skill=${name}&free_at=${at}`);
    expect(await free('2035-05-02T03:15:00Z')).toEqual([always.id, office.id, blocked.id]);
    expect(await free('2035-05-02T03:14:59Z')).toEqual([always.id, blocked.id]);
    expect(await free('2035-05-02T10:00:00Z')).toEqual([always.id, office.id]);
    expect(await free('2035-05-02T11:00:00Z')).toEqual([always.id, office.id, blocked.id]);
    expect(await free('2035-05-02T11:15:00Z')).toEqual([always.id, blocked.id]);
  });

  it('are free at the very instants that their hours say', async () => {
    const name = unique();
    const zones = ['Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu', 'Europe/Dublin', 'US/Pacific'];
    const experts: Person[] = [];
    for (const [index, timezone] of zones.entries()) {
      const person = await expert({ skill_name: name }, { timezone });
      const windows = [
        ['22:00', '03:00'],
        ['00:00', '00:00'],
        ['09:30', '24:00'],
        ['12:00', '12:00'],
      ];
      for (const [day, [start_time, end_time]] of windows.entries())
        await person.http.post('/api/v1/user-availability', {
          day_of_week: (day * 2 + index) % 8,
          start_time,
          end_time,
        });
      const dates = [
        { date: '2035-05-02', is_available: false },
        { date: '2035-05-04', start_time: '20:00', end_time: '06:00' },
      ];
      for (const date of dates) await person.http.post('/api/v1/availability/overrides', date);
      experts.push(person);
    }
    const hours = w.app.get(AvailabilityService, { strict: false });
    for (let step = 0; step < 60; step++) {
      const at = new Date(Date.UTC(2035, 4, 1) + step * 4_500_000);
      const range = TimeRange.of(at, new Date(at.getTime() + 1));
      const expected: number[] = [];
      for (const { id } of experts) if (await hours.isAvailable(w.db, id, range)) expected.push(id);
      expect([at, await found(experts[0]!, `skill=${name}&free_at=${at.toISOString()}`)]).toEqual([
        at,
        expected,
      ]);
    }
  });
});
