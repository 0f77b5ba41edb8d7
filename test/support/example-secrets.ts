import { Webhook } from 'standardwebhooks';
import { demoLogins, demoPassword } from '../../src/identity/demo/demo-logins.policy.js';
import type { Example } from './api-examples.js';
import { AuthenticatorApp, halfSignIn, switchMfaOn } from './authenticator-app.js';
import { codeOf } from './check-in.js';
import { eventually } from './eventually.js';
import { SITE, type ExamplePeers } from './example-peers.js';
import { plantFailedMail } from './failed-mails.js';
import { signatureOf } from './fake-stripe.js';
import type { Http } from './http.js';
import { mailedToken, mailsTo } from './mailbox.js';
import { signedInBrowser } from './proven-people.js';
import { Journey } from './provider-journey.js';
import { SoftwarePasskey } from './software-passkey.js';
import { deliverAll } from './webhooks.js';
import type { World } from './world.js';

/** What is sent in place of what the example says. */
export interface Filled {
  path?: string;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Who has begun it, where that is no demo login. */
  ask?: (path: string) => Promise<{ status: number; body: unknown }>;
}

type Fill = (example: Example) => Promise<Filled> | Filled;

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const RESET = 'olivia@example.com';
const UNSUBSCRIBE = /\/unsubscribe\/([\w-]+)/;

/** What no document can say: each is made when it is asked for, or belongs to somebody else’s house. */
export class ExampleSecrets {
  private readonly passkey = new SoftwarePasskey(SITE);
  private readonly links = new Map<string, Promise<string>>();
  private app!: AuthenticatorApp;

  constructor(
    private readonly here: World,
    private readonly peers: ExamplePeers,
    /** By the role of a demo login. */
    private readonly as: Record<string, Http>,
  ) {}

  /** By the name of the example, or by the id of its operation. */
  readonly fills: Record<string, Fill> = {
    // The link that whoever books gets.
    ...this.each(['manage_read', 'manage_file', 'manage_manage'], async ({ path }) => ({
      path: path.replace('{access_token}', await this.linkOf('olivia', 'workshop')),
    })),
    linkPayments_pay: async ({ path }) => ({
      path: path.replace('{access_token}', await this.linkOf('noor-haddad', 'strategy')),
    }),
    // A sign-in's own token, its number and that of a token for programs, which are counted together.
    ...this.each(['auth_refresh', 'auth_tokenRefresh'], async () => {
      const { body } = await this.here.http().post('/api/v1/auth/login', demoLogins()['attendee']);
      return { body: { refresh: body.refresh as string } };
    }),
    sessions_end: (example) => this.firstOf('/api/v1/users/sessions', example),
    apiTokens_end: (example) => this.firstOf('/api/v1/users/tokens', example),
    // Mailed links.
    verification_verifyEmail: async () => ({
      body: { token: await mailedToken(this.here, 'grace@example.org', 'verify-email') },
    }),
    credentials_confirmPasswordReset: async ({ body }) => {
      await this.here.http().post('/api/v1/users/request-password-reset', { email: RESET });
      return { body: { ...(body as object), token: await mailedToken(this.here, RESET, 'reset-password') } };
    },
    ...this.each(['unsubscribe_ask', 'unsubscribe_stop'], async ({ path }) => ({
      path: path.replace('{token}', await this.stopLink()),
    })),
    // What an app shows, a device signs, and the QR code of a ticket says.
    mfa_enable: async () => {
      const proof = { password: demoPassword('attendee') };
      const { body } = await this.as['attendee']!.post('/api/v1/users/mfa/setup', proof);
      this.app = new AuthenticatorApp(body.secret as string, this.here.clock);
      return { body: { code: this.app.now() } };
    },
    mfa_verify: async () => ({
      body: { mfa_token: await halfSignIn(this.here, demoLogins()['attendee']!), code: this.app.next() },
    }),
    ...this.each(['mfa_renewRecoveryCodes', 'mfa_disable'], ({ body }) => ({
      body: { ...(body as object), code: this.app.next() },
    })),
    passkeys_add: async ({ body }) => {
      const proof = { password: demoPassword('attendee') };
      const options = (await this.as['attendee']!.post('/api/v1/users/passkeys/options', proof)).body;
      return { body: { ...(body as object), credential: this.passkey.create(options) } };
    },
    passkeySignIn_signIn: async () => {
      const options = (await this.here.http().post('/api/v1/auth/passkey/options', {})).body;
      return { body: { credential: this.passkey.get(options) } };
    },
    checkIn_checkIn: async () => ({
      body: { code: await codeOf(this.here, { booking: 1002, event: 2, seats: 1 }) },
    }),
    // Somebody else has signed in, and switched a second factor on.
    adminFactors_endSession: async ({ path }) => {
      const [session] = (await (await this.ada()).get('/api/v1/users/sessions')).body.results;
      return { path: path.replace(/\d+$/, String(session.id)) };
    },
    adminFactors_resetMfa: async () => {
      await switchMfaOn({ http: await this.ada() }, this.here.clock);
      return {};
    },
    // Files of one's own, and a picture that is named by its content.
    contacts_import: () => ({
      body: formOf('file', 'people.csv', 'text/csv', 'name,email\nAlan Turing,alan@example.org\n'),
    }),
    events_changeCover: () => ({
      body: formOf('cover_image', 'lake.png', 'image/png', Buffer.from(PICTURE, 'base64')),
    }),
    media_picture: async ({ path }) => {
      const { cover_image: cover } = (await this.here.http().get('/api/v1/events/1')).body;
      return { path: path.replace('{name}', new URL(cover as string).pathname.split('/').pop()!) };
    },
    // A mail that failed, and notices: they are numbered as they come about.
    mails_retry: async ({ path }) => ({
      path: path.replace('/1/', `/${await plantFailedMail(this.here, 'late@example.org')}/`),
    }),
    ...this.each(['notifications_change', 'notifications_markAsRead'], (example) =>
      this.firstOf('/api/v1/notifications', example),
    ),
    // Calendars in other houses.
    'connections_add (feed)': ({ body }) => ({ body: { ...(body as object), url: this.peers.feed.url() } }),
    'connections_add (caldav)': ({ body }) => ({
      body: { ...(body as object), url: this.peers.calDav.url, password: this.peers.calDav.password },
    }),
    // What providers hand over, and what other programs sign.
    oAuthConnect_callback: async () => {
      const asked = { provider: 'google_calendar' };
      const { body } = await this.as['attendee']!.post('/api/v1/integrations/oauth/initiate', asked);
      const back = this.peers.googleCalendar.authorize(body.authorization_url as string, 'adam@example.com');
      return { body: { ...asked, ...Object.fromEntries(back.searchParams) } };
    },
    oAuth_googleCallback: () => this.comeBack('google'),
    oAuth_githubCallback: () => this.comeBack('github'),
    oAuthAccounts_token: async () => ({
      body: { code: (await this.journey('google').make(remote('rhea@example.com'))).code },
    }),
    oAuthAccounts_disconnect: async (example) => {
      const browser = await signedInBrowser(this.here, demoLogins()['attendee']!);
      await new Journey(this.here, this.peers.google, 'google', browser).make(remote('adam@example.net'));
      return this.firstOf('/api/v1/oauth/accounts', example);
    },
    webhooks_receive: ({ path }) => {
      const body = JSON.stringify({ id: 'evt_1', type: 'charge.updated', data: { object: {} } });
      const signature = signatureOf(body, this.here.clock.now());
      const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
      return { path: path.replace('{provider}', 'stripe'), body, headers };
    },
    incoming_receive: async ({ path, body }) => {
      const kind = { direction: 'incoming' };
      const { body: made } = await this.as['organizer']!.post('/api/v1/integrations/webhooks', kind);
      const at = this.here.clock.now();
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(made.secret as string).sign('msg_1', at, JSON.stringify(body)),
      };
      return { path: path.replace('{endpoint_key}', made.endpoint_key as string), headers };
    },
    webhookDeliveries_redeliver: async () => {
      await deliverAll(this.here);
      return {};
    },
  };

  /** Whom the example of a registration names. */
  private async ada(): Promise<Http> {
    const login = { username: 'ada', password: 'Correct-horse-7' };
    const { body } = await this.here.http().post('/api/v1/auth/login', login);
    return this.here.http(body.access as string);
  }

  private each(ids: string[], fill: Fill): Record<string, Fill> {
    return Object.fromEntries(ids.map((id) => [id, fill]));
  }

  /** In place of the path's number that of what the list of this person shows first. */
  private async firstOf(list: string, { path, login }: Example): Promise<Filled> {
    const [first] = (await this.as[login!]!.get(list)).body.results;
    return { path: path.replace(/\/\d+(?=\/|$)/, `/${first.id}`) };
  }

  /** Of an appointment that is made for this. */
  private linkOf(organizer: string, type: string): Promise<string> {
    const known = this.links.get(organizer) ?? this.book(organizer, type);
    this.links.set(organizer, known);
    return known;
  }

  private async book(organizer: string, type: string): Promise<string> {
    const http = this.here.http();
    const { body: free } = await http.get(`/api/v1/events/slots/${organizer}/${type}`);
    const { body } = await http.post('/api/v1/events/bookings/create', {
      organizer_slug: organizer,
      event_type_slug: type,
      start_time: free.slots.at(-1).start_time,
      invitee_name: 'Grace Hopper',
      invitee_email: 'grace@example.org',
    });
    return body.access_token as string;
  }

  private stopLink(): Promise<string> {
    return eventually(async () => {
      const mails = await mailsTo(this.here, 'olivia@example.com');
      const token = mails.map(({ text }) => UNSUBSCRIBE.exec(text ?? '')?.[1]).find((one) => one);
      if (!token) throw new Error('No mail says how to stop mails like it.');
      return token;
    });
  }

  private journey(kind: 'google' | 'github'): Journey {
    return new Journey(this.here, this.peers[kind], kind);
  }

  private async comeBack(kind: 'google' | 'github'): Promise<Filled> {
    const journey = this.journey(kind);
    const { pathname: path, search: query } = await journey.agree(remote(`rhea@${kind}.example`));
    return { path, query, ask: journey.browser.get };
  }
}

const remote = (email: string) => ({ subject: email, email, emailVerified: true, name: 'Rhea Mote' });

function formOf(field: string, name: string, type: string, content: BlobPart): FormData {
  const form = new FormData();
  form.set(field, new File([content], name, { type }));
  return form;
}
