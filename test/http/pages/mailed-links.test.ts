import { AccountMails } from '../../../src/identity/mails/account.mail.js';
import { NOTIFICATION_CATALOG } from '../../../src/messaging/templates/notification-catalog.policy.js';
import { EventPhasesProcessor } from '../../../src/collaboration/events/event-phases.processor.js';
import { Config } from '../../../src/platform/config/config.js';
import type { Mail } from '../../../src/platform/mail/mail.js';
import { booked, offerType, openHost, startIn } from '../../support/appointments.js';
import { ticketOf } from '../../support/check-in.js';
import { eventually } from '../../support/eventually.js';
import { inDays, makeGathering } from '../../support/events.js';
import { mailsTo } from '../../support/mailbox.js';
import { meet } from '../../support/meetings.js';
import { PASSWORD, proveAddress } from '../../support/people.js';
import { registeredRoutes } from '../../support/routes.js';
import { samplesOf } from '../../support/sample-payloads.js';
import { makePublished } from '../../support/ticketed.js';
import { Visitor } from '../../support/visitor.js';
import { world, type Person, type World } from '../../support/world.js';

type Rest<Method> = Method extends (account: never, ...rest: infer Others) => Mail ? Others : never;

/** What each mail of accounts takes beside the account: a new one has to be entered here. */
const ACCOUNT_MAILS: { [Name in keyof AccountMails]: Rest<AccountMails[Name]> } = {
  verification: ['token'],
  passwordReset: ['token'],
  newAddress: ['new@example.com', 'token'],
  addressChangeAsked: [],
  passwordDropped: [],
  passwordChanged: [],
  refreshReused: [1],
  newDevice: [{ device: 'Firefox', ip: '127.0.0.1', at: new Date(0) }],
  mfaEnabled: [],
  mfaDisabled: [],
  mfaReset: [],
  recoveryCodeUsed: [9],
  passkeyAdded: ['Phone'],
  passkeyRemoved: ['Phone'],
  passkeysEnded: [['Phone']],
  passkeyCopied: ['Phone'],
  providerLinked: ['GitHub'],
  apiTokenMade: [{ name: 'Reports', prefix: 'cvk_1', scopes: ['booking:read'] }],
};
const ADA = {
  ...{ id: 1, username: 'ada', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
  status: 'active' as const,
};

/** The addresses of this site that a mail has. */
const linksIn = (text: string) => [...text.matchAll(/https?:\/\/[^\s<>]+/g)].map(([url]) => new URL(url));

describe('the links of mails', () => {
  let here: World;
  let origin: string;
  let organizer: Person;
  let guest: Person;
  const visited = new Set<string>();
  beforeAll(async () => {
    here = await world();
    ({ origin } = new URL(here.app.get(Config).frontendUrl));
    organizer = await here.signUpAs('organizer');
    guest = await here.signUp();
    for (const person of [organizer, guest]) await proveAddress(here.db, person);
  });
  afterAll(() => here.close());

  /** The page's route as the router finds it; what is nobody's own page may have any first segment. */
  function pageAt(path: string): string {
    const { pathname } = new URL(path, origin);
    const isOfProgram = pathname.startsWith('/api/');
    const route = registeredRoutes(here.app).find(
      (each) => each.method === 'GET' && !isOfProgram && each.matches(pathname),
    );
    return route?.path ?? `no page: ${path}`;
  }

  /** What leads to a page of a fixed name: `/payments/17` is no organizer's booking page. */
  const leadTo = (paths: string[]) => [...new Set(paths.map(pageAt))].sort();

  async function signedIn({ username }: Person): Promise<Visitor> {
    const someone = new Visitor(here.url);
    await someone.submit('/login', { username, password: PASSWORD });
    return someone;
  }

  async function opens(path: string, someone: Visitor): Promise<void> {
    const { status, html } = await someone.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(html).not.toContain('id="refused"');
    visited.add(pageAt(path));
  }

  /** Opens each link of all that was mailed there, once a mail leads to `page`. */
  async function openAll(address: string, page: string, someone: Visitor): Promise<void> {
    const urls = await eventually(async () => {
      const found = (await mailsTo(here, address)).flatMap(({ text }) => linksIn(text ?? ''));
      if (!found.some((url) => pageAt(url.pathname) === page)) throw new Error(`No mail leads to ${page}.`);
      return found;
    });
    const ours = urls.filter((url) => url.origin === origin);
    for (const path of new Set(ours.map(({ pathname, search }) => pathname + search)))
      await opens(path, someone);
  }

  const ofNotices = () =>
    NOTIFICATION_CATALOG.map(({ event, templates }) => {
      const occurredAt = here.clock.now();
      const told = samplesOf(event.schema).flatMap((payload) =>
        templates({ id: 1, name: event.name, payload, occurredAt, requestId: null }),
      );
      return { name: event.name, links: told.map(({ link }) => link) };
    });
  const ofAccounts = () => {
    const mails = here.app.get(AccountMails, { strict: false });
    return Object.entries(ACCOUNT_MAILS).flatMap(([name, rest]) => {
      const write = mails[name as keyof AccountMails] as (...args: unknown[]) => Mail;
      return linksIn(write.call(mails, ADA, ...rest).text).map(({ pathname }) => pathname);
    });
  };

  it('lead to pages that there are, whatever is told', () => {
    const told = ofNotices();
    expect(told.filter(({ links }) => links.length === 0)).toEqual([]);
    const lost = told.flatMap(({ name, links }) =>
      leadTo(links).flatMap((page) => (/^\/[a-z]/.test(page) ? [] : [`${name}: ${page}`])),
    );
    expect(lost).toEqual([]);
    expect(leadTo(ofAccounts())).toEqual(['/reset-password', '/verify-email']);
  });

  it('open for who books, and for who is booked', async () => {
    const host = await openHost(here, 'Europe/Madrid');
    const type = await offerType(here, host);
    await booked(here.http(), type, startIn(here, 48), { invitee_email: 'grace@example.com' });
    await openAll('grace@example.com', '/manage/{access_token}', new Visitor(here.url));
    await openAll(host.email, '/bookings/{id}', await signedIn(host));
    await opens(`/${type.organizer_slug}/${type.event_type_slug}`, new Visitor(here.url));
  });

  it('open for guests of events, and who made them', async () => {
    const event = await makePublished(organizer, here.clock.now(), {
      ...{ start_date: inDays(here.clock.now(), 1 / 24), end_date: inDays(here.clock.now(), 3 / 24) },
    });
    await organizer.http.post(`/api/v1/bookings/${(await ticketOf(guest, event.id)).id}/check-in`);
    here.clock.advance(3.1 * 3_600_000);
    await here.app.get(EventPhasesProcessor, { strict: false }).move();
    await here.drainEvents();
    here.clock.reset();
    await openAll(guest.email, '/certificates/{certificate_number}', await signedIn(guest));
    const desk = await signedIn(organizer);
    await opens(`/events/${(await makeGathering(organizer, here.clock.now())).id}`, desk);
    await opens(`/organize/events/${event.id}/attendees`, desk);
  });

  it('open for who is written to, and who is asked for a meeting', async () => {
    await guest.http.post('/api/v1/messages', { receiver_id: organizer.id, content: 'Hello' });
    const someone = await signedIn(organizer);
    await openAll(organizer.email, '/messages/{id}', someone);
    const expert = await openHost(here);
    await proveAddress(here.db, expert);
    await meet(here, guest, expert);
    await openAll(expert.email, '/meetings/{id}', await signedIn(expert));
  });

  it('open for who registers, and who forgot a password', async () => {
    const { email } = await here.signUp();
    await here.http().post('/api/v1/users/request-password-reset', { email });
    await openAll(email, '/verify-email', new Visitor(here.url));
    await openAll(email, '/reset-password', new Visitor(here.url));
  });

  it('were all opened by some test, those that say what they are about and those that need not', async () => {
    const someone = await signedIn(guest);
    const links = [...ofNotices().flatMap((told) => told.links), ...ofAccounts()];
    for (const path of new Set(links.filter((link) => pageAt(link) === link))) await opens(path, someone);
    const pages = [...leadTo(links), '/settings/notifications', '/unsubscribe/{token}'];
    expect(pages.filter((page) => !visited.has(page))).toEqual([]);
  });
});
