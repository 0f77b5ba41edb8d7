import { CONTACTS, newContact } from '../support/contacts.js';
import { booked, keepOpen, offerType, openHost, startIn } from '../support/appointments.js';
import { MailStops } from '../../src/platform/mail/mail-stops.js';
import { plantFailedMail } from '../support/failed-mails.js';
import { meet } from '../support/meetings.js';
import { offerPriced, payTickets } from '../support/money.js';
import { plantGathering } from '../support/gatherings.js';
import type { Person } from '../support/people.js';
import { plantSlots } from '../support/slots.js';
import { ticketOf } from '../support/check-in.js';
import { offerTickets } from '../support/tickets.js';
import { fullEvent } from '../support/tickets.js';
import { newBlockedTime, newOverride, newRule, newSkill } from '../support/availability.js';
import { EVENT_TYPES, newEventType } from '../support/event-types.js';
import { plantType, slugOf } from '../support/bookable.js';
import { plantReview, plantSession } from '../support/ticketed.js';
import { newWorkflow } from '../support/workflows.js';
import { newWebhook, WEBHOOKS } from '../support/webhook-bodies.js';
import type { Stage } from './stage.js';

/** How to make one of what the parameter of these paths names, for its owner; answers the parameter's value. */
export interface Resource {
  paths: RegExp;
  make(stage: Stage, owner: Person): Promise<number | string>;
  /** A well-formed value that names nothing. */
  missing?: string;
  /** The event of which one can have been a part: a query that answers its `id` for the parameter's value. */
  event?: string;
}

const ITSELF = 'SELECT $1::bigint AS id';
const eventOf = (table: string) => `SELECT event_id AS id FROM collaboration.${table} WHERE id = $1`;

let made = 0;

async function slot(stage: Stage): Promise<number> {
  const [id] = await plantSlots(stage.here.db, 1);
  return id!;
}

async function booking(stage: Stage, owner: Person): Promise<number> {
  const answer = await owner.http.post('/api/v1/bookings', { time_slot: await slot(stage) });
  if (answer.status !== 201) throw new Error(`A booking for the matrix answered ${answer.status}.`);
  return answer.body.id as number;
}

async function category(stage: Stage): Promise<number> {
  const answer = await stage.admin.http.post('/api/v1/admin/categories', { name: `Matrix ${++made}` });
  return answer.body.id as number;
}

/** A second session of the owner, to be ended. */
async function session(stage: Stage, owner: Person): Promise<number> {
  await stage.here.http().post('/api/v1/auth/login', { username: owner.username, password: owner.password });
  const sql = 'SELECT max(id) AS id FROM identity.sessions WHERE account_id = $1';
  const [row] = await stage.here.db.query<{ id: number }>(sql, [owner.id]);
  return row!.id;
}

async function tokenForPrograms(_stage: Stage, owner: Person): Promise<number> {
  const { body } = await owner.http.post('/api/v1/users/tokens', { name: 'Matrix', scopes: ['booking:read'] });
  return body.id as number;
}

async function socialAccount(stage: Stage, owner: Person): Promise<number> {
  const [row] = await stage.here.db.query<{ id: number }>(
    `INSERT INTO identity.social_accounts (account_id, provider, subject, email, connected_at)
     VALUES ($1, 'github', $2, NULL, now()) RETURNING id`,
    [owner.id, `matrix-${++made}`],
  );
  return row!.id;
}

async function passkey({ here }: Stage, owner: Person): Promise<number> {
  const [row] = await here.db.query<{ id: number }>(
    `INSERT INTO identity.passkeys
       (account_id, credential_id, public_key, counter, transports, backed_up, name, created_at)
     VALUES ($1, $2, '', 0, '{}', false, 'Matrix', now()) RETURNING id`,
    [owner.id, `matrix-${++made}`],
  );
  return row!.id;
}

const SOON_MS = 2 * 3_600_000;

/** An event of the owner's that begins soon, with tickets. */
function door({ here }: Stage, owner: Person): Promise<number> {
  return offerTickets(here, { organizerId: owner.id, startsAt: new Date(here.clock.millis() + SOON_MS) });
}

/** Somebody's confirmed booking of it. */
async function guest(stage: Stage, owner: Person): Promise<number> {
  return (await ticketOf(await stage.here.signUp(), await door(stage, owner))).id as number;
}

/** A meeting that its owner asked somebody for. */
async function meeting({ here }: Stage, owner: Person): Promise<number> {
  const answer = await meet(here, owner, await here.signUp(), 24 + ++made);
  if (answer.status !== 201) throw new Error(`A meeting for the matrix answered ${answer.status}.`);
  return answer.body.id as number;
}

async function notification(stage: Stage, owner: Person): Promise<number> {
  const [row] = await stage.here.db.query<{ id: number }>(
    `INSERT INTO messaging.notifications
       (person_id, kind, subject, occurrence, title, message, in_app, created_at, updated_at)
     VALUES ($1, 'booking_confirmation', $2, '', 'Matrix', 'Matrix', true, now(), now()) RETURNING id`,
    [owner.id, `matrix:${++made}`],
  );
  return row!.id;
}

async function failedMail({ here }: Stage): Promise<number> {
  return plantFailedMail(here, `matrix-${++made}@example.com`);
}

/** A certificate of the owner's, of somebody's event. */
async function certificate({ here, admin }: Stage, owner: Person): Promise<{ id: number; number: string }> {
  const [row] = await here.db.query<{ id: number; number: string }>(
    `WITH event AS (
       INSERT INTO collaboration.events
         (kind, organizer_id, title, visibility, state, phase, starts_at, ends_at, created_at, updated_at)
       SELECT 'ticketed', $1, 'Over', 'public', 'open', 'over', $2::timestamptz - interval '2 hours', $2, $2, $2
       RETURNING *)
     INSERT INTO collaboration.certificates (event_id, person_id, certificate_number, organizer_id, holder_name,
       organizer_name, event_title, event_starts_at, event_ends_at, minutes, issued_at)
     SELECT id, $3, format('CERT-%s-%s-MATRIX', id, $3::bigint), organizer_id, 'Ada', 'Grace', title, starts_at,
     ends_at, 120, $2
     FROM event RETURNING id, certificate_number AS number`,
    [admin.id, here.clock.now(), owner.id],
  );
  return row!;
}

/** A place in the waitlist of an event that is full. */
async function waitlistEntry({ here }: Stage, owner: Person): Promise<number> {
  const answer = await owner.http.post('/api/v1/waitlist', { event: await fullEvent(here) });
  if (answer.status !== 201) throw new Error(`A waitlist entry for the matrix answered ${answer.status}.`);
  return answer.body.id as number;
}

async function payment({ here }: Stage, owner: Person): Promise<number> {
  return (await payTickets(owner, await offerPriced(here, null))).payment.id as number;
}

async function invoice(stage: Stage, owner: Person): Promise<number> {
  const sql = 'SELECT id FROM payments.invoices WHERE payment_id = $1';
  const [row] = await stage.here.db.query<{ id: number }>(sql, [await payment(stage, owner)]);
  return row!.id;
}

/** A task that its owner gave to somebody in an event that only its circle sees. */
async function task({ here }: Stage, owner: Person): Promise<number> {
  const event = await plantGathering(here, owner, { visibility: 'invited' });
  return (await owner.http.post('/api/v1/tasks', { title: 'Matrix', event, assignee: owner.id })).body
    .id as number;
}

/** A vote in an event that only its circle sees. */
async function vote({ here }: Stage, owner: Person): Promise<number> {
  const event = await plantGathering(here, owner, { visibility: 'invited' });
  const ends_at = new Date(here.clock.now().getTime() + 86_400_000).toISOString();
  const body = { title: 'Matrix', event, options: [{ text: 'Yes' }, { text: 'No' }], ends_at };
  return (await owner.http.post('/api/v1/voting', body)).body.id as number;
}

async function stopToken({ here }: Stage, owner: Person): Promise<string> {
  const mail = { address: owner.email, kind: 'event_invitation', personId: owner.id };
  return here.app.get(MailStops, { strict: false }).linkFor(mail)!.url.split('/').at(-1)!;
}

/** Whose slug is that of an event type of theirs too. */
async function organizer({ here }: Stage, owner: Person): Promise<string> {
  const slug = await slugOf(here.db, owner);
  const known = 'SELECT FROM scheduling.event_types WHERE owner_id = $1 AND slug = $2';
  if ((await here.db.query(known, [owner.id, slug])).length === 0) await plantType(here.db, owner.id, { slug });
  return slug;
}

/** Unpaid, so that it can be paid as well. */
async function appointmentLink({ here }: Stage, owner: Person): Promise<string> {
  const type = await offerType(here, await openHost(here), { priceCents: 500 });
  const invitee = { invitee_email: `matrix-${++made}@example.com` };
  return (await booked(owner.http, type, startIn(here, 20_000 + made), invitee)).access_token;
}

async function hostedAppointment({ here }: Stage, owner: Person): Promise<number> {
  await keepOpen(here, owner);
  const type = await offerType(here, owner);
  const invitee = { invitee_email: `matrix-${++made}@example.com` };
  return (await booked(here.http(), type, startIn(here, 20_000 + made), invitee)).id as number;
}

/** What its owner said by sending this body. */
const said = (path: string, bodyOf: () => object) => async (_: Stage, owner: Person) =>
  (await owner.http.post(path, bodyOf())).body.id as number;

async function connectedCalendar({ here }: Stage, owner: Person): Promise<number> {
  const [row] = await here.db.query<{ id: number }>(
    `INSERT INTO integrations.calendar_connections
       (owner_id, provider, account_key, sealed_credentials, status, next_attempt_at, created_at)
     VALUES ($1, 'ics', $2, '', 'active', '2100-01-01', now()) RETURNING id`,
    [owner.id, `matrix-${++made}`],
  );
  return row!.id;
}

/** A line for each kind of thing; the first whose paths fit is taken. */
export const RESOURCES: Resource[] = [
  { paths: /^\/api\/v1\/users\/sessions\/\{id\}/, make: session },
  { paths: /^\/api\/v1\/users\/passkeys\/\{id\}/, make: passkey },
  { paths: /^\/api\/v1\/users\/\{id\}/, make: async (_, owner) => owner.id },
  // Somebody of their own: suspending one of the matrix' subjects would end its walk.
  { paths: /^\/api\/v1\/admin\/users\/\{id\}/, make: async ({ here }) => (await here.signUp()).id },
  { paths: /^\/api\/v1\/users\/tokens\/\{id\}/, make: tokenForPrograms },
  { paths: /^\/api\/v1\/oauth\/accounts\/\{id\}/, make: socialAccount },
  { paths: /^\/api\/v1\/admin\/categories\/\{id\}/, make: category },
  { paths: /^\/api\/v1\/admin\/timeslots\/\{id\}/, make: slot },
  { paths: /^\/api\/v1\/user-skills\/\{id\}/, make: said('/api/v1/user-skills', newSkill) },
  { paths: /^\/api\/v1\/events\/event-types\/\{id\}/, make: said(EVENT_TYPES, newEventType) },
  { paths: /^\/api\/v1\/workflows\/\{id\}/, make: said('/api/v1/workflows', newWorkflow) },
  { paths: /^\/api\/v1\/integrations\/\{id\}/, make: connectedCalendar },
  { paths: /^\/api\/v1\/integrations\/webhooks\/\{id\}/, make: said(WEBHOOKS, newWebhook) },
  {
    paths: /^\/api\/v1\/integrations\/incoming\/\{endpoint_key\}/,
    make: async (_, owner) =>
      (await owner.http.post(WEBHOOKS, { direction: 'incoming' })).body.endpoint_key as string,
    missing: 'nobody-at-all',
  },
  { paths: /^\/api\/v1\/user-availability\/\{id\}/, make: said('/api/v1/user-availability', newRule) },
  {
    paths: /^\/api\/v1\/availability\/overrides\/\{id\}/,
    make: said('/api/v1/availability/overrides', newOverride),
  },
  {
    paths: /^\/api\/v1\/availability\/blocked-times\/\{id\}/,
    make: said('/api/v1/availability/blocked-times', newBlockedTime),
  },
  {
    paths: /^\/api\/v1\/(events\/slots|availability\/calculated-slots)\/\{organizer_slug\}/,
    make: organizer,
    missing: 'nobody-at-all',
  },
  { paths: /^\/\{organizer_slug\}/, make: organizer, missing: 'nobody-at-all' },
  {
    paths: /^\/api\/v1\/bookings\/\{id\}\/ticket/,
    make: async ({ here }, owner) => (await ticketOf(owner, await offerTickets(here))).id as number,
  },
  { paths: /^\/api\/v1\/bookings\/\{id\}\/(check-in|no-show)/, make: guest },
  { paths: /^\/api\/v1\/bookings\/\{id\}\/reschedule/, make: hostedAppointment },
  {
    paths: /^\/api\/v1\/events\/booking\/\{access_token\}/,
    make: appointmentLink,
    missing: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
  },
  { paths: /^\/api\/v1\/meetings\/\{id\}/, make: meeting },
  { paths: /^\/api\/v1\/events\/\{id\}\/check-in/, make: door, event: ITSELF },
  {
    paths: /^\/api\/v1\/certificates\/verify/,
    make: async (stage, owner) => (await certificate(stage, owner)).number,
    missing: 'CERT-1-1-NOBODY',
  },
  {
    paths: /^\/api\/v1\/certificates\/\{id\}/,
    make: async (stage, owner) => (await certificate(stage, owner)).id,
  },
  {
    paths: /^\/api\/v1\/events\/\{id\}(\/(join|leave|invite|invitations|cover|calendar\.ics))?$/,
    make: ({ here }, owner) => plantGathering(here, owner, { visibility: 'invited' }),
    event: ITSELF,
  },
  {
    paths: /^\/api\/v1\/events\/\{id\}\/publish/,
    make: ({ here }, owner) => plantGathering(here, owner, { kind: 'ticketed', state: 'draft' }),
  },
  {
    paths: /^\/api\/v1\/events\/\{id\}\/(cancel|attendees|statistics|bookings|announce)/,
    make: ({ here }, owner) => plantGathering(here, owner, { kind: 'ticketed' }),
    event: ITSELF,
  },
  {
    paths: /^\/api\/v1\/sessions\/\{id\}/,
    make: ({ here }, owner) => plantSession(here, owner),
    event: eventOf('sessions'),
  },
  { paths: /^\/api\/v1\/reviews\/\{id\}/, make: ({ here }, owner) => plantReview(here, owner) },
  { paths: /^\/api\/v1\/(admin\/)?bookings\/\{id\}/, make: booking },
  { paths: /^\/api\/v1\/notifications\/\{id\}/, make: notification },
  { paths: /^\/api\/v1\/admin\/mails\/\{id\}/, make: failedMail },
  { paths: /^\/api\/v1\/admin\/queues\/\{name\}/, make: async () => 'platform.mail.send', missing: 'nothing' },
  { paths: /^\/api\/v1\/contacts\/\{id\}/, make: said(CONTACTS, newContact) },
  { paths: /^\/api\/v1\/waitlist\/\{id\}/, make: waitlistEntry },
  { paths: /^\/api\/v1\/payments\/\{id\}/, make: payment },
  { paths: /^\/api\/v1\/payments\/webhooks\//, make: async () => 'stripe', missing: 'nobody' },
  { paths: /^\/api\/v1\/invoices\/\{id\}/, make: invoice },
  { paths: /^\/api\/v1\/tasks\/\{id\}/, make: task, event: eventOf('tasks') },
  { paths: /^\/api\/v1\/voting\/\{id\}/, make: vote, event: eventOf('votes') },
  { paths: /^\/unsubscribe\/\{token\}/, make: stopToken, missing: 'nothing' },
  { paths: /^\/media\/\{name\}/, make: async () => 'nothing.png', missing: 'nowhere.png' },
];
