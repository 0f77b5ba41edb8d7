import { Webhook } from 'standardwebhooks';
import { openHost } from '../../support/appointments.js';
import { apiToken } from '../../support/api-tokens.js';
import { newWebhook, WEBHOOKS } from '../../support/webhooks.js';
import { world, type Person, type World } from '../../support/world.js';

const MINUTE_MS = 60_000;
const START = '2035-03-01T09:00:00.000Z';
const END = '2035-03-01T10:00:00.000Z';

let here: World;
let owner: Person;
let endpoint: any;
beforeAll(async () => void (here = await world()));
beforeEach(async () => {
  owner = await openHost(here);
  endpoint = (await owner.http.post(WEBHOOKS, { direction: 'incoming', description: 'Our CRM' })).body;
});
afterAll(() => here.close());

let made = 0;
const pathOf = ({ endpoint_key }: any) => `/api/v1/integrations/incoming/${endpoint_key}`;

/** As a program of theirs sends it. */
function send(
  message: unknown,
  { id = `msg_${++made}`, secret = endpoint.secret, at = new Date(), to = pathOf(endpoint) }: any = {},
) {
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, JSON.stringify(message)),
  };
  return here.http().with(headers).post(to, message);
}
const contact = (more: object = {}) => ({
  type: 'contact.upsert',
  data: { email: 'Grace@Example.org', name: 'Grace Hopper', ...more },
});
const blocked = (external_id: string, more: object = {}) => ({
  type: 'blocked_time.upsert',
  data: { external_id, start_time: START, end_time: END, ...more },
});
const contacts = async () => (await owner.http.get('/api/v1/contacts')).body.results;
const blockedTimes = async () => (await owner.http.get('/api/v1/availability/blocked-times')).body.results;
const statuses = async () =>
  (await owner.http.get('/api/v1/users/me/export')).body.incoming_events.map((each: any) => each.status);

describe('an incoming webhook', () => {
  it('has an address and a secret, and is its owner’s to change', async () => {
    const { secret, ...shown } = endpoint;
    expect(shown).toEqual({
      ...{ id: shown.id, direction: 'incoming', endpoint_key: shown.endpoint_key, events: [] },
      url: expect.stringMatching(new RegExp(`^https?://.*${pathOf(shown)}$`)),
      ...{ description: 'Our CRM', is_active: true, created_at: shown.created_at },
    });
    expect(secret).toMatch(/^whsec_/);
    expect((await owner.http.get(`${WEBHOOKS}?direction=incoming`)).body.results).toEqual([shown]);
    const url = await owner.http.put(`${WEBHOOKS}/${shown.id}`, { url: 'https://example.org' });
    expect([url.status, Object.keys(url.body.field_errors)]).toEqual([400, ['url']]);
    const both = await owner.http.post(WEBHOOKS, newWebhook({ direction: 'incoming' }));
    expect([both.status, Object.keys(both.body.field_errors).sort()]).toEqual([400, ['events', 'url']]);
    await owner.http.put(`${WEBHOOKS}/${shown.id}`, { is_active: false });
    expect((await send(contact())).status).toBe(404);
  });

  it('is given to no token that may not write what it takes', async () => {
    const token = here.http(await apiToken(owner, ['integrations:write', 'messaging:write']));
    const { status, body } = await token.post(WEBHOOKS, { direction: 'incoming' });
    expect([status, body.details]).toEqual([403, { scope: 'scheduling:write' }]);
    expect((await token.put(`${WEBHOOKS}/${endpoint.id}`, { rotate_secret: true })).status).toBe(403);
  });

  it('takes what is signed with either secret for a day after a rotation', async () => {
    const { body } = await owner.http.put(`${WEBHOOKS}/${endpoint.id}`, { rotate_secret: true });
    for (const secret of [endpoint.secret, body.secret])
      expect((await send(contact(), { secret })).status).toBe(202);
  });
});

describe('what a program tells', () => {
  it('is taken once for each webhook-id, and is a contact of its owner', async () => {
    const first = await send(contact(), { id: 'msg_once' });
    expect([first.status, first.body]).toEqual([202, { accepted: true, id: expect.any(Number) }]);
    const again = await send(contact({ name: 'Somebody else' }), { id: 'msg_once' });
    expect([again.status, again.body]).toEqual([202, first.body]);
    await here.drainEvents();
    expect(await contacts()).toMatchObject([
      { email: 'Grace@example.org'.toLowerCase(), name: 'Grace Hopper', phone: '', source: 'incoming' },
    ]);
    await send(contact({ name: 'Grace B. Hopper', phone: '+12025550123', company: 'Navy' }));
    await here.drainEvents();
    expect(await contacts()).toMatchObject([{ name: 'Grace Hopper', phone: '+12025550123', company: 'Navy' }]);
    const both = await Promise.all([1, 2, 3].map(() => send(contact(), { id: 'msg_race' })));
    expect(new Set(both.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await statuses()).toHaveLength(3);
  });

  it('blocks time by its own id, moves it and frees it again, in the order in which it came', async () => {
    await send(blocked('shift-1', { reason: 'Night shift' }));
    await send(blocked('shift-2', { end_time: '2035-03-01T09:30:00Z' }));
    await send(
      blocked('shift-1', { start_time: '2035-03-02T09:00:00Z', end_time: '2035-03-02T10:00:00+00:00' }),
    );
    await send({ type: 'blocked_time.delete', data: { external_id: 'shift-2' } });
    await send({ type: 'blocked_time.delete', data: { external_id: 'shift-3' } });
    await here.drainEvents();
    expect(await blockedTimes()).toMatchObject([
      { start_time: '2035-03-02T09:00:00.000Z', end_time: '2035-03-02T10:00:00.000Z', source: 'incoming' },
    ]);
    expect(await statuses()).toEqual(Array(5).fill('handled'));
    const kept = `SELECT data FROM integrations.incoming_events WHERE endpoint_id = $1 AND data IS NOT NULL`;
    expect(await here.db.query(kept, [endpoint.id])).toEqual([]);
  });

  it('is recorded and ignored where nothing is done of it, and failed where it cannot be', async () => {
    expect((await send({ type: 'deal.won', data: { amount: 3 } })).status).toBe(202);
    const long = { start_time: '2035-03-01T09:00:00Z', end_time: '2075-03-01T09:00:00Z' };
    expect((await send(blocked('for ever', long))).status).toBe(202);
    await send(blocked('shift-9'));
    await here.drainEvents();
    expect(await statuses()).toEqual(['handled', 'failed', 'ignored']);
    expect(await blockedTimes()).toHaveLength(1);
  });

  it('is refused unsigned, wrongly signed, changed, or five minutes off', async () => {
    const other = (await owner.http.post(WEBHOOKS, { direction: 'incoming' })).body;
    const old = new Date(Date.now() - 5 * MINUTE_MS - 2_000);
    const early = new Date(Date.now() + 5 * MINUTE_MS + 2_000);
    for (const wrong of [{ secret: other.secret }, { at: old }, { at: early }, { to: pathOf(other) }]) {
      const { status, body } = await send(contact(), wrong);
      expect([status, body.code]).toEqual([401, 'WEBHOOK_NOT_AUTHENTIC']);
    }
    expect((await here.http().post(pathOf(endpoint), contact())).status).toBe(401);
    expect((await send(contact(), { at: new Date(Date.now() - 4 * MINUTE_MS) })).status).toBe(202);
    expect((await send(contact(), { to: pathOf({ endpoint_key: 'unknown' }) })).status).toBe(404);
    await here.drainEvents();
    expect(await statuses()).toHaveLength(1);
  });

  it('is refused where it is no JSON, or not what its type says', async () => {
    for (const [wrong, field] of [
      [{ type: 'contact.upsert' }, 'data'],
      [{ data: {} }, 'type'],
      [contact({ email: 'nobody' }), 'data.email'],
      [blocked('a', { start_time: '2035-03-01T09:00:00' }), 'data.start_time'],
      [blocked('a', { end_time: START }), 'data.end_time'],
      [{ type: 'blocked_time.delete', data: {} }, 'data.external_id'],
    ] as const) {
      const { status, body } = await send(wrong);
      expect([status, Object.keys(body.field_errors)]).toEqual([400, [field]]);
    }
    const headers = { 'content-type': 'application/json' };
    const broken = await fetch(`${here.url}${pathOf(endpoint)}`, { method: 'POST', headers, body: '{' });
    expect(broken.status).toBe(400);
    expect(await statuses()).toEqual([]);
  });

  it('counts for nothing once its owner is suspended', async () => {
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${owner.id}`, { status: 'suspended' });
    expect((await send(contact())).status).toBe(404);
  });
});
