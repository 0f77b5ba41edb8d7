import { CategoriesService } from '../../../src/scheduling/categories/categories.service.js';
import { TimeslotsRepository } from '../../../src/scheduling/timeslots/timeslots.repository.js';
import { makeSlot } from '../../support/calendar.js';
import type { Person } from '../../support/people.js';
import { somebodyWaits } from '../../support/somebody-waits.js';
import { world, type World } from '../../support/world.js';

let w: World;
let admin: Person;
beforeAll(async () => {
  w = await world();
  admin = await w.admin();
});
afterAll(() => w?.close());

const path = '/api/v1/admin/categories';
let made = 0;
const make = async (body: object = {}) =>
  (await admin.http.post(path, { name: `Made ${++made}`, ...body })).body;

describe('categories', () => {
  it('are public, three at first, and without anybody signed in', async () => {
    const { status, body } = await w.http().get('/api/v1/categories');
    expect(status).toBe(200);
    expect(body.results.map(({ name, slug }: any) => [name, slug])).toEqual([
      ['Cat 1', 'cat-1'],
      ['Cat 2', 'cat-2'],
      ['Cat 3', 'cat-3'],
    ]);
    expect(Object.keys(body.results[0])).toEqual(['id', 'name', 'slug', 'description', 'color']);
    expect((await w.http().get('/api/categories/')).body).toEqual(body.results);
  });

  it('are made, changed and deleted by admins', async () => {
    const created = await admin.http.post(path, { name: 'Yoga Classes', color: '#FFAA00' });
    expect(created).toMatchObject({
      status: 201,
      body: { name: 'Yoga Classes', slug: 'yoga-classes', description: '', color: '#ffaa00' },
    });
    const { id } = created.body;
    const changed = await admin.http.put(`${path}/${id}`, { description: 'Bring a mat' });
    expect(changed.body).toEqual({ ...created.body, description: 'Bring a mat' });
    expect((await admin.http.delete(`${path}/${id}`)).status).toBe(204);
    expect((await admin.http.put(`${path}/${id}`, { name: 'x' })).body.code).toBe('NOT_FOUND');
    const actions = await w.db.query(
      `SELECT action FROM platform.audit_log WHERE subject_type = 'category' AND subject_id = $1
        AND actor_id = $2 ORDER BY id`,
      [String(id), admin.id],
    );
    expect(actions).toEqual([
      { action: 'scheduling.category_created' },
      { action: 'scheduling.category_changed' },
      { action: 'scheduling.category_deleted' },
    ]);
  });

  it.each([['cat 1'], ['CAT 2'], ['Cat-3'], ['cat   1']])('refuse %p as taken', async (name) => {
    expect(await admin.http.post(path, { name })).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE_CATEGORY' },
    });
    const { id } = await make();
    expect((await admin.http.put(`${path}/${id}`, { name })).body.code).toBe('DUPLICATE_CATEGORY');
  });

  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'One, two' }, 'name'],
    [{ name: '42' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ name: 'Fine', color: 'red' }, 'color'],
  ])('refuse %j', async (body, field) => {
    const answer = await admin.http.post(path, body);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.field_errors)).toEqual([field]);
  });

  it('in use stay, until their slots are gone', async () => {
    const category = await make();
    const slot = await makeSlot(admin, w.clock.now(), { category: category.id });
    const refused = await admin.http.delete(`${path}/${category.id}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'CATEGORY_IN_USE' } });
    await admin.http.delete(`/api/v1/admin/timeslots/${slot.id}`);
    expect((await admin.http.delete(`${path}/${category.id}`)).status).toBe(204);
  });

  it('show a new name and colour in every slot at once', async () => {
    const category = await make();
    const slot = await makeSlot(admin, w.clock.now(), { category: category.id });
    await admin.http.put(`${path}/${category.id}`, { name: 'Renamed', color: '#123456' });
    const { body } = await admin.http.get(`/api/v1/admin/timeslots/${slot.id}`);
    expect(body.category).toEqual({ id: category.id, name: 'Renamed', color: '#123456' });
    await admin.http.put(`${path}/${category.id}`, { description: 'Seen by nobody in a slot' });
    expect((await admin.http.get(`/api/v1/admin/timeslots/${slot.id}`)).body).toEqual(body);
  });

  it('made twice under one key are made once', async () => {
    const headers = { 'idempotency-key': 'one-category' };
    const [first, second] = [
      await admin.http.post(path, { name: 'Once' }, { headers }),
      await admin.http.post(path, { name: 'Once' }, { headers }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('are no business of attendees', async () => {
    const { http } = await w.signUp();
    expect((await http.post(path, { name: 'Mine' })).status).toBe(403);
    expect((await http.delete(`${path}/1`)).status).toBe(403);
    expect((await w.http().post(path, { name: 'Mine' })).status).toBe(401);
  });
});

describe('a category that goes while a slot of it is moved', () => {
  it('is still in use; neither waits for the other in a circle, and nothing is tried again', async () => {
    const category = await make();
    const slot = await makeSlot(admin, w.clock.now(), { category: category.id });
    const locks = [
      jest.spyOn(w.app.get(TimeslotsRepository, { strict: false }), 'getForUpdate'),
      jest.spyOn(w.app.get(CategoriesService, { strict: false }) as any, 'getForUpdate'),
    ];
    const answers = await w.db.transaction(async (tx) => {
      await tx.query('SELECT FROM scheduling.timeslots WHERE id = $1 FOR UPDATE', [slot.id]);
      const moved = admin.http.put(`/api/v1/admin/timeslots/${slot.id}`, {
        category: category.id,
        capacity: 2,
      });
      await somebodyWaits(w);
      const removed = admin.http.delete(`${path}/${category.id}`);
      await somebodyWaits(w, 2);
      return [moved, removed];
    });
    const [moved, removed] = await Promise.all(answers);
    expect([moved!.status, removed!.status, removed!.body.code]).toEqual([200, 409, 'CATEGORY_IN_USE']);
    expect(locks.map((lock) => lock.mock.calls.length)).toEqual([1, 1]);
  });
});
