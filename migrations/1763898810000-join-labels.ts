import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEATS = (name: string, color: string, labels: string) => `
  CREATE OR REPLACE VIEW booking.offer_seats AS
  SELECT o.kind, o.ref_id, o.id AS offer_id, o.capacity, seats.taken,
    o.capacity - seats.taken AS seats_available,
    o.starts_at, o.ends_at, o.title, o.label_id, ${name} AS label_name, ${color} AS label_color, o.state,
    o.visibility, o.max_per_booking, o.price_cents, o.currency, o.refund_policy, o.opens_at, o.closes_at,
    o.organizer_id, o.created_at, o.updated_at, o.join_only, o.waiting, seats.confirmed, o.is_barred
  FROM booking.offers o ${labels}
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(b.quantity) FILTER (WHERE b.status = 'pending' AND b.expires_at <= now()), 0)::integer
        AS seats,
      coalesce(sum(b.quantity), 0)::integer AS pending
    FROM booking.bookings b WHERE b.offer_id = o.id AND b.status = 'pending'
  ) lapsed
  CROSS JOIN LATERAL (
    SELECT CASE WHEN o.withdrawing_since IS NULL THEN o.taken - lapsed.seats ELSE 0 END AS taken,
      CASE WHEN o.withdrawing_since IS NULL THEN o.taken - lapsed.pending ELSE 0 END AS confirmed
  ) seats`;

/** A label has its name and color once, for however many offers. */
export class JoinLabels1763898810000 implements MigrationInterface {
  name = 'JoinLabels1763898810000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE booking.labels (
        kind text NOT NULL,
        id bigint NOT NULL,
        name text NOT NULL,
        color text NOT NULL,
        CONSTRAINT labels_pkey PRIMARY KEY (kind, id)
      );
      INSERT INTO booking.labels (kind, id, name, color)
      SELECT DISTINCT ON (kind, label_id) kind, label_id, coalesce(label_name, ''), coalesce(label_color, '')
      FROM booking.offers WHERE label_id IS NOT NULL ORDER BY kind, label_id, updated_at DESC;
      ${SEATS('l.name', 'l.color', 'LEFT JOIN booking.labels l ON l.kind = o.kind AND l.id = o.label_id')};
      ALTER TABLE booking.offers DROP COLUMN label_name, DROP COLUMN label_color,
        ADD CONSTRAINT offers_label_fkey FOREIGN KEY (kind, label_id) REFERENCES booking.labels (kind, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE booking.offers DROP CONSTRAINT offers_label_fkey,
        ADD COLUMN label_name text, ADD COLUMN label_color text;
      UPDATE booking.offers o SET label_name = l.name, label_color = l.color FROM booking.labels l
      WHERE l.kind = o.kind AND l.id = o.label_id;
      ${SEATS('o.label_name', 'o.label_color', '')};
      DROP TABLE booking.labels;
    `);
  }
}
