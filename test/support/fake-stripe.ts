import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Http, type Answer } from './http.js';

export type Endpoint = 'create session' | 'read session' | 'create refund' | 'read refund' | 'list refunds';

/** What an endpoint does instead of answering properly. */
export type Misbehaviour = (response: ServerResponse) => void;

interface Session {
  id: string;
  object: 'checkout.session';
  client_reference_id: string;
  amount_total: number;
  currency: string;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid';
  payment_intent: string | { id: string; status: string } | null;
  url: string | null;
  success_url: string;
  cancel_url: string;
}

interface Refund {
  id: string;
  object: 'refund';
  payment_intent: string;
  amount: number;
  currency: string;
  status: 'succeeded' | 'pending' | 'failed';
  failure_reason?: string;
  metadata: Record<string, string>;
}

const KEYS = { secret: 'sk_test_of_convoke', webhook: 'whsec_of_convoke' };
const unique = (prefix: string) => `${prefix}_${randomBytes(8).toString('hex')}`;

/** Declined as Stripe declines; silent for ever; a fault; a connection that breaks. */
export const declined: Misbehaviour = (response) =>
  send(response, 402, {
    error: { type: 'card_error', code: 'card_declined', message: 'canary-provider-words' },
  });
export const silent: Misbehaviour = () => undefined;
export const broken: Misbehaviour = (response) =>
  send(response, 500, { error: { type: 'api_error', message: 'canary-provider-words' } });
/** Why a refund is refused: not enough money now, the payment is disputed, or already refunded. */
export const refusing =
  (code: string): Misbehaviour =>
  (response) =>
    send(response, 400, { error: { type: 'invalid_request_error', code, message: 'canary-provider-words' } });
export const cutOff: Misbehaviour = (response) => response.destroy();

/**
 * Stripe on the loopback: checkout sessions, refunds and signed webhooks, with its idempotency keys. Each
 * endpoint can be told to misbehave, before or after it has done its work.
 */
export class FakeStripe {
  readonly misbehave: Partial<Record<Endpoint, Misbehaviour>> = {};
  /** As `misbehave`, but the work is done: only the answer is lost. */
  readonly loseAnswers: Partial<Record<Endpoint, Misbehaviour>> = {};
  /** What a new refund says of itself. */
  refundStatus: Refund['status'] = 'succeeded';
  readonly asked: Endpoint[] = [];
  readonly sessions = new Map<string, Session>();
  readonly refunds = new Map<string, Refund>();
  private readonly byKey = new Map<string, unknown>();
  /** Refusals and faults are kept under a refund's key, and said again. */
  private readonly refusals = new Map<string, Misbehaviour>();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeStripe> {
    const server = createServer((request, response) => {
      stripe.answer(request, response).catch(() => response.destroy());
    });
    const stripe = new FakeStripe(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return stripe;
  }

  /** What the product's configuration needs to know of it. */
  get env(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      STRIPE_SECRET_KEY: KEYS.secret,
      STRIPE_WEBHOOK_SECRET: KEYS.webhook,
      STRIPE_API_URL: `http://127.0.0.1:${port}`,
    };
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Behaves again. */
  heal(): void {
    for (const endpoint of Object.keys(this.misbehave)) delete this.misbehave[endpoint as Endpoint];
    for (const endpoint of Object.keys(this.loseAnswers)) delete this.loseAnswers[endpoint as Endpoint];
    this.refundStatus = 'succeeded';
  }

  /** The session of one of our payments. */
  sessionOf(transactionId: string): Session {
    const found = [...this.sessions.values()].find((session) => session.client_reference_id === transactionId);
    if (!found) throw new Error(`Nobody asked for a session of ${transactionId}.`);
    return found;
  }

  /** The payer pays on Stripe's page; answers the event that Stripe then sends. */
  pay(transactionId: string): object {
    const session = this.sessionOf(transactionId);
    Object.assign(session, {
      status: 'complete',
      payment_status: 'paid',
      payment_intent: unique('pi'),
      url: null,
    });
    return eventOf('checkout.session.completed', session);
  }

  /** The payer sent it, and the bank refuses in silence. */
  refuse(transactionId: string): void {
    const payment_intent = { id: unique('pi'), status: 'requires_payment_method' };
    Object.assign(this.sessionOf(transactionId), { status: 'complete', payment_intent, url: null });
  }

  /** Forgets the idempotency keys, as it does after a day. */
  forgetKeys(): void {
    this.byKey.clear();
    this.refusals.clear();
  }

  /** The page closes unpaid; answers the event. */
  expire(transactionId: string): object {
    const session = this.sessionOf(transactionId);
    Object.assign(session, { status: 'expired', url: null });
    return eventOf('checkout.session.expired', session);
  }

  /** The bank refuses afterwards; answers the event. */
  decline(transactionId: string): object {
    return eventOf('checkout.session.async_payment_failed', this.sessionOf(transactionId));
  }

  /** A refund comes to its end; answers the event. */
  endRefund(refund: Refund, status: 'succeeded' | 'failed'): object {
    Object.assign(refund, { status, ...(status === 'failed' && { failure_reason: 'lost_or_stolen_card' }) });
    return eventOf(status === 'failed' ? 'refund.failed' : 'refund.updated', refund);
  }

  /** Somebody refunds in Stripe's own pages; answers the events of the refund and of its charge. */
  refundElsewhere(transactionId: string, amount: number): [refund: object, charge: object] {
    const { payment_intent, currency } = this.sessionOf(transactionId);
    const refund: Refund = {
      id: unique('re'),
      object: 'refund',
      payment_intent: payment_intent as string,
      ...{ amount, currency, status: 'succeeded', metadata: {} },
    };
    this.refunds.set(refund.id, refund);
    return [eventOf('refund.created', refund), this.refundedCharge(transactionId)];
  }

  /** The event that tells how much of a payment went back in all. */
  refundedCharge(transactionId: string): object {
    const { payment_intent, currency } = this.sessionOf(transactionId);
    const made = [...this.refunds.values()].filter((one) => one.payment_intent === payment_intent);
    const amount_refunded = made.reduce((sum, { amount }) => sum + amount, 0);
    return eventOf('charge.refunded', {
      id: unique('ch'),
      object: 'charge',
      payment_intent,
      amount_refunded,
      currency,
    });
  }

  /** A payer goes to the bank; answers the event of each state that is asked for. */
  dispute(transactionId: string, amount: number): (status: string) => object {
    const { payment_intent, currency } = this.sessionOf(transactionId);
    const dispute = { id: unique('dp'), object: 'dispute', payment_intent, amount, currency };
    return (status) =>
      eventOf(`charge.dispute.${status === 'needs_response' ? 'created' : 'closed'}`, {
        ...dispute,
        ...{ reason: 'fraudulent', status },
      });
  }

  /** Delivers an event as Stripe signs it, at `now`; `signature` stands in for the right one. */
  tell(http: Http, event: object, now: Date, signature?: string): Promise<Answer> {
    const body = JSON.stringify(event, null, 2);
    const headers = { 'stripe-signature': signature ?? signatureOf(body, now) };
    return http.post('/api/v1/payments/webhooks/stripe', body, { headers });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const { pathname, searchParams } = new URL(request.url!, 'http://stripe');
    const endpoint = endpointOf(request.method!, pathname);
    if (!endpoint || request.headers.authorization !== `Bearer ${KEYS.secret}`)
      return send(response, endpoint ? 401 : 404, { error: { type: 'invalid_request_error' } });
    this.asked.push(endpoint);
    const key = request.headers['idempotency-key'] as string | undefined;
    const misbehaviour = this.refusals.get(key ?? '') ?? this.misbehave[endpoint];
    if (misbehaviour) {
      const isAnswer = misbehaviour !== silent && misbehaviour !== cutOff;
      if (key !== undefined && isAnswer && endpoint === 'create refund') this.refusals.set(key, misbehaviour);
      return misbehaviour(response);
    }
    const known = key === undefined ? undefined : this.byKey.get(key);
    const made = known ?? this.made(endpoint, endpoint === 'list refunds' ? searchParams : form, pathname);
    if (key !== undefined) this.byKey.set(key, made);
    const loss = this.loseAnswers[endpoint];
    if (loss) return loss(response);
    if (!made)
      return send(response, 404, { error: { type: 'invalid_request_error', code: 'resource_missing' } });
    send(response, 200, made);
  }

  private made(endpoint: Endpoint, form: URLSearchParams, path: string): unknown {
    const id = path.split('/').at(-1)!;
    if (endpoint === 'list refunds') {
      const data = [...this.refunds.values()].filter(
        (one) => one.payment_intent === form.get('payment_intent'),
      );
      return { object: 'list', data, has_more: false };
    }
    if (endpoint === 'read session') return this.sessions.get(id);
    if (endpoint === 'read refund') return this.refunds.get(id);
    return endpoint === 'create session' ? this.newSession(form) : this.newRefund(form);
  }

  private newSession(form: URLSearchParams): Session {
    const id = unique('cs_test');
    const session: Session = {
      id,
      object: 'checkout.session',
      client_reference_id: form.get('client_reference_id')!,
      amount_total: Number(form.get('line_items[0][price_data][unit_amount]')),
      currency: form.get('line_items[0][price_data][currency]')!,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      url: `https://checkout.stripe.com/${id}`,
      success_url: form.get('success_url')!,
      cancel_url: form.get('cancel_url')!,
    };
    this.sessions.set(id, session);
    return session;
  }

  private currencyOf(intent: string): string {
    return (
      [...this.sessions.values()].find(({ payment_intent }) => payment_intent === intent)?.currency ?? 'usd'
    );
  }

  private newRefund(form: URLSearchParams): Refund {
    const refund: Refund = {
      id: unique('re'),
      object: 'refund',
      payment_intent: form.get('payment_intent')!,
      amount: Number(form.get('amount')),
      currency: this.currencyOf(form.get('payment_intent')!),
      status: this.refundStatus,
      metadata: {
        refund_id: form.get('metadata[refund_id]')!,
        transaction_id: form.get('metadata[transaction_id]')!,
      },
    };
    this.refunds.set(refund.id, refund);
    return refund;
  }
}

function endpointOf(method: string, path: string): Endpoint | undefined {
  if (method === 'POST' && path === '/v1/checkout/sessions') return 'create session';
  if (method === 'GET' && path.startsWith('/v1/checkout/sessions/')) return 'read session';
  if (method === 'POST' && path === '/v1/refunds') return 'create refund';
  if (method === 'GET' && path === '/v1/refunds') return 'list refunds';
  return method === 'GET' && path.startsWith('/v1/refunds/') ? 'read refund' : undefined;
}

function eventOf(type: string, object: object): object {
  return { id: unique('evt'), object: 'event', type, data: { object: { ...object } } };
}

export function signatureOf(body: string, now: Date, secret = KEYS.webhook): string {
  const at = Math.floor(now.getTime() / 1000);
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
