import { BARE_SCHEMA } from './tables.js';

const BOOKING_COLUMNS = `kind, status, offer_id, ref_id, label_id, person_id, quantity, price_cents, currency,
  starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at`;
const BOOKED = `'slot', 'confirmed', o.id, o.ref_id, o.label_id, $2::bigint, 1, o.price_cents, o.currency,
  o.starts_at, o.ends_at, gen_random_uuid(), gen_random_uuid(), now(), now()`;
const TAKE = `UPDATE ${BARE_SCHEMA}.offers SET taken = taken + 1
  WHERE kind = 'slot' AND ref_id = $1 AND state = 'open' AND taken + 1 <= capacity AND closes_at > now()`;
const PAYLOAD = `jsonb_build_object('bookingId', b.id, 'kind', b.kind, 'personId', b.person_id, 'quantity', 1,
  'startsAt', b.starts_at, 'endsAt', b.ends_at)`;

/** The guard of a booking's transaction; no row when the seat is taken. */
export const takeSeat = { name: 'take-seat', text: `${TAKE} RETURNING id` };

export const insertBooking = {
  name: 'insert-booking',
  text: `INSERT INTO ${BARE_SCHEMA}.bookings (${BOOKING_COLUMNS})
    SELECT ${BOOKED} FROM ${BARE_SCHEMA}.offers o WHERE o.id = $1 RETURNING *`,
};

export const insertOutbox = {
  name: 'insert-outbox',
  text: `INSERT INTO ${BARE_SCHEMA}.outbox (name, payload) VALUES ('booking.confirmed', $1)`,
};

/** All of it at once. */
export const bookAtOnce = {
  name: 'book-at-once',
  text: `WITH o AS (${TAKE} RETURNING *),
    b AS (INSERT INTO ${BARE_SCHEMA}.bookings (${BOOKING_COLUMNS}) SELECT ${BOOKED} FROM o RETURNING *),
    e AS (INSERT INTO ${BARE_SCHEMA}.outbox (name, payload) SELECT 'booking.confirmed', ${PAYLOAD} FROM b)
    SELECT * FROM b`,
};

/** A page of open offers from a day on. */
export const listOffers = {
  name: 'list-offers',
  text: `SELECT * FROM ${BARE_SCHEMA}.offers WHERE kind = 'slot' AND label_id = $1 AND state = 'open'
    AND starts_at >= $2
    ORDER BY starts_at LIMIT 20`,
};

/** A person's newest bookings. */
export const listMine = {
  name: 'list-mine',
  text: `SELECT * FROM ${BARE_SCHEMA}.bookings WHERE person_id = $1 ORDER BY registered_at DESC, id DESC
    LIMIT 20`,
};

/** A credit from one user to another in one statement, both rows locked in their order. */
export const bareTransfer = {
  name: 'bare-transfer',
  text: `WITH side AS MATERIALIZED (
      SELECT id, CASE holder WHEN $2 THEN -1 ELSE 1 END AS amount FROM ${BARE_SCHEMA}.accounts
      WHERE kind = 'credits' AND holder IN ($2, $3) AND unit = 'CREDIT' ORDER BY id FOR NO KEY UPDATE
    ), made AS (
      INSERT INTO ${BARE_SCHEMA}.transfers (reference, kind, unit, amount, occurred_at)
      VALUES ($1, 'bench', 'CREDIT', 1, now()) RETURNING id
    ), moved AS (
      UPDATE ${BARE_SCHEMA}.accounts a SET balance = a.balance + side.amount FROM side WHERE a.id = side.id
    )
    INSERT INTO ${BARE_SCHEMA}.postings (transfer_id, account_id, amount)
    SELECT made.id, side.id, side.amount FROM made, side`,
};

/** A credit from a user into the escrow of a meeting, which has none before. */
export const bareEscrow = {
  name: 'bare-escrow',
  text: `WITH payer AS (
      UPDATE ${BARE_SCHEMA}.accounts SET balance = balance - 1
      WHERE kind = 'credits' AND holder = $2 AND unit = 'CREDIT' RETURNING id
    ), opened AS (
      INSERT INTO ${BARE_SCHEMA}.accounts (kind, holder, unit, balance) VALUES ('escrow', $3, 'CREDIT', 1)
      RETURNING id
    ), made AS (
      INSERT INTO ${BARE_SCHEMA}.transfers (reference, kind, unit, amount, occurred_at)
      VALUES ($1, 'bench', 'CREDIT', 1, now()) RETURNING id
    )
    INSERT INTO ${BARE_SCHEMA}.postings (transfer_id, account_id, amount)
    SELECT made.id, payer.id, -1 FROM made, payer UNION ALL SELECT made.id, opened.id, 1 FROM made, opened`,
};
