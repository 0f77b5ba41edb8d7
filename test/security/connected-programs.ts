import { CalDavPeer } from '../support/caldav-peer.js';
import { FakeGoogleCalendar } from '../support/fake-google-calendar.js';
import { FeedPeer } from '../support/feed-peer.js';
import { eventually } from '../support/eventually.js';
import { catcher } from '../support/workflows.js';

const INTEGRATIONS = '/api/v1/integrations';
const WEBHOOKS = `${INTEGRATIONS}/webhooks`;
const TWILIO = { sid: `AC${'0'.repeat(32)}`, token: 'canary-twilio-token' };
const PHONE = '+12025550123';

/** Somebody can be met at any time. */
export const OPEN_ALWAYS = `INSERT INTO scheduling.availability_rules (owner_id, day_of_week, opens, closes)
  SELECT $1, day, '00:00', '24:00' FROM generate_series(1, 7) day`;

type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: any }>;

type Keep = (name: string, secret: string) => void;

interface Host {
  headers: Record<string, string>;
  /** What to send for a booking. */
  bookable: Record<string, unknown>;
}

/** Programs that somebody connects: calendars, webhooks, workflows that call and write; all on the loopback. */
export class ConnectedPrograms {
  private constructor(
    private readonly feed: FeedPeer,
    private readonly caldav: CalDavPeer,
    private readonly google: FakeGoogleCalendar,
    private readonly receiver: Awaited<ReturnType<typeof catcher>>,
  ) {}

  static async open(): Promise<ConnectedPrograms> {
    return new ConnectedPrograms(
      await FeedPeer.listen(),
      await CalDavPeer.listen(),
      await FakeGoogleCalendar.open(),
      await catcher(),
    );
  }

  get env(): Record<string, string> {
    return {
      ...{ ...this.google.env, WEBHOOKS_ALLOW_PRIVATE: 'true', TWILIO_API_URL: this.receiver.url },
      ...{ TWILIO_ACCOUNT_SID: TWILIO.sid, TWILIO_AUTH_TOKEN: TWILIO.token, TWILIO_FROM: '+12025550100' },
    };
  }

  /** As the peers know them; of tokens of the moment, how all of them begin. */
  get secrets(): [name: string, secret: string][] {
    const { username, password } = this.account;
    return [
      ['the address of a feed', 'secret-canary-feed'],
      ['the password of a CalDAV account', password],
      ['the credentials of a CalDAV account', Buffer.from(`${username}:${password}`).toString('base64')],
      ['a code of Google’s', 'canary-code-'],
      ['an access token of Google’s', 'canary-access-'],
      ['a refresh token of Google’s', 'canary-refresh-'],
      ['the secret of the client of Google', 'canary-client-secret'],
      ['the token of Twilio', TWILIO.token],
      ['the credentials of Twilio', Buffer.from(`${TWILIO.sid}:${TWILIO.token}`).toString('base64')],
    ];
  }

  /** Each is connected, read, refused and connected wrongly. */
  async readCalendars(call: Call, keep: Keep, headers: Record<string, string>): Promise<void> {
    const post = async (path: string, body: object = {}) => (await call('POST', path, body, headers)).body;
    const settled = async (status: string) =>
      eventually(async () => {
        const { body } = await call('GET', INTEGRATIONS, undefined, headers);
        const left = body.results.filter((each: { status: string }) => each.status !== status);
        if (left.length > 0) throw new Error(`Not ${status}: ${JSON.stringify(left)}`);
      }, 30_000);
    const feed = { provider: 'ics', url: this.feed.url() };
    this.feed.events = ['2035-03-05T09:00:00Z'];
    const ids = [(await post(INTEGRATIONS, feed)).id];
    await post(INTEGRATIONS, feed);
    await post(INTEGRATIONS, { ...this.account, url: this.feed.url() });
    await post(INTEGRATIONS, { ...this.account, username: 'eve' });
    ids.push((await post(INTEGRATIONS, this.account)).id);
    const begun = await post(`${INTEGRATIONS}/oauth/initiate`, { provider: 'google_calendar' });
    keep('the state of Google', begun.state);
    const back = this.google.authorize(begun.authorization_url, 'canary@gmail.example').searchParams;
    const given = { provider: 'google_calendar', code: back.get('code'), state: back.get('state') };
    ids.push((await post(`${INTEGRATIONS}/oauth/callback`, given)).id);
    await post(`${INTEGRATIONS}/oauth/callback`, given);
    await settled('active');

    this.feed.failing = [401];
    this.caldav.failing = 401;
    this.google.withdrawGrants();
    for (const id of ids) await post(`${INTEGRATIONS}/${id}/sync`);
    await settled('error');
    for (const id of ids) await call('DELETE', `${INTEGRATIONS}/${id}`, undefined, headers);
  }

  /** A booking that is told by a webhook, by a workflow's call and in a text message; all fail at first. */
  async tell(call: Call, keep: Keep, { headers, bookable }: Host): Promise<void> {
    const endpoint = { url: `${this.receiver.url}/endpoint`, events: ['booking.created'] };
    keep('the secret of a webhook', (await call('POST', WEBHOOKS, endpoint, headers)).body.secret);
    const actions = [
      { type: 'webhook', url: `${this.receiver.url}/workflow` },
      { type: 'sms', to: 'invitee', body: '{{event_name}}' },
    ];
    const asked = { name: 'Canary', trigger: 'booking_created', actions };
    const workflow = (await call('POST', '/api/v1/workflows', asked, headers)).body;
    keep('the secret of a workflow', workflow.webhook_secret);
    this.receiver.answers.push(500, 500, 401);
    await call('POST', '/api/v1/events/bookings/create', {
      ...bookable,
      ...{ invitee_name: 'Ann', invitee_email: 'ann@canary.example', invitee_phone: PHONE },
    });
    await eventually(async () => {
      const paths = new Set(this.receiver.calls.map(({ path }) => path.replace(/[/]2010-.*$/, '/text')));
      for (const path of ['/endpoint', '/workflow', '/text'])
        if (!paths.has(path)) throw new Error(`Nobody called ${path}: ${[...paths].join(' ')}.`);
    }, 30_000);
    await call('GET', `/api/v1/workflows/${workflow.id}/executions`, undefined, headers);
  }

  async close(): Promise<void> {
    this.feed.close();
    this.caldav.close();
    await Promise.all([this.google.close(), this.receiver.close()]);
  }

  private get account() {
    return { provider: 'caldav', url: this.caldav.url, username: 'ada', password: this.caldav.password };
  }
}
