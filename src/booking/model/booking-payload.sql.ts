import { instantSql, jsonSql, type FieldsSql } from '../../platform/events/payload-sql.js';
import { labelColumn } from './booking-columns.sql.js';
import type { BookingPayload, OfferPayload, WaitlistPayload } from '../booking.events.js';

/** Null where the alias `o` joined no offer. */
export const offerPayload = (o: string): string => {
  const label = { id: `${o}.label_id`, name: labelColumn(o, 'name'), color: labelColumn(o, 'color') };
  const offer = jsonSql<OfferPayload>({
    kind: `${o}.kind`,
    refId: `${o}.ref_id`,
    title: `${o}.title`,
    label: `CASE WHEN ${o}.label_id IS NOT NULL THEN ${jsonSql<NonNullable<OfferPayload['label']>>(label)} END`,
    startsAt: instantSql(`${o}.starts_at`),
    endsAt: instantSql(`${o}.ends_at`),
    capacity: `${o}.capacity`,
    taken: `CASE WHEN ${o}.withdrawing_since IS NULL THEN ${o}.taken ELSE 0 END`,
    organizerId: `${o}.organizer_id`,
    state: `${o}.state`,
    visibility: `${o}.visibility`,
    joinOnly: `${o}.join_only`,
    calendarChanges: `${o}.calendar_changes`,
    createdAt: instantSql(`${o}.created_at`),
    updatedAt: instantSql(`${o}.updated_at`),
  });
  return `CASE WHEN ${o}.id IS NOT NULL THEN ${offer} END`;
};

/** From the aliases of a booking and of its offer. */
export const bookingPayload = (b: string, o: string): FieldsSql<BookingPayload> => ({
  bookingId: `${b}.id`,
  kind: `${b}.kind`,
  status: `${b}.status`,
  wasConfirmed: `${b}.confirmed_at IS NOT NULL`,
  expiresAt: instantSql(`${b}.expires_at`),
  rescheduleCount: `${b}.reschedule_count`,
  personId: `${b}.person_id`,
  hostId: `${b}.host_id`,
  refId: `${b}.ref_id`,
  quantity: `${b}.quantity`,
  priceCents: `${b}.price_cents`,
  paidCents: `${b}.paid_cents`,
  refundedCents: `${b}.refunded_cents`,
  currency: `${b}.currency`,
  startsAt: instantSql(`${b}.starts_at`),
  endsAt: instantSql(`${b}.ends_at`),
  sequence: `${b}.sequence`,
  offer: offerPayload(o),
});

/** From the aliases of a waitlist entry and of its offer. */
export const waitlistPayload = (w: string, o: string): FieldsSql<WaitlistPayload> => ({
  entryId: `${w}.id`,
  personId: `${w}.person_id`,
  quantity: `${w}.quantity`,
  offer: offerPayload(o),
});
