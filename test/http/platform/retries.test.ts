import { JobQueue } from '../../../src/platform/engine/ports/job-queue.js';
import { eventually } from '../../support/eventually.js';
import { plantFailedMail } from '../../support/failed-mails.js';
import { mailsTo } from '../../support/mailbox.js';
import { world, type Person, type World } from '../../support/world.js';

const MAILS = '/api/v1/admin/mails';

let here: World;
let admin: Person;
beforeAll(async () => {
  here = await world();
  admin = await here.admin();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => here.close());

const statusOf = async (id: number) =>
  (await here.db.query<{ status: string }>('SELECT status FROM platform.mails WHERE id = $1', [id]))[0]!.status;
const recorded = (action: string) =>
  here.db.query('SELECT actor_id, subject_id FROM platform.audit_log WHERE action = $1', [action]);

describe('mails that were not sent', () => {
  it('are shown to admins without what they say, and tried again', async () => {
    const id = await plantFailedMail(here, 'late@example.com');
    const { body } = await admin.http.get(`${MAILS}?status=failed`);
    expect(body.results).toEqual([
      {
        ...{ id, status: 'failed', attempts: 25, last_error: 'ECONNREFUSED CONN', next_attempt_at: null },
        created_at: here.clock.now().toISOString(),
      },
    ]);
    const retried = await admin.http.post(`${MAILS}/${id}/retry`);
    expect([retried.status, retried.body]).toEqual([
      202,
      expect.objectContaining({ id, status: 'waiting', attempts: 0 }),
    ]);
    await eventually(async () => expect(await mailsTo(here, 'late@example.com')).toHaveLength(1));
    await eventually(async () => expect(await statusOf(id)).toBe('sent'));
    const again = await admin.http.post(`${MAILS}/${id}/retry`);
    expect([again.status, again.body.code]).toEqual([409, 'MAIL_SENT']);
    expect((await admin.http.post(`${MAILS}/999999/retry`)).status).toBe(404);
    expect(await recorded('platform.mail_retried')).toEqual([{ actor_id: admin.id, subject_id: String(id) }]);
  });

  it('are left alone where somebody may be sending them at this moment', async () => {
    const id = await plantFailedMail(here, 'now@example.com');
    const inAMinute = new Date(here.clock.millis() + 60_000);
    const sql = `UPDATE platform.mails SET status = 'waiting', attempts = 3, next_attempt_at = $at
      WHERE id = $id`;
    await here.db.query(sql, { id, at: inAMinute });
    const { body } = await admin.http.post(`${MAILS}/${id}/retry`);
    expect(body).toMatchObject({ attempts: 3, next_attempt_at: inAMinute.toISOString() });
    const inAnHour = new Date(here.clock.millis() + 3_600_000);
    await here.db.query(sql, { id, at: inAnHour });
    await admin.http.post(`${MAILS}/${id}/retry`);
    await eventually(async () => expect(await mailsTo(here, 'now@example.com')).toHaveLength(1));
  });
});

describe('the failed jobs of a queue', () => {
  it('are tried again', async () => {
    const retry = jest.spyOn(here.app.get(JobQueue), 'retryFailed').mockResolvedValue(2);
    const path = '/api/v1/admin/queues/platform.mail.send/retry';
    const { status, body } = await admin.http.post(path);
    expect([status, body]).toEqual([202, { name: 'platform.mail.send', retried: 2 }]);
    expect(retry).toHaveBeenCalledWith('platform.mail.send');
    expect((await admin.http.post('/api/v1/admin/queues/nothing/retry')).status).toBe(404);
    expect((await (await here.signUp()).http.post(path)).status).toBe(403);
    expect(await recorded('platform.jobs_retried')).toEqual([
      { actor_id: admin.id, subject_id: 'platform.mail.send' },
    ]);
  });
});

describe('the index of the API', () => {
  it('names what can be read, and where the documentation is', async () => {
    const http = here.http();
    const { status, body } = await http.get('/api/v1');
    expect(status).toBe(200);
    const site = new URL(body.documentation).origin;
    expect(body).toMatchObject({
      documentation: `${site}/api/docs`,
      schema: `${site}/api/schema`,
      guides: `${site}/llms.txt`,
    });
    expect(body.resources).toMatchObject({
      events: `${site}/api/v1/events`,
      contacts: `${site}/api/v1/contacts`,
      'users/me': `${site}/api/v1/users/me`,
    });
    const names = Object.keys(body.resources);
    expect(names.filter((name) => /[{}]/.test(name))).toEqual([]);
    const asNewcomersGo = ['timeslots', 'user/bookings', 'events', 'experts', 'admin/users'];
    expect(names.filter((name) => asNewcomersGo.includes(name))).toEqual(asNewcomersGo);
    for (const alias of ['/api', '/api/', '/api/v1/', '/api?x=1'])
      expect((await http.get(alias)).body).toEqual(body);
  });
});
