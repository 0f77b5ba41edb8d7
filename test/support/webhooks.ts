import { Webhook } from 'standardwebhooks';
import { WebhookDeliveriesProcessor } from '../../src/integrations/webhook-deliveries/webhook-deliveries.processor.js';
import { DELIVERIES_DUE } from '../../src/integrations/webhook-deliveries/webhook-deliveries.repository.js';
import { booked, offerType, openHost, startIn, type OfferedType } from './appointments.js';
import { eventually } from './eventually.js';
import { newWebhook, WEBHOOKS } from './webhook-bodies.js';
import type { Person } from './people.js';
import { catcher, type CaughtCall } from './workflows.js';
import { noticesOf } from './notices.js';
import { world, type World } from './world.js';

export { newWebhook, WEBHOOKS } from './webhook-bodies.js';

/** The body of what must succeed. */
export async function webhookOf({ http }: Person, more: Record<string, unknown> = {}): Promise<any> {
  const { status, body } = await http.post(WEBHOOKS, newWebhook({ is_active: true, ...more }));
  if (status !== 201) throw new Error(`A webhook answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Everything that happened is queued, and all that is due by the clock was tried. */
export async function deliverAll(here: World): Promise<void> {
  await here.drainEvents();
  const deliveries = here.app.get(WebhookDeliveriesProcessor, { strict: false });
  await eventually(async () => {
    deliveries.wake();
    await deliveries.callsEnd();
    const due = await here.db.query(`SELECT WHERE ${DELIVERIES_DUE}`, { now: here.clock.now() });
    if (due.length > 0) throw new Error('A delivery is under way.');
  });
}

/** What a receiver reads with the library's own verifier, at the time of the call; throws where it refuses. */
export function verified(secret: string, { headers, body }: CaughtCall): any {
  const at = jest.spyOn(Date, 'now').mockReturnValue(Number(headers['webhook-timestamp']) * 1_000);
  try {
    return new Webhook(secret).verify(body, headers);
  } finally {
    at.mockRestore();
  }
}

/** For each test a new host with something to book, and a receiver. */
export class WebhookStage {
  here: World;
  host: Person;
  type: OfferedType;
  peer: Awaited<ReturnType<typeof catcher>>;

  constructor() {
    beforeAll(async () => {
      const lasting = { ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' };
      this.here = await world({ WEBHOOKS_ALLOW_PRIVATE: 'true', ...lasting });
    });
    beforeEach(async () => {
      this.here.clock.reset();
      this.host = await openHost(this.here);
      this.type = await offerType(this.here, this.host);
      this.peer = await catcher();
    });
    afterEach(async () => {
      await this.here.db.query('DELETE FROM integrations.webhook_endpoints');
      await this.peer.close();
    });
    afterAll(() => this.here.close());
  }

  readonly listen = (more: Record<string, unknown> = {}, of = this.host) =>
    webhookOf(of, { url: this.peer.url, ...more });

  readonly make = (hours = 9, more: Record<string, unknown> = {}) =>
    booked(this.here.http(), this.type, startIn(this.here, hours), more);

  readonly deliveriesOf = async (id: number, query = ''): Promise<any[]> =>
    (await this.host.http.get(`${WEBHOOKS}/${id}/deliveries${query}`)).body.results;

  readonly told = (): any[] => this.peer.calls.map(({ body }) => JSON.parse(body));

  /** In the order of what happened, which deliveries do not promise. */
  readonly inOrder = () => this.told().sort((a, b) => a.data.sequence - b.data.sequence);

  readonly deliver = () => deliverAll(this.here);

  readonly goOn = async (milliseconds: number) => {
    this.here.clock.advance(milliseconds);
    await this.deliver();
  };

  /** The body of what must succeed. */
  readonly act = async ({ http }: Person, path: string, body: object = {}, status = 200): Promise<any> => {
    const answer = await http.post(`/api/v1/${path}`, body);
    expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
    return answer.body;
  };

  readonly disabledNotices = async () =>
    (await noticesOf(this.here, this.host))
      .filter(({ notification_type }) => notification_type === 'webhook_disabled')
      .map(({ title }) => title);
}
