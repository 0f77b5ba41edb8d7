import { randomUUID } from 'node:crypto';
import { book, offerType, openHost, startIn } from '../support/appointments.js';
import type { Answer } from '../support/http.js';
import { verdict, type Proof } from '../support/proof.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: 120, full: 10_000 };
const AT_ONCE = 20;
const API = 30;
const PAGES = 20;
const LIMITS = {
  ...{ LOG_LEVEL: 'silent', RATE_LIMITS_ENABLED: 'true', RATE_LIMIT_USER: '100000/hour' },
  ...{ RATE_LIMIT_ANON: `${API}/hour`, RATE_LIMIT_PAGE: `${PAGES}/hour`, RATE_LIMIT_REGISTRATION: '9/minute' },
};

type Http = ReturnType<World['http']>;

/** Every door that a token of an appointment opens. */
const DOORS: { of: 'api' | 'pages'; ask(http: Http, token: string): Promise<Answer> }[] = [
  { of: 'api', ask: (http, token) => http.get(`/api/v1/events/booking/${token}/manage`) },
  { of: 'api', ask: (http, token) => http.get(`/api/v1/events/booking/${token}/calendar.ics`) },
  {
    of: 'api',
    ask: (http, token) => http.post(`/api/v1/events/booking/${token}/manage`, { action: 'cancel' }),
  },
  {
    of: 'api',
    ask: (http, token) => http.post(`/api/v1/events/booking/${token}/pay`, { method: 'mock', amount: 1 }),
  },
  { of: 'pages', ask: (http, token) => http.with({ accept: 'text/html' }).get(`/manage/${token}`) },
];

interface Guessed {
  api: number;
  pages: number;
  others: string[];
}

/** Each by its own word from another address. */
async function guess(here: World, guesses: number, progress: (text: string) => void): Promise<Guessed> {
  const guessed: Guessed = { api: 0, pages: 0, others: [] };
  for (let done = 0; done < guesses; done += AT_ONCE) {
    const turns = Array.from({ length: AT_ONCE }, (_, n) => done + n);
    await Promise.all(
      turns.map(async (turn) => {
        const door = DOORS[turn % DOORS.length]!;
        const from = `198.51.${Math.floor(turn / 250)}.${turn % 250}`;
        const { status } = await door.ask(here.http().with({ 'x-forwarded-for': from }), randomUUID());
        if (status === 404) guessed[door.of]++;
        else if (status !== 429) guessed.others.push(`${turn % DOORS.length}: ${status}`);
      }),
    );
    progress(`${done + AT_ONCE} tokens guessed`);
  }
  return guessed;
}

const proof: Proof = {
  id: 'S12',
  what: 'guessed links of appointments: as many as a network may ask for, whatever it says of itself',
  async run(size, progress) {
    const here = await world(LIMITS);
    const trusting = await world({ ...LIMITS, TRUST_PROXY: '1' });
    try {
      const type = await offerType(here, await openHost(here));
      const { body: booked } = await book((await here.signUp()).http, type, startIn(here, 9));
      const guessed = await guess(here, SIZES[size], progress);
      const tokens = [booked.access_token as string, randomUUID()];
      const answers = await Promise.all(
        DOORS.flatMap(({ ask }) => tokens.map(async (token) => (await ask(here.http(), token)).status)),
      );
      const [row] = await here.db.query<{ status: string }>(
        'SELECT status FROM booking.bookings WHERE id = $1',
        [booked.id],
      );
      const twin = await guess(trusting, 3 * AT_ONCE, progress);
      const figures = {
        ...{ guesses: SIZES[size], looked_at: guessed.api, pages_looked_at: guessed.pages },
        ...{ others: guessed.others.join(' ') || 'none', twin_looked_at: twin.api },
      };
      return verdict(figures, {
        'the limit of a network is the limit': guessed.api <= API && guessed.pages <= PAGES,
        'it was reached': guessed.api + guessed.pages >= PAGES,
        'no guess was right': guessed.others.length === 0,
        'beyond it a known link is refused like an unknown one': answers.every((status) => status === 429),
        'nothing came of it': row!.status === 'confirmed',
        'the twin fails': twin.api > API,
      });
    } finally {
      await trusting.close();
      await here.close();
    }
  },
};

export default proof;
