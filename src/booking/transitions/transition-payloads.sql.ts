import { instantSql, type FieldsSql } from '../../platform/events/payload-sql.js';
import { bookingPayload, waitlistPayload } from '../model/booking-payload.sql.js';
import type { PublishedBy, TransitionName } from './transitions.rules.js';

const BOOKING = bookingPayload('moved', 'offer');
const MOVED_BY = {
  previousStartsAt: instantSql('moved.previous_starts_at'),
  previousEndsAt: instantSql('moved.previous_ends_at'),
  cause: '$cause::text',
  actorId: '$actorId::bigint',
  reason: '$reason::text',
};

const COMPLETED = { ...BOOKING, actorId: '$actorId::bigint' };
const CANCELLED = {
  ...BOOKING,
  cause: '$cause::text',
  actorId: '$actorId::bigint',
  reason: '$reason::text',
};

/** What each transition publishes, from the booking `moved`, its `offer` and its waitlist `entry`. */
export const PAYLOADS: { [Name in TransitionName]: FieldsSql<PublishedBy<Name>> } = {
  reserve: BOOKING,
  grant: {
    ...waitlistPayload('entry', 'offer'),
    bookingId: 'moved.id',
    expiresAt: instantSql('moved.expires_at'),
    priceCents: 'moved.price_cents',
    currency: 'moved.currency',
  },
  confirm: BOOKING,
  'take up': BOOKING,
  complete: COMPLETED,
  miss: BOOKING,
  'miss too': BOOKING,
  cancel: CANCELLED,
  expire: { ...BOOKING, wasOffered: 'EXISTS (SELECT FROM entry WHERE entry.lost_id = moved.id)' },
  unmiss: BOOKING,
  award: COMPLETED,
  annul: CANCELLED,
  pay: BOOKING,
  rebook: BOOKING,
  reschedule: { ...BOOKING, ...MOVED_BY },
  follow: { ...BOOKING, ...MOVED_BY },
  'move together': { ...BOOKING, ...MOVED_BY },
  resize: { ...BOOKING, actorId: '$actorId::bigint' },
  'check in': { ...BOOKING, checkedInAt: instantSql('moved.checked_in_at') },
  'undo check-in': BOOKING,
};

const RETIMED = `WHERE (moved.starts_at, moved.ends_at) <> (moved.previous_starts_at, moved.previous_ends_at)`;

export const PUBLISHED_OF: Partial<Record<TransitionName, string>> = {
  grant: 'JOIN entry ON entry.booking_id = moved.id',
  pay: `WHERE moved.status = 'confirmed'`,
  follow: RETIMED,
  'move together': RETIMED,
};

const PREVIOUSLY = `jsonb_build_object('previousStartsAt', ${MOVED_BY.previousStartsAt},
    'previousEndsAt', ${MOVED_BY.previousEndsAt})`;
const PAID = `jsonb_build_object('cents', $cents::bigint, 'status', moved.status)`;

export const AUDIT_DETAILS: Partial<Record<TransitionName, string>> = {
  reserve: `jsonb_build_object('kind', moved.kind, 'ref_id', moved.ref_id, 'quantity', moved.quantity,
    'status', moved.status)`,
  grant: `jsonb_build_object('offer', entry.offer_id, 'quantity', entry.quantity)`,
  pay: PAID,
  rebook: PAID,
  reschedule: PREVIOUSLY,
  'move together': PREVIOUSLY,
};
export const STANDARD_AUDIT_DETAILS = `jsonb_build_object('kind', moved.kind, 'ref_id', moved.ref_id,
  'cause', $cause::text)`;
