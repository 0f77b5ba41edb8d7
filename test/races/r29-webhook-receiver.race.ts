import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { WebhookDeliveriesRepository } from '../../src/integrations/webhook-deliveries/webhook-deliveries.repository.js';
import { booked, offerType, openHost, startIn } from '../support/appointments.js';
import { verdict, type Proof } from '../support/proof.js';
import { Random } from '../support/random.js';
import { deliverAll, webhookOf, WEBHOOKS } from '../support/webhooks.js';
import { world, type World } from '../support/world.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** As promised, each longer by a tenth of itself at most. */
const PAUSES_MS = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS];
const JITTER = 1.1;
/** The database knows parts of a millisecond. */
const CLOCK_MS = 1;
/** Of a pause: what falls due within it is tried together, so that a thousand deliveries take few steps. */
const STEP = 0.01;
const SIZES = {
  quick: { endpoints: 3, bookings: 5, kinds: ['500', '503', '404', 'redirect', 'wait', 'reset'] },
  full: { endpoints: 20, bookings: 50, kinds: ['500', '503', '404', 'redirect', 'wait', 'reset', 'silence'] },
} as const;
const TWIN = { endpoints: 2, bookings: 3, kinds: ['500', 'wait'] } as const;
type Kind = (typeof SIZES.full.kinds)[number];

interface Call {
  at: number;
  endpoint: number;
  id: string;
  body: string;
  headers: IncomingMessage['headers'];
  trouble: Kind | null;
  retryAfterMs: number;
}

/** Fails by a script of each delivery's own, and then takes it; one address answers that it is gone. */
class ScriptedReceiver {
  readonly calls: Call[] = [];
  private readonly left = new Map<string, Kind[]>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(
    private readonly here: World,
    private readonly kinds: readonly Kind[],
  ) {}

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close().closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const part of request) body += String(part);
    if (request.url === '/gone') return void response.writeHead(410).end();
    const id = String(request.headers['webhook-id']);
    const endpoint = Number(request.url!.slice(1));
    const script = this.scriptOf(endpoint, id);
    const trouble = script.shift() ?? null;
    const retryAfterMs = trouble === 'wait' ? HOUR_MS : 0;
    const { headers } = request;
    this.calls.push({ at: this.here.clock.millis(), endpoint, id, body, headers, trouble, retryAfterMs });
    if (trouble === 'reset') return void request.socket.resetAndDestroy();
    if (trouble === 'silence') return;
    if (trouble === 'redirect') return void response.writeHead(302, { location: '/elsewhere' }).end();
    if (trouble === 'wait') return void response.writeHead(429, { 'retry-after': '3600' }).end();
    response.writeHead(trouble === null ? 204 : Number(trouble)).end();
  }

  private scriptOf(endpoint: number, id: string): Kind[] {
    const key = `${endpoint} ${id}`;
    const known = this.left.get(key);
    if (known) return known;
    const random = new Random(endpoint * 7_919 + Number(/\d+/.exec(id)![0]));
    // Silence lasts for seconds of real time: all who fall silent do so at once.
    const later = this.kinds.filter((kind) => kind !== 'silence');
    const script = Array.from({ length: random.below(5) }, (_, n) => random.of(n === 0 ? this.kinds : later));
    this.left.set(key, script);
    return script;
  }
}

type Change = (here: World) => void;

/** What was lost, doubled, tried too early or too late, or said otherwise than at first. */
async function faultsOf(
  { endpoints, bookings, kinds }: { endpoints: number; bookings: number; kinds: readonly Kind[] },
  change: Change,
  progress: (text: string) => void,
) {
  const lasting = { ACCESS_TOKEN_TTL: '300d', REFRESH_TOKEN_TTL: '300d' };
  const here = await world({ LOG_LEVEL: 'silent', WEBHOOKS_ALLOW_PRIVATE: 'true', ...lasting });
  const receiver = new ScriptedReceiver(here, kinds);
  try {
    change(here);
    const url = await receiver.listen();
    const host = await openHost(here);
    const type = await offerType(here, host);
    const secrets: string[] = [];
    for (let n = 0; n < endpoints; n++) {
      const terms = { url: `${url}/${n}`, events: ['booking.created'] };
      secrets.push((await webhookOf(host, terms)).secret as string);
    }
    const gone = await webhookOf(host, { url: `${url}/gone`, events: ['booking.created'] });
    for (let n = 0; n < bookings; n++)
      await booked(here.http(), type, startIn(here, 24 + n), { invitee_email: `guest${n}@example.com` });
    await deliverAll(here);
    const stops = [here.clock.millis()];
    while (stops.length < 1_000) {
      const [next] = await here.db.query<{ at: Date; attempts: number }>(
        `SELECT next_attempt_at AS at, attempts FROM integrations.webhook_deliveries WHERE status = 'pending'
         ORDER BY next_attempt_at LIMIT 1`,
      );
      if (!next) break;
      here.clock.set(new Date(next.at.getTime() + CLOCK_MS + STEP * PAUSES_MS[next.attempts - 1]!));
      stops.push(here.clock.millis());
      await deliverAll(here);
      progress(`${receiver.calls.length} calls`);
    }
    const tries = triesOf(receiver.calls);
    const taken = [...tries.values()].map((calls) => calls.filter(({ trouble }) => trouble === null).length);
    const { body } = await host.http.get(`${WEBHOOKS}?page_size=100`);
    const off = body.results.filter((each: { is_active: boolean }) => !each.is_active);
    return {
      deliveries: tries.size,
      calls: receiver.calls.length,
      lost: endpoints * bookings - taken.filter((count) => count > 0).length,
      doubled: taken.filter((count) => count > 1).length,
      untimely: [...tries.values()].flatMap((each) => untimely(each, stops)).length,
      changed: [...tries.values()].filter((calls) => new Set(calls.map((each) => each.body)).size > 1).length,
      unsigned: receiver.calls.filter((call) => !isSigned(secrets[call.endpoint]!, call)).length,
      switched_off: off.length === 1 && off[0].id === gone.id ? 'the one that is gone' : off.length,
    };
  } finally {
    receiver.close();
    await here.close();
  }
}

function triesOf(calls: readonly Call[]): Map<string, Call[]> {
  const tries = new Map<string, Call[]>();
  for (const call of calls) {
    const key = `${call.endpoint} ${call.id}`;
    tries.set(key, [...(tries.get(key) ?? []), call]);
  }
  return tries;
}

/** Those that came earlier than promised, or passed over a stop at which they were due by then. */
function untimely(calls: readonly Call[], stops: readonly number[]): Call[] {
  return calls.filter(({ at }, n) => {
    if (n === 0) return false;
    const { at: before, retryAfterMs } = calls[n - 1]!;
    const pause = PAUSES_MS[n - 1]!;
    const latest = before + Math.max(pause * JITTER, retryAfterMs) + CLOCK_MS;
    return at - before < Math.max(pause, retryAfterMs) || stops.some((stop) => stop > latest && stop < at);
  });
}

function isSigned(secret: string, { at, id, body, headers }: Call): boolean {
  const seconds = Math.floor(at / SECOND_MS);
  const signature = new Webhook(secret).sign(id, new Date(seconds * SECOND_MS), body);
  return headers['webhook-timestamp'] === String(seconds) && headers['webhook-signature'] === signature;
}

/** Tries again after the usual pause, whatever it was asked. */
function withoutPatience(here: World): void {
  const deliveries = here.app.get(WebhookDeliveriesRepository, { strict: false });
  const fail = deliveries.fail.bind(deliveries);
  deliveries.fail = (id, attempt, now) => fail(id, attempt, now, null);
}

/** Whatever is answered counts as taken. */
function withoutDoubt(here: World): void {
  const deliveries = here.app.get(WebhookDeliveriesRepository, { strict: false });
  deliveries.fail = (id, attempt, now) => deliveries.succeed([{ id, attempt }], now);
}

const proof: Proof = {
  id: 'R29',
  what: 'webhooks to a receiver that is silent, refuses, redirects, resets: all delivered once it heals',
  async run(size, progress) {
    const guarded = await faultsOf(SIZES[size], () => undefined, progress);
    const hasty = await faultsOf(TWIN, withoutPatience, progress);
    const trusting = await faultsOf(TWIN, withoutDoubt, progress);
    const { endpoints, bookings } = SIZES[size];
    return verdict(
      { ...guarded, twin_untimely: hasty.untimely, twin_lost: trusting.lost },
      {
        'every delivery was tried': guarded.deliveries === endpoints * bookings,
        'some more than once': guarded.calls > guarded.deliveries,
        'none lost, none doubled': guarded.lost === 0 && guarded.doubled === 0,
        'each try in its time': guarded.untimely === 0,
        'each try says the same, signed anew': guarded.changed === 0 && guarded.unsigned === 0,
        'what is gone is switched off, and nothing else': guarded.switched_off === 'the one that is gone',
        'the twin that does not wait is noticed': hasty.untimely > 0,
        'the twin that asks nobody is noticed': trusting.lost > 0,
      },
    );
  },
};

export default proof;
