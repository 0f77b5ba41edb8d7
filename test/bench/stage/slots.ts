import { withClient } from './cluster.js';

const MINUTES_EACH = 5;

/** A stretch of time slots nobody has booked, used up from the front. */
export class SlotRange {
  constructor(
    private first: number,
    private readonly last: number,
  ) {}

  /** The first free one, and how many there are. */
  get ahead(): { firstSlot: number; slots: number } {
    return { firstSlot: this.first, slots: this.last - this.first + 1 };
  }

  /** The same stretch, to be used up independently. */
  copy(): SlotRange {
    return new SlotRange(this.first, this.last);
  }

  /** The next `count` of them, as a stretch of their own. */
  split(count: number): SlotRange {
    const part = new SlotRange(this.first, this.first + count - 1);
    this.use(count);
    return part;
  }

  use(count: number): void {
    this.first += count;
    if (this.first > this.last + 1) throw new Error('More slots were used than there are.');
  }
}

/** Slots are filed under their categories. */
export const FILED_SLOTS = `INSERT INTO booking.labels (kind, id, name, color)
  SELECT 'slot', id, name, color FROM scheduling.categories ON CONFLICT DO NOTHING`;

/** Makes `count` free slots of one seat from `fromDay` days ahead, three categories in turn, with offers. */
export async function seedSlots(databaseUrl: string, count: number, fromDay = 1): Promise<SlotRange> {
  return withClient(databaseUrl, async (client) => {
    await client.query(FILED_SLOTS);
    const { rows } = await client.query<{ first: string; last: string }>(
      `WITH slots AS (
         INSERT INTO scheduling.timeslots (category_id, starts_at, ends_at)
         SELECT c.id, at, at + interval '${MINUTES_EACH} minutes'
         FROM generate_series(0, $1::int - 1) n
         CROSS JOIN LATERAL (
           SELECT date_trunc('day', now()) + make_interval(days => $2,
             mins => (n / 3) * ${MINUTES_EACH}) AS at) t
         JOIN (
           SELECT id, row_number() OVER (ORDER BY id) - 1 AS turn FROM scheduling.categories
           LIMIT 3) c ON c.turn = n % 3
         ORDER BY n
         RETURNING id, category_id, starts_at, ends_at
       ), offers AS (
         INSERT INTO booking.offers (kind, ref_id, title, label_id, state, visibility, capacity,
           max_per_booking, price_cents, currency, starts_at, ends_at, closes_at, created_at, updated_at)
         SELECT 'slot', s.id, c.name, c.id, 'open', 'public', 1, 1, 0, 'USD',
           s.starts_at, s.ends_at, s.starts_at, now(), now()
         FROM slots s JOIN scheduling.categories c ON c.id = s.category_id ORDER BY s.id
       )
       SELECT min(id) AS first, max(id) AS last FROM slots`,
      [count, fromDay],
    );
    await client.query('VACUUM ANALYZE scheduling.timeslots, booking.offers');
    return new SlotRange(Number(rows[0]!.first), Number(rows[0]!.last));
  });
}
