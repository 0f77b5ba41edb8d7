import { CheckInsRepository } from '../../src/booking/tickets/check-ins.repository.js';
import { codeOf, ticketOf } from '../support/check-in.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { offerTickets } from '../support/tickets.js';
import { UnguardedDoor } from '../support/unguarded.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { doors: 20, guests: 3 }, full: { doors: 50, guests: 10 } };
const SOON_MS = 2 * 3_600_000;

interface Entry {
  letIn: number;
  told: number;
  recorded: number;
  faults: number;
}

/** One ticket at many doors at once: half scan it, half tick the name off. */
async function enter(here: World, organizer: Person, guest: Person, doors: number): Promise<Entry> {
  const startsAt = new Date(here.clock.millis() + SOON_MS);
  const event = await offerTickets(here, { organizerId: organizer.id, startsAt });
  const { id } = await ticketOf(guest, event);
  const code = await codeOf(here, { booking: id, event, seats: 1 });
  const client = new LoadClient(here.url, doors);
  const calls = Array.from({ length: doors }, (_, door) =>
    door % 2
      ? client.post(`/api/v1/events/${event}/check-in`, organizer.access, { code })
      : client.post(`/api/v1/bookings/${id}/check-in`, organizer.access),
  );
  const answers = tally(await Promise.all(calls));
  client.close();
  const count = async (sql: string) => (await here.db.query<{ n: number }>(sql, [String(id)]))[0]!.n;
  return {
    letIn: answers['200'] ?? 0,
    told: await count(
      `SELECT count(*) AS n FROM platform.outbox
        WHERE name = 'booking.checked_in' AND payload->>'bookingId' = $1`,
    ),
    recorded: await count(
      `SELECT count(*) AS n FROM platform.audit_log WHERE action = 'booking.checked_in' AND subject_id = $1`,
    ),
    faults: doors - (answers['200'] ?? 0) - (answers['409 ALREADY_CHECKED_IN'] ?? 0),
  };
}

const proof: Proof = {
  id: 'RD1',
  what: 'one ticket at many doors at once: it lets in once, and that is written and told once',
  async run(size, progress) {
    const { doors, guests } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const [organizer, guest] = [await here.signUpAs('organizer'), await here.signUp()];
      const seen: Entry[] = [];
      for (let n = 0; n < guests; n++) {
        seen.push(await enter(here, organizer, guest, doors));
        progress(`guest ${n + 1} of ${guests}`);
      }
      const broken = await brokenInvariants(here.db);
      Object.setPrototypeOf(here.app.get(CheckInsRepository, { strict: false }), UnguardedDoor.prototype);
      const twin = await enter(here, organizer, guest, 20);
      const figures = {
        scans: doors * guests,
        let_in: seen.reduce((sum, { letIn }) => sum + letIn, 0),
        faults: seen.reduce((sum, { faults }) => sum + faults, 0),
        broken_invariants: Object.keys(broken).join(' ') || 'none',
        twin_let_in: twin.letIn,
      };
      return verdict(figures, {
        'each ticket lets in once': seen.every(({ letIn }) => letIn === 1),
        'told once': seen.every(({ told }) => told === 1),
        'recorded once': seen.every(({ recorded }) => recorded === 1),
        'all others are told that somebody is in': figures.faults === 0,
        'invariants hold': Object.keys(broken).length === 0,
        'the twin fails': twin.letIn > 1,
      });
    } finally {
      await here.close();
    }
  },
};

export default proof;
