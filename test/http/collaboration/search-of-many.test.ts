import { wordsOf } from '../../../src/platform/database/selection/search.js';
import { world, type World } from '../../support/world.js';

/** More than are counted one by one. */
const MANY = 10_400;
const AT_ONCE = 2_080;
const PAGE = 20;
const STARTS = ['Weekend', 'Rust', 'Jazz', 'Ruby', 'Chess'];
const TOPICS = Array.from({ length: 120 }, (_, n) => `topic${n.toString(36)}`);

interface Planted {
  id: number;
  title: string;
  text: string;
  category: string;
}

let here: World;
let planted: Planted[];
beforeAll(async () => {
  here = await world();
  const { id } = await here.signUpAs('organizer');
  for (let from = 1; from <= MANY; from += AT_ONCE) await plant(id, from, from + AT_ONCE - 1);
  await here.db.query('ANALYZE collaboration.events, collaboration.reviews');
  const rows = await here.db.query<Omit<Planted, 'text'> & { description: string }>(
    'SELECT id, title, description, category FROM collaboration.events ORDER BY starts_at DESC, id DESC',
  );
  planted = rows.map(({ description, ...row }) => ({ ...row, text: `${row.title} ${description}` }));
});
afterAll(() => here?.close());

/** One in so many has another title, so that words are frequent, rare or missing. */
async function plant(organizerId: number, from: number, to: number): Promise<void> {
  await here.db.query(
    `WITH planted AS (
       INSERT INTO collaboration.events (kind, organizer_id, title, description, category, state, visibility,
         starts_at, ends_at, created_at, updated_at)
       SELECT 'ticketed', $1, 
         CASE WHEN n % 500 = 0 THEN 'Zither' ELSE ($2::text[])[1 + n % 5] END || ' no' || n,
         'We talk of ' || ($3::text[])[1 + n % 120], CASE WHEN n % 3 = 0 THEN 'meetup' ELSE 'webinar' END,
         'open', 'public', $4::timestamptz + make_interval(mins => n),
         $4::timestamptz + make_interval(mins => n + 60), $4, $4
       FROM generate_series($5::int, $6::int) n RETURNING id, organizer_id)
     INSERT INTO collaboration.reviews (subject_kind, subject_id, author_id, reviewee_id, rating, title, body,
       created_at, updated_at)
     SELECT 'event', id, 1000000 + id, organizer_id, 4,
       CASE WHEN id % 700 = 0 THEN 'Superb' ELSE 'Good' END, '',
       $4, $4
     FROM planted`,
    [organizerId, STARTS, TOPICS, here.clock.now(), from, to],
  );
}

/** What is written in `search.ts`, for words of letters and digits. */
function has(text: string, query: string): boolean {
  const words = text.toLowerCase().split(' ');
  return wordsOf(query).every((word) =>
    word.length > 2 ? text.toLowerCase().includes(word) : words.some((one) => one.startsWith(word)),
  );
}

const get = async (path: string) => {
  const { status, body } = await here.http().get(`/api/v1/${path}&page_size=${PAGE}`);
  expect(status).toBe(200);
  return {
    count: body.count as number,
    ids: body.results.map(({ id, event }: any) => event ?? id) as number[],
  };
};
const pageOf = (rows: Planted[], page: number) =>
  rows.slice((page - 1) * PAGE, page * PAGE).map(({ id }) => id);

describe('a search of more than are counted', () => {
  it.each(['we', 'w', 'to', 'zi', 'ru', 'we ru', 'we zi', 'xq', 'talk', 'zither', 'no1', 'ch to'])(
    'finds with %j what it finds among few, page by page',
    async (query) => {
      const found = planted.filter(({ text }) => has(text, query));
      for (const page of [1, 2, Math.max(1, Math.ceil(found.length / PAGE)), 600]) {
        const { ids, count } = await get(`events?search=${query}&page=${page}`);
        expect([page, ids]).toEqual([page, pageOf(found, page)]);
        if (found.length <= 10_000) expect(count).toBe(found.length);
        else expect(count).toBeGreaterThan(10_000);
      }
    },
  );

  it.each(['we', 'zi', 'ru'])('with %j is narrowed by filters', async (query) => {
    const found = planted.filter(({ text, category }) => has(text, query) && category === 'meetup');
    for (const page of [1, 3]) {
      const { ids, count } = await get(`events?search=${query}&category=meetup&page=${page}`);
      expect([page, ids, count]).toEqual([page, pageOf(found, page), found.length]);
    }
  });

  it.each(['go', 'we', 'zi', 'su', 'no', 'xq', 'good', 'zither'])(
    'finds with %j reviews by their title and their event’s',
    async (query) => {
      const ofReview = ({ id }: Planted) => (id % 700 === 0 ? 'Superb' : 'Good');
      const found = planted
        .filter((event) => has(event.title, query) || has(ofReview(event), query))
        .sort((a, b) => b.id - a.id);
      for (const page of [1, 2]) {
        const { ids, count } = await get(`reviews?search=${query}&page=${page}`);
        expect([page, ids]).toEqual([page, pageOf(found, page)]);
        if (found.length <= 10_000) expect(count).toBe(found.length);
      }
      const one = found[0];
      if (!one) return;
      expect(await get(`reviews?search=${query}&event=${one.id}`)).toEqual({ count: 1, ids: [one.id] });
    },
  );
});
