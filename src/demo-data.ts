import type { INestApplicationContext } from '@nestjs/common';
import { bookDemoTimes, createDemoBookings, offerDemoSeats } from './booking/booking.demo.js';
import { createDemoEvents } from './collaboration/collaboration.demo.js';
import { createDemoReviews } from './collaboration/reviews.demo.js';
import { createDemoAccounts, createDemoGuests, type DemoLogin } from './identity/identity.demo.js';
import { createDemoCredits, createDemoPayments, payDemoTimes } from './payments/payments.demo.js';
import { Database } from './platform/database/database.js';
import { createDemoAppointments, type DemoDoors } from './scheduling/appointments.demo.js';
import { createDemoHosts, createDemoSlots } from './scheduling/scheduling.demo.js';

/** Advisory lock: one process at a time creates the demo data. */
const LOCK = 4_927_003;

/** Examples of the API document name by these numbers what a reader makes, whatever was there before. */
const OWN_IDS = `
  SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1000) FROM pg_sequences
  WHERE schemaname = ANY('{identity,scheduling,booking,collaboration,payments,messaging,integrations}')
    AND coalesce(last_value, 0) < 1000`;

/** Creates people, slots, events and bookings to try the product out; run again, it adds what is missing. */
export async function createDemoData(app: INestApplicationContext): Promise<DemoLogin[]> {
  // Step by step: a transaction that holds the lock over all of them would idle for too long.
  const alone = <T>(step: () => Promise<T>): Promise<T> =>
    app.get(Database).transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      return step();
    });
  const logins = await alone(() => createDemoAccounts(app));
  const guests = await alone(() => createDemoGuests(app));
  const hosts = [...logins.map(({ username }) => username), ...guests];
  const doors: DemoDoors = {
    offer: (tx, terms) => offerDemoSeats(app, tx, terms),
    book: (tx, times) => bookDemoTimes(app, tx, times),
    sell: (tx, sales) => payDemoTimes(app, tx, sales),
  };
  await alone(() => createDemoSlots(app, doors.offer));
  await alone(() => createDemoHosts(app, hosts));
  await alone(() => createDemoEvents(app));
  await alone(() => createDemoBookings(app, guests));
  const invitees = hosts.filter((name) => name === 'adam' || name.startsWith('demo_'));
  const people = { hosts: hosts.filter((name) => !invitees.includes(name)), guests: invitees };
  await alone(() => createDemoAppointments(app, people, doors));
  await alone(() => createDemoPayments(app, guests));
  await alone(() => createDemoCredits(app, guests));
  await alone(() => createDemoReviews(app, guests));
  await alone(() => app.get(Database).query(OWN_IDS));
  return logins;
}
