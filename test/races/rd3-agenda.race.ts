import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { DROP_AGENDA_CONSTRAINTS } from '../support/unguarded-reviews.js';
import { makePublished } from '../support/ticketed.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { atOnce: 30, rounds: 2 }, full: { atOnce: 100, rounds: 2 } };
const EVENTS = 10;
const HOUR_MS = 3_600_000;

interface Round {
  won: number;
  refused: number;
  others: number;
}

/** One hour of one speaker at ten events, or of one room at one event, wanted by many sessions at once. */
async function rush(here: World, organizer: Person, atOnce: number, what: 'speaker' | 'room'): Promise<Round> {
  const events: any[] = [];
  for (let n = 0; n < (what === 'speaker' ? EVENTS : 1); n++)
    events.push(await makePublished(organizer, here.clock.now()));
  const start = Math.max(...events.map(({ start_date }) => Date.parse(start_date)));
  const [start_time, end_time] = [start, start + HOUR_MS].map((at) => new Date(at).toISOString());
  const wanted = what === 'speaker' ? { speaker: (await here.signUp()).id } : { room_or_link: 'Main Hall' };
  const client = new LoadClient(here.url, atOnce);
  const calls = Array.from({ length: atOnce }, (_, n) => {
    const event = events[n % events.length].id as number;
    return client.post('/api/v1/sessions', organizer.access, {
      event,
      title: 'Talk',
      start_time,
      end_time,
      ...wanted,
    });
  });
  const answers = tally(await Promise.all(calls));
  client.close();
  const won = answers['201'] ?? 0;
  const refused = answers[what === 'speaker' ? '409 SPEAKER_BUSY' : '409 ROOM_TAKEN'] ?? 0;
  return { won, refused, others: atOnce - won - refused };
}

const proof: Proof = {
  id: 'RD3',
  what: 'one hour of one speaker, and of one room, for many sessions at once: one gets it',
  async run(size, progress) {
    const { atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const organizer = await here.signUpAs('organizer');
      const seen: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        seen.push(await rush(here, organizer, atOnce, 'speaker'), await rush(here, organizer, atOnce, 'room'));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const broken = await brokenInvariants(here.db);
      await here.db.query(DROP_AGENDA_CONSTRAINTS);
      const [speakers, rooms] = [
        await rush(here, organizer, atOnce, 'speaker'),
        await rush(here, organizer, atOnce, 'room'),
      ];
      return verdict(
        {
          sessions: 2 * atOnce * rounds,
          winners_max: Math.max(...seen.map(({ won }) => won)),
          neither_won_nor_refused: seen.reduce((sum, { others }) => sum + others, 0),
          broken_invariants: Object.keys(broken).join(' ') || 'none',
          twin_sessions_of_the_speaker: speakers.won,
          twin_sessions_in_the_room: rooms.won,
        },
        {
          'one gets it': seen.every(({ won }) => won === 1),
          'all others are refused with 409': seen.every(({ others }) => others === 0),
          'invariants hold': Object.keys(broken).length === 0,
          'the twin fails': speakers.won > 1 && rooms.won > 1,
        },
      );
    } finally {
      await here.close();
    }
  },
};

export default proof;
