import { bodyOf, booked, keepOpen, offerType, openHost, startIn } from '../support/appointments.js';
import { newOverride, newRule, newSkill } from '../support/availability.js';
import { newContact } from '../support/contacts.js';
import { newEventType } from '../support/event-types.js';
import { plantGathering } from '../support/gatherings.js';
import { buyCredits, meet } from '../support/meetings.js';
import { PASSWORD } from '../support/people.js';
import { plantSlots } from '../support/slots.js';
import { bookTickets, fullEvent, offerTickets } from '../support/tickets.js';
import { anHourAgo, sessionOfOwn } from '../support/ticketed.js';
import type { Person } from '../support/people.js';
import { newWebhook } from '../support/webhook-bodies.js';
import { newWorkflow } from '../support/workflows.js';
import type { Stage, Subject } from './stage.js';

/**
 * What the declaration of an operation does not say by itself. Everything left out takes the strict default.
 */
export interface Rights {
  /** Who may act on another's object: by default admins alone. */
  foreign?: 'everybody' | 'nobody';
  /** How a foreign object is refused; by default it is not to be told from a missing one (404). */
  refusal?: number[];
  missing?: number[];
  /** What the rightful caller gets, where that is no success. */
  own?: number[];
  /** Asks for the right to sell: attendees are refused (403) where others are served. */
  sells?: true;
  /** A body with which the rightful caller succeeds, where the document's example does not do. */
  body?(stage: Stage, subject: Subject): unknown;
  query?: string;
}

const HOUR_MS = 3_600_000;
/** Whose requests to prepare something would be refused. */
const DEAD: ReadonlySet<Subject['name']> = new Set(['suspended', 'signed out', 'half signed in']);

let count = 0;
const unique = () => `matrix${++count}x${Math.floor(Math.random() * 1e6)}`;

const newcomer = () => {
  const username = unique();
  return { username, email: `${username}@example.com`, password: PASSWORD, password_confirm: PASSWORD };
};
const credentials = ({ admin }: Stage, { person = admin }: Subject) => ({
  username: person.username,
  email: person.email,
  password: person.password,
});
const future = (minutes: number) =>
  new Date(Date.now() + 400 * 86_400_000 + (++count * 90 + minutes) * 60_000).toISOString();
const slotTimes = () => ({ start_time: future(0), end_time: future(0), category: 'Cat 1' });

async function ownFreeBooking({ here }: Stage, { name, person }: Subject) {
  const isAlive = person && !DEAD.has(name);
  const booking = isAlive ? await bookTickets(person, await offerTickets(here)) : { id: 1 };
  return { booking: booking.id as number, amount: '0.00', method: 'mock' };
}

/** Each at an hour of its own, and beyond those of `resources.ts`: nobody meets two at once. */
const hoursAhead = () => 7000 + ++count;
async function newMeeting({ here }: Stage) {
  const startsAt = here.clock.now().getTime() + hoursAhead() * HOUR_MS;
  return {
    ...{ title: 'Matrix', expert_id: (await here.signUp()).id, category_id: 1 },
    scheduled_start: new Date(startsAt),
    scheduled_end: new Date(startsAt + HOUR_MS),
  };
}

async function newAppointment({ here }: Stage) {
  const type = await offerType(here, await openHost(here));
  return bodyOf(type, startIn(here, 30_000 + ++count), { invitee_email: `${unique()}@example.com` });
}

/** Nothing that is asked for changes them. */
const appointments = new WeakMap<Person, number>();

async function ownAppointment({ here }: Stage, { person, name }: Subject) {
  if (!person || DEAD.has(name)) return { booking_id: 1 };
  const known = appointments.get(person);
  if (known !== undefined) return { booking_id: known };
  await keepOpen(here, person);
  const type = await offerType(here, person);
  const invitee = { invitee_email: `${unique()}@example.com` };
  const { id } = await booked(here.http(), type, startIn(here, 30_000 + ++count), invitee);
  appointments.set(person, id as number);
  await here.drainEvents();
  return { booking_id: id as number };
}

async function ownMeetingToPay({ here }: Stage, { name, person }: Subject) {
  if (!person || DEAD.has(name)) return { meeting_id: 1, amount: 1 };
  await buyCredits(person, 1);
  const { body } = await meet(here, person, await here.signUp(), hoursAhead());
  return { meeting_id: body.id as number, amount: 1 };
}

const ownEvent = ({ here, admin }: Stage, { person = admin }: Subject) => plantGathering(here, person);
const newVote = async (stage: Stage, subject: Subject) => ({
  title: 'Matrix',
  event: await ownEvent(stage, subject),
  options: [{ text: 'Yes' }, { text: 'No' }],
  ends_at: new Date(stage.here.clock.now().getTime() + 86_400_000).toISOString(),
});
/** For the vote that the subject opened last. */
const ownBallot = async ({ here, admin }: Stage, { person = admin }: Subject) => {
  const [option] = await here.db.query<{ id: number }>(
    `SELECT coalesce(max(o.id), 1) AS id FROM collaboration.vote_options o
     JOIN collaboration.votes v ON v.id = o.vote_id WHERE v.creator_id = $1`,
    [person.id],
  );
  return { options: [option!.id] };
};
/** Admins see what is in the circle of an event, and have no part in it. */
const CIRCLE_ONLY: Rights = { foreign: 'nobody', refusal: [403, 404] };

/** Rights by operation id. Routes that follow the defaults need no line. */
export const RIGHTS: Record<string, Rights> = {
  auth_register: { body: newcomer },
  authAlias_register: { body: newcomer },
  authAlias_create: { body: newcomer },
  auth_login: { body: credentials, own: [200, 401] },
  auth_token: { body: credentials, own: [200, 401] },
  authAlias_login: { body: credentials, own: [200, 401] },
  auth_refresh: { body: (_, { person }) => ({ refresh: person?.refresh ?? 'none' }), own: [200, 401] },
  auth_tokenRefresh: { body: (_, { person }) => ({ refresh: person?.refresh ?? 'none' }), own: [200, 401] },
  auth_logout: { body: () => ({}) },
  authAlias_logout: { body: () => ({}) },

  // Links and codes that were mailed or handed out once; their good uses are shown where accounts are tested.
  verification_verifyEmail: { own: [400] },
  credentials_confirmPasswordReset: { own: [400] },
  oAuthAccounts_token: { own: [400] },
  // Codes are of the moment; good ones are shown where the second factor is tested.
  mfa_enable: { own: [400, 409] },
  mfa_disable: { own: [409] },
  mfa_renewRecoveryCodes: { own: [409] },
  mfa_verify: { own: [401] },
  passkeys_add: { own: [400] },
  passkeys_remove: { foreign: 'nobody' },
  passkeySignIn_options: { body: () => ({}) },
  passkeySignIn_signIn: { own: [401] },
  credentials_changePassword: {
    body: (_, { person }) => ({ old_password: person?.password ?? PASSWORD, new_password: 'Another-horse-8' }),
  },
  verification_changeEmail: {
    body: (_, { person }) => ({ email: `${unique()}@example.com`, password: person?.password ?? PASSWORD }),
  },
  profile_putMe: { body: () => ({ bio: 'new' }) },
  profile_patchMe: { body: () => ({ bio: 'new' }) },
  profile_putProfile: { body: () => ({ bio: 'new' }) },
  profile_putSettings: { body: () => ({ bio: 'new' }) },
  profile_patchSettings: { body: () => ({ bio: 'new' }) },
  sessions_end: { foreign: 'nobody' },
  apiTokens_end: { foreign: 'nobody' },
  oAuthAccounts_disconnect: { foreign: 'nobody' },
  adminUsers_order: { body: () => ({ user_type: 'organizer' }) },
  // A session's id is not its person's; one's end is shown where administration is tested.
  adminFactors_endSession: { own: [404] },
  users_get: { foreign: 'everybody' },
  meetings_request: { body: newMeeting },
  meetings_change: { body: () => ({ status: 'cancelled' }) },
  appointments_create: { body: newAppointment },
  // Whoever has the link may do what its invitee may.
  manage_read: { foreign: 'everybody' },
  manage_manage: { foreign: 'everybody', body: () => ({ action: 'cancel' }) },
  manage_file: { foreign: 'everybody' },
  linkPayments_pay: { foreign: 'everybody', body: () => ({ amount: '5.00', method: 'mock' }) },
  hostMoves_move: { body: () => ({ start_time: future(0) }) },
  // Before the start nobody is missing; good marks are shown where no-shows are tested.
  noShows_mark: { own: [409] },
  noShows_takeBack: { own: [409] },
  credits_transfer: { body: ownMeetingToPay },
  userSkills_add: { body: newSkill },
  userSkills_change: { foreign: 'nobody', body: newSkill },
  userSkills_remove: { foreign: 'nobody' },
  eventTypes_create: { body: () => newEventType() },
  eventTypes_get: { foreign: 'nobody' },
  eventTypes_change: { foreign: 'nobody', body: () => newEventType() },
  eventTypes_patch: { foreign: 'nobody', body: () => newEventType() },
  eventTypes_remove: { foreign: 'nobody' },
  // Switched off: what is active is planned and done beside the walk.
  workflows_create: { body: () => newWorkflow() },
  workflows_get: { foreign: 'nobody' },
  workflows_change: { foreign: 'nobody', body: () => newWorkflow() },
  workflows_remove: { foreign: 'nobody' },
  executions_list: { foreign: 'nobody' },
  executions_test: { foreign: 'nobody', body: ownAppointment },
  // Nobody is called here; calendars are connected where they are tested.
  connections_add: { body: () => ({ provider: 'ics', url: 'https://127.0.0.1/a.ics' }), own: [400] },
  connections_change: { foreign: 'nobody', body: () => ({ calendars: [{ id: 1 }] }), own: [400] },
  connections_sync: { foreign: 'nobody' },
  connections_remove: { foreign: 'nobody' },
  webhookEndpoints_create: { body: () => newWebhook() },
  webhookEndpoints_change: { foreign: 'nobody', body: () => newWebhook() },
  webhookEndpoints_remove: { foreign: 'nobody' },
  webhookDeliveries_list: { foreign: 'nobody' },
  // Switched off, so that nobody is called; what is delivered again is shown where webhooks are tested.
  webhookDeliveries_redeliver: { foreign: 'nobody', own: [409] },
  webhookDeliveries_test: { foreign: 'nobody', own: [409] },
  // Whoever signs is its program; that is shown where webhooks are tested.
  incoming_receive: { foreign: 'everybody', own: [401] },
  userAvailability_add: { body: newRule },
  userAvailability_change: { foreign: 'nobody', body: newRule },
  userAvailability_remove: { foreign: 'nobody' },
  availability_addOverride: { body: newOverride },
  availability_removeOverride: { foreign: 'nobody' },
  availability_removeBlockedTime: { foreign: 'nobody' },
  // Doors of providers that this world is not configured for.
  oAuth_googleLogin: { own: [404] },
  oAuth_googleCallback: { own: [404] },
  oAuth_githubLogin: { own: [404] },
  oAuth_githubCallback: { own: [404] },
  oAuthConnect_initiate: { own: [404] },
  oAuthConnect_callback: { own: [404] },
  oidc_authenticate: { own: [404] },
  oidc_callback: { own: [404] },
  oidc_logout: { own: [404] },
  saml_metadata: { own: [404] },
  saml_login: { own: [404] },
  saml_acs: { own: [404] },
  saml_logout: { own: [404] },
  saml_postLogout: { own: [404] },
  media_picture: { own: [404], foreign: 'nobody' },

  tickets_ticket: { foreign: 'nobody' },
  // A code is good for one event alone; good ones are shown where check-in is tested.
  checkIn_checkIn: { refusal: [403], body: () => ({ code: 'no.such.code' }), own: [400] },
  checkIn_checkInKeys: { refusal: [403] },
  certificates_markAsDownloaded: { foreign: 'nobody' },
  certificates_verify: { foreign: 'everybody', missing: [200] },
  publicPages_ofOrganizer: { foreign: 'everybody' },
  publicPages_ofType: { foreign: 'everybody' },
  slotLists_ofType: { foreign: 'everybody' },
  slotLists_ofOrganizer: { foreign: 'everybody' },
  // Whoever has the token is the reader of its mail.
  unsubscribe_ask: { foreign: 'everybody', missing: [400] },
  unsubscribe_stop: { foreign: 'everybody', missing: [400] },
  notifications_change: { foreign: 'nobody', body: () => ({ is_read: true }) },
  notifications_markAsRead: { foreign: 'nobody' },
  messages_send: {
    body: ({ admin, other }, { person }) => ({
      receiver_id: (person?.id === other.id ? admin : other).id,
      content: 'Matrix',
    }),
  },
  contacts_create: { body: () => newContact() },
  contacts_get: { foreign: 'nobody' },
  contacts_change: { foreign: 'nobody', body: () => ({ company: 'Matrix' }) },
  contacts_remove: { foreign: 'nobody' },
  // Files are sent where contacts are tested.
  contacts_import: { own: [400] },
  preferences_change: { body: () => ({ preferences: { event_reminder: { email: false } } }) },

  waitlist_join: { body: async ({ here }) => ({ event: await fullEvent(here) }) },
  waitlist_leave: { foreign: 'nobody' },
  payments_pay: { body: ownFreeBooking },
  // The provider is not configured for this world.
  webhooks_receive: { own: [404], foreign: 'everybody' },

  events_create: { body: () => ({ title: 'Matrix', date: future(0) }) },
  events_change: { body: () => ({ title: 'Changed' }) },
  events_patch: { body: () => ({ title: 'Changed' }) },
  // Pictures are sent where covers are tested.
  events_changeCover: { own: [400] },
  // Whoever made it takes part already, and stays.
  participation_join: { own: [200, 400] },
  participation_leave: { own: [200, 400, 403] },
  participation_invite: { body: ({ admin }) => ({ users: [admin.id] }) },
  tasks_create: {
    body: async (stage, subject) => ({ title: 'Matrix', event: await ownEvent(stage, subject) }),
  },
  tasks_change: { ...CIRCLE_ONLY, body: () => ({ title: 'Changed' }) },
  tasks_remove: CIRCLE_ONLY,
  tasks_assign: { ...CIRCLE_ONLY, body: ({ admin }, { person = admin }) => ({ assignee: person.id }) },
  tasks_complete: CIRCLE_ONLY,
  votes_create: { body: newVote },
  votes_vote: { ...CIRCLE_ONLY, body: ownBallot },
  votes_end: CIRCLE_ONLY,
  votes_remove: CIRCLE_ONLY,

  ticketing_cancel: { refusal: [403] },
  ticketing_listAttendees: { foreign: 'everybody' },
  ticketing_statistics: { foreign: 'everybody' },
  ticketing_listBookings: { refusal: [403] },
  ticketing_publish: { sells: true },
  ticketing_announce: { refusal: [403], sells: true },
  ticketing_listAnnouncements: { refusal: [403] },
  ticketing_listOrganized: { foreign: 'everybody' },
  agenda_get: { foreign: 'everybody' },
  agenda_create: { sells: true, body: ({ here, admin }, { person = admin }) => sessionOfOwn(here, person) },
  agenda_change: { refusal: [403], sells: true, body: () => ({ title: 'Changed' }) },
  agenda_remove: { refusal: [403], sells: true },
  reviews_write: {
    body: async ({ here, other }) => ({
      event: await plantGathering(here, other, { kind: 'ticketed', startsAt: anHourAgo(here) }),
      rating: 4,
    }),
  },
  reviews_markHelpful: { foreign: 'everybody' },
  reviews_markUnhelpful: { foreign: 'everybody' },
  reviews_ofPerson: { foreign: 'everybody' },

  bookings_create: { body: async ({ here }) => ({ time_slot: (await plantSlots(here.db, 1))[0] }) },
  categories_create: { body: () => ({ name: unique() }) },
  categories_change: { body: () => ({ name: unique() }) },
  timeslots_create: { body: slotTimes },
  timeslots_change: { body: () => ({ capacity: 3 }) },
};
