import type { ApiGroup } from './platform/http/openapi/api-document.js';

/** A newcomer's path: sign in, book, pay, bring people together, offer one's own time, connect, run it. */
export const GROUPS: ApiGroup[] = [
  group('Sign-in', 'Become somebody: register, sign in, get tokens, sign out.'),
  group('Accounts', 'Who one is: profile, address, password, one’s own data.'),
  group('Time slots', 'The shared calendar of bookable times, and their categories.'),
  group('Bookings', 'Book a slot or tickets, confirm, cancel, see what one has.'),
  group('Payments', 'Pay for a booking; receipts, refunds, invoices, what goes on them.'),
  group('Credits', 'Buy credits, pay each other with them, see where they went.'),
  group('Events', 'Gatherings that anybody makes and joins, and ticketed events of organizers.'),
  group('Tickets and check-in', 'Tickets as PDF or QR code, and letting people in by them.'),
  group('Waitlist', 'Wait for a seat of what is full.'),
  group('Agenda', 'The sessions of a ticketed event.'),
  group('Tasks', 'Who brings what to a gathering.'),
  group('Votes', 'Let the people of an event decide.'),
  group('Reviews', 'What people say of events and experts afterwards.'),
  group('Certificates', 'Proof of having been there, to download and to verify.'),
  group('Booking pages', 'A host’s public page and the times that it offers to strangers.'),
  group('Appointments', 'Book a host’s time without an account; move, cancel or pay it by its link.'),
  group('Event types', 'What kinds of appointment a host offers, and on which terms.'),
  group('Availability', 'When a host can be booked: weekly hours, exceptions, blocked times.'),
  group('Experts', 'People with skills: find one, or be found.'),
  group('Meetings', 'An hour with an expert, from the request to its end.'),
  group('Messages', 'People write to each other.'),
  group('Notifications', 'What happened, and over which channels one wants to hear of it.'),
  group('Contacts', 'A host’s address book, filled by bookings.'),
  group('Workflows', 'Mails, texts and webhooks that go out around an appointment.'),
  group('Integrations', 'Calendars elsewhere: what is busy there, and where appointments are written.'),
  group('Webhooks', 'Be told over HTTP what happens here, and tell this installation in turn.'),
  group('Tokens for programs', 'Tokens that do not expire with a session, each for some scopes alone.'),
  group('Second factor', 'An app’s codes at sign-in, and codes for when it is lost.'),
  group('Passkeys', 'Sign in by a device instead of a password.'),
  group('Sign-in by providers', 'Google, GitHub, OpenID Connect and SAML.'),
  group('Sessions', 'Where one is signed in, and an end to it.'),
  group('Administration', 'Slots, people, bookings, mails and queues of the whole installation.'),
  group('Documentation', 'This document, its page, guides, and an index of the resources.'),
  group('Health', 'Whether the installation is well, for people and for monitoring.'),
  group('Media', 'Pictures that were uploaded.'),
];

function group(name: string, description: string): ApiGroup {
  return { name, description };
}
