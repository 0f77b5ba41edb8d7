import { ReviewsRepository } from '../../src/collaboration/reviews/reviews.repository.js';
import { plantGathering } from '../support/gatherings.js';
import { brokenInvariants } from '../support/invariants.js';
import { LoadClient, tally } from '../support/load.js';
import { signUpMany } from '../support/participants.js';
import type { Person } from '../support/people.js';
import { untilBroken, verdict, type Proof } from '../support/proof.js';
import { met } from '../support/somebody-waits.js';
import { anHourAgo, plantReview } from '../support/ticketed.js';
import { DROP_REVIEW_CONSTRAINT, ForgetfulReviews } from '../support/unguarded-reviews.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { people: 40, atOnce: 50, rounds: 2 }, full: { people: 200, atOnce: 200, rounds: 2 } };
const CONNECTIONS = 50;
const LOCK_REVIEW = 'SELECT FROM collaboration.reviews WHERE id = $1 FOR NO KEY UPDATE';

interface Marks {
  helpful: number;
  unhelpful: number;
  refused: number;
}

class Ground {
  readonly client: LoadClient;

  constructor(
    readonly here: World,
    readonly organizer: Person,
  ) {
    this.client = new LoadClient(here.url, CONNECTIONS);
  }

  private event(): Promise<number> {
    return plantGathering(this.here, this.organizer, { kind: 'ticketed', startsAt: anHourAgo(this.here) });
  }

  /**
   * One person's reviews of a new event, all at once: how many are told to be the one, and how many there are.
   */
  async reviews(author: Person, atOnce: number): Promise<{ won: number; refused: number; rows: number }> {
    const event = await this.event();
    const calls = Array.from({ length: atOnce }, () =>
      this.client.post('/api/v1/reviews', author.access, { event, rating: 5 }),
    );
    const answers = tally(await Promise.all(calls));
    const [found] = await this.here.db.query<{ rows: number }>(
      'SELECT count(*)::int AS rows FROM collaboration.reviews WHERE subject_id = $1',
      [event],
    );
    return { won: answers['201'] ?? 0, refused: answers['409 ALREADY_REVIEWED'] ?? 0, rows: found!.rows };
  }

  /** Everybody reviews a new event at once: its average, and the one that it ought to be to a tenth. */
  async average(people: Person[]): Promise<{ told: number; right: number }> {
    const event = await this.event();
    const ratings = people.map((_, n) => (n % 3) + 2);
    await Promise.all(
      people.map(({ access }, n) => this.client.post('/api/v1/reviews', access, { event, rating: ratings[n] })),
    );
    const { body } = await this.here.http().get(`/api/v1/events/${event}/statistics`);
    const right = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
    return { told: body.average_rating, right: Math.round(right * 10) / 10 };
  }

  /** Everybody marks a new review at once: one half of them helpful, the other unhelpful. */
  async marks(people: Person[]): Promise<Marks & { review: number }> {
    const review = await plantReview(this.here, this.organizer);
    return { review, ...(await this.mark(review, people, 0)) };
  }

  /**
   * Each of them marks it so many times at once, always the same way; another `turn` is the other way round.
   */
  async mark(review: number, people: Person[], turn: number, times = 1): Promise<Marks> {
    const calls = people.flatMap((person, n) =>
      Array.from({ length: times }, () =>
        this.client.post(`/api/v1/reviews/${review}/mark_${(n + turn) % 2 ? 'un' : ''}helpful`, person.access),
      ),
    );
    const refused = (await Promise.all(calls)).filter(({ status }) => status !== 200).length;
    const [counts] = await this.here.db.query<Omit<Marks, 'refused'>>(
      'SELECT helpful_count AS helpful, unhelpful_count AS unhelpful FROM collaboration.reviews WHERE id = $1',
      [review],
    );
    return { ...counts!, refused };
  }
}

const proof: Proof = {
  id: 'RD2',
  what: 'reviews and marks at once: one review of one person, each mark counted once, on its last side',
  async run(size, progress) {
    const { people, atOnce, rounds } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const crowd = await signUpMany(here, people);
      const ground = new Ground(here, await here.signUp());
      const [ofOne, fresh, turned]: [Awaited<ReturnType<Ground['reviews']>>[], Marks[], Marks[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        ofOne.push(await ground.reviews(crowd[round]!, atOnce));
        const { review, ...marks } = await ground.marks(crowd);
        fresh.push(marks);
        turned.push(await ground.mark(review, crowd, 1, 3));
        progress(`round ${round + 1} of ${rounds}`);
      }
      const average = await ground.average(crowd);
      const broken = await brokenInvariants(here.db);
      Object.setPrototypeOf(here.app.get(ReviewsRepository, { strict: false }), ForgetfulReviews.prototype);
      const forget = async () => {
        const review = await plantReview(here, ground.organizer);
        return met(here, LOCK_REVIEW, [review], () => ground.mark(review, crowd, 0));
      };
      const counted = ({ helpful, unhelpful }: Marks) => helpful + unhelpful;
      const forgetful = await untilBroken(forget, (marks) => counted(marks) < people);
      await here.db.query(DROP_REVIEW_CONSTRAINT);
      const unguarded = await ground.reviews(crowd[0]!, atOnce);
      ground.client.close();
      const half = people / 2;
      const isRight = ({ helpful, unhelpful, refused }: Marks) =>
        helpful === half && unhelpful === half && refused === 0;
      return verdict(
        {
          reviews_of_one_person: atOnce * rounds,
          rows_of_one_person_max: Math.max(...ofOne.map(({ rows }) => rows)),
          marks_at_once: people,
          marks_counted_min: Math.min(...fresh.map(counted)),
          average_rating: average.told,
          broken_invariants: Object.keys(broken).join(' ') || 'none',
          twin_rows_of_one_person: unguarded.rows,
          twin_marks_counted: counted(forgetful),
        },
        {
          'one review of one person': ofOne.every(({ won, rows }) => won === 1 && rows === 1),
          'all others are refused with 409': ofOne.every(({ refused }) => refused === atOnce - 1),
          'the average is that of all who reviewed at once': average.told === average.right,
          'every mark counts once': fresh.every(isRight),
          'every mark that changed its mind counts on the other side alone': turned.every(isRight),
          'invariants hold': Object.keys(broken).length === 0,
          'the twin without the constraint fails': unguarded.rows > 1,
          'the twin that counts by what it read fails': counted(forgetful) < people,
        },
      );
    } finally {
      await here.close();
    }
  },
};

export default proof;
