import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { WebhookDeliveriesProcessor } from '../../../src/integrations/webhook-deliveries/webhook-deliveries.processor.js';
import { WebhooksPersonalData } from '../../../src/integrations/webhook-deliveries/webhooks.personal-data.js';
import { GuardedFetch } from '../../../src/platform/outbound/guarded-fetch.js';
import { apiToken } from '../../support/api-tokens.js';
import { booked, startIn, type OfferedType } from '../../support/appointments.js';
import { offerPriced, payTickets } from '../../support/money.js';
import { offerTickets } from '../../support/tickets.js';
import { newWebhook, WEBHOOKS, WebhookStage } from '../../support/webhooks.js';
import type { Person, World } from '../../support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const stage = new WebhookStage();
const { listen, make, deliveriesOf, told, deliver, act } = stage;
let here: World;
let host: Person;
let type: OfferedType;
let peer: WebhookStage['peer'];
beforeEach(() => void ({ here, host, type, peer } = stage));

describe('a webhook', () => {
  it('is made, read, changed in what is sent, listed and deleted by its owner alone', async () => {
    const sent = { url: peer.url, events: ['booking.created', 'booking.cancelled'], description: 'Our CRM' };
    const { secret, ...one } = await listen(sent);
    expect(one).toEqual({
      ...{ id: one.id, direction: 'outgoing', ...sent, is_active: true, created_at: one.created_at },
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    expect((await host.http.get(WEBHOOKS)).body.results).toEqual([one]);
    const put = await host.http.put(`${WEBHOOKS}/${one.id}`, { description: '', is_active: false });
    expect([put.status, put.body]).toEqual([200, { ...one, description: '', is_active: false }]);
    expect((await host.http.get(`${WEBHOOKS}?is_active=true`)).body.count).toBe(0);
    const other = await here.signUp();
    for (const answer of [
      await other.http.put(`${WEBHOOKS}/${one.id}`, { description: 'Mine' }),
      await other.http.delete(`${WEBHOOKS}/${one.id}`),
      await other.http.get(`${WEBHOOKS}/${one.id}/deliveries`),
      await other.http.post(`${WEBHOOKS}/${one.id}/deliveries/1/redeliver`, {}),
    ])
      expect(answer.status).toBe(404);
    expect((await other.http.get(WEBHOOKS)).body.count).toBe(0);
    expect((await host.http.delete(`${WEBHOOKS}/${one.id}`)).status).toBe(204);
    expect((await host.http.get(WEBHOOKS)).body.count).toBe(0);
  });

  it('is refused with what is unknown, missing, or no address', async () => {
    for (const [wrong, field] of [
      [{ events: ['booking.made'] }, 'events'],
      [{ events: [] }, 'events'],
      [{ url: 'ftp://example.org' }, 'url'],
      [{ url: 'https://ada:secret@example.org' }, 'url'],
      [{ url: undefined }, 'url'],
    ] as const) {
      const { status, body } = await host.http.post(WEBHOOKS, newWebhook(wrong));
      expect(status).toBe(400);
      expect(Object.keys(body.field_errors)[0]).toMatch(new RegExp(`^${field}`));
    }
  });

  it('leads to public addresses by HTTPS alone, when it is saved and when it is called', async () => {
    const { id } = await listen();
    const guarded = here.app.get(GuardedFetch, { strict: false });
    Reflect.set(guarded, 'allowsPrivate', false);
    try {
      for (const url of ['http://example.org', 'https://127.0.0.1/', 'https://[::1]/', 'https://10.1.2.3/']) {
        expect(Object.keys((await host.http.post(WEBHOOKS, newWebhook({ url }))).body.field_errors)).toEqual([
          'url',
        ]);
        expect((await host.http.put(`${WEBHOOKS}/${id}`, { url })).status).toBe(400);
      }
      await make();
      await deliver();
      expect(peer.calls).toEqual([]);
      const [{ attempts, status }] = await deliveriesOf(id);
      expect(status).toBe('pending');
      expect(attempts).toMatchObject([{ status_code: null, error: 'The URL must start with https://.' }]);
    } finally {
      Reflect.set(guarded, 'allowsPrivate', true);
    }
  });

  it('has no more than fifty of its kind', async () => {
    await here.db.query(
      `INSERT INTO integrations.webhook_endpoints
         (owner_id, direction, url, events, secret, created_at, updated_at)
       SELECT $1, 'outgoing', 'https://example.org', '{*}', '', now(), now() FROM generate_series(1, 49)`,
      [host.id],
    );
    const answers = await Promise.all([1, 2, 3].map(() => host.http.post(WEBHOOKS, newWebhook())));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('TOO_MANY_WEBHOOKS');
  });

  it('tells a token’s program nothing that the token may not read', async () => {
    const token = here.http(await apiToken(host, ['integrations:write', 'booking:read']));
    const { status, body } = await token.post(WEBHOOKS, newWebhook({ events: ['payment.completed'] }));
    expect([status, body.code, body.details]).toEqual([403, 'SCOPE_REQUIRED', { scope: 'payments:read' }]);
    expect((await token.post(WEBHOOKS, newWebhook())).status).toBe(403);
    const one = await token.post(WEBHOOKS, newWebhook({ events: ['booking.created'] }));
    expect(one.status).toBe(201);
    expect((await token.put(`${WEBHOOKS}/${one.body.id}`, { events: ['event.created'] })).status).toBe(403);
    const everything = await listen();
    expect((await token.put(`${WEBHOOKS}/${everything.id}`, { url: 'https://example.com' })).status).toBe(403);
  });
});

describe('the catalogue', () => {
  it('names every event with the schema of its data, which deliveries keep', async () => {
    const { body } = await host.http.get(`${WEBHOOKS}/events`);
    expect(body.count).toBe(body.results.length);
    const types = body.results.map((each: any) => each.type);
    for (const name of ['created', 'confirmed', 'cancelled', 'rescheduled', 'completed', 'no_show', 'expired'])
      expect(types).toContain(`booking.${name}`);
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    for (const format of ['decimal', 'idn-email']) ajv.addFormat(format, true);
    await listen();
    const attendee = await here.signUp();
    await payTickets(attendee, await offerPriced(here, host));
    await make();
    const gathering = { title: 'Picnic', description: '', date: new Date(here.clock.millis() + DAY_MS) };
    await act(host, 'events', { ...gathering, location: 'Park', max_participants: 5 }, 201);
    await deliver();
    expect(new Set(told().map((each) => each.type))).toEqual(
      new Set(['booking.created', 'booking.confirmed', 'payment.completed', 'event.created']),
    );
    for (const { type: of, data } of told()) {
      const check = ajv.compile(body.results.find((each: any) => each.type === of).schema);
      expect([check(data), check.errors]).toEqual([true, null]);
    }
  });
});

describe('of a person', () => {
  const personal = () => here.app.get(WebhooksPersonalData, { strict: false });

  it('webhooks and deliveries are exported without secrets, and go with the account', async () => {
    const { id } = await listen({ events: ['booking.created'] });
    await make();
    await deliver();
    const { body } = await host.http.get('/api/v1/users/me/export');
    expect(body.webhooks).toMatchObject([{ id, url: peer.url }]);
    expect(body.webhook_deliveries).toMatchObject([{ endpoint_id: id, type: 'booking.created' }]);
    expect(JSON.stringify(body.webhooks)).not.toContain('secret');
    await here.db.transaction((tx) => personal().erase(tx, host.id));
    expect(
      await here.db.query('SELECT FROM integrations.webhook_deliveries WHERE endpoint_id = $1', [id]),
    ).toEqual([]);
  });

  it('nothing is left in what was told of their bookings', async () => {
    const { id } = await listen({ events: ['booking.created'] });
    const booker = await here.signUp({ first_name: 'Erased', last_name: 'Person' });
    const answers = {
      invitee_name: 'Erased Person',
      invitee_email: booker.email,
      invitee_phone: '+12025550123',
    };
    await booked(booker.http, type, startIn(here, 9), answers);
    await deliver();
    expect(peer.calls[0]!.body).toContain('Erased Person');
    await here.db.transaction((tx) => personal().erase(tx, booker.id));
    const [one] = await deliveriesOf(id);
    await host.http.post(`${WEBHOOKS}/${id}/deliveries/${one.id}/redeliver`, {});
    await deliver();
    expect(peer.calls[1]!.body).not.toMatch(new RegExp(`Erased|${booker.email}|2025550123`));
    expect(JSON.parse(peer.calls[1]!.body)).toMatchObject({
      ...{ type: 'booking.created', data: { invitee_name: 'Deleted user', invitee_email: null, sequence: 1 } },
    });
  });

  it('who is suspended nothing more is told', async () => {
    await listen();
    const admin = await here.admin();
    const suspended = await admin.http.patch(`/api/v1/admin/users/${host.id}`, { status: 'suspended' });
    expect(suspended.status).toBe(200);
    const event = await offerTickets(here, { organizerId: host.id });
    await act(await here.signUp(), 'bookings', { event }, 201);
    await deliver();
    expect(peer.calls).toEqual([]);
  });

  it('deliveries are kept for thirty days', async () => {
    const { id } = await listen({ events: ['booking.created'] });
    await make();
    await deliver();
    const forget = () => here.app.get(WebhookDeliveriesProcessor, { strict: false }).forget();
    here.clock.advance(30 * DAY_MS - 1);
    await forget();
    expect(await deliveriesOf(id)).toHaveLength(1);
    here.clock.advance(1);
    await forget();
    expect(await deliveriesOf(id)).toEqual([]);
  });
});
