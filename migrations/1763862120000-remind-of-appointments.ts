import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds firm appointments by their start, what hosts have by when it was made, and sessions by theirs. */
export class RemindOfAppointments1763862120000 implements MigrationInterface {
  name = 'RemindOfAppointments1763862120000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX bookings_firm_appointments ON booking.bookings (starts_at, id)
        WHERE kind = 'appointment' AND status = 'confirmed';
      CREATE INDEX bookings_host_registered ON booking.bookings (host_id, registered_at, id)
        WHERE kind = 'appointment';
      CREATE INDEX offers_sessions ON booking.offers (organizer_id, starts_at) WHERE kind = 'occurrence';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX booking.offers_sessions;
      DROP INDEX booking.bookings_host_registered;
      DROP INDEX booking.bookings_firm_appointments;
    `);
  }
}
