import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { Contact } from './contact.entity.js';
import { ContactExists, TooManyContacts } from './contacts.errors.js';

const MAX_CONTACTS = 250_000;
/** What is filled in where it is empty. */
export const FILLED = ['name', 'phone', 'company', 'notes'] as const;

/** What brings or completes a contact, beside its owner. */
export type ContactEntry = Pick<
  Contact,
  'ownerId' | 'email' | 'source' | 'timezone' | 'bookingsCount' | 'lastBookingAt' | (typeof FILLED)[number]
>;

const LOCK = `SELECT ${columnList('c', Contact)} FROM messaging.contacts c
  WHERE c.id = $id AND c.owner_id = $ownerId FOR UPDATE`;
const DELETE = 'DELETE FROM messaging.contacts WHERE id = $id AND owner_id = $ownerId RETURNING id';
const COUNT = `SELECT count(*) AS contacts FROM (
  SELECT FROM messaging.contacts WHERE owner_id = $ownerId LIMIT ${MAX_CONTACTS}) own`;

const isByBooking = `excluded.source = 'booking'`;
const filled = (column: string, isBooked?: string) =>
  `CASE WHEN coalesce(c.${column}, '') = ''${isBooked ? ` OR (c.${isBooked} AND ${isByBooking})` : ''}
     THEN coalesce(nullif(excluded.${column}, ''), c.${column}) ELSE c.${column} END`;
const booked = (column: string, isBooked: string) =>
  `c.${isBooked} OR (${isByBooking} AND coalesce(c.${column}, '') = '')`;

const isCompleted = FILLED.map((column) => `(c.${column} = '' AND excluded.${column} <> '')`).join(' OR ');

/** The later of two bookings of one batch is the one that counts; rows are locked in one order. */
const KEEP = prepared(
  'messaging-keep-contacts',
  `INSERT INTO messaging.contacts AS c (owner_id, email, name, phone, company, notes, timezone, source,
     is_name_booked, is_timezone_booked, bookings_count, last_booking_at, created_at, updated_at)
   SELECT e."ownerId", e.email, e.name, e.phone, e.company, e.notes, e.timezone, e.source,
     e.source = 'booking', e.source = 'booking', e."bookingsCount", e."lastBookingAt", $now, $now
   FROM jsonb_to_recordset($entries::jsonb) AS e ("ownerId" bigint, email text, name text, phone text,
     company text, notes text, timezone text, source text, "bookingsCount" bigint, "lastBookingAt" timestamptz)
   ORDER BY e."ownerId", e.email
   ON CONFLICT ON CONSTRAINT contacts_once DO UPDATE SET
     name = ${filled('name', 'is_name_booked')},
     is_name_booked = ${booked('name', 'is_name_booked')},
     timezone = ${filled('timezone', 'is_timezone_booked')},
     is_timezone_booked = ${booked('timezone', 'is_timezone_booked')},
     phone = ${filled('phone')}, company = ${filled('company')}, notes = ${filled('notes')},
     bookings_count = greatest(c.bookings_count, excluded.bookings_count),
     last_booking_at = greatest(c.last_booking_at, excluded.last_booking_at),
     updated_at = excluded.updated_at
   WHERE ${isByBooking} OR ${isCompleted}
   RETURNING old.id IS NULL AS created`,
);

/** Contacts as they are written; others' are not found. */
@Injectable()
export class ContactsRepository {
  /** Refuses with `TooManyContacts`. */
  async requireRoom(source: Pick<Tx, 'query'>, ownerId: number): Promise<void> {
    const [row] = await source.query<{ contacts: number }>(COUNT, { ownerId });
    if (row!.contacts >= MAX_CONTACTS) throw new TooManyContacts();
  }

  /** Refuses with `ContactExists`. */
  async insert(tx: Tx, contact: Omit<Contact, 'id' | 'change'>): Promise<Contact> {
    const { identifiers } = await refusing(() => tx.manager.insert(Contact, contact));
    return Object.assign(new Contact(), contact, { id: Number(identifiers[0]!.id) });
  }

  async getForUpdate(tx: Tx, ownerId: number, id: number): Promise<Contact> {
    const [row] = await tx.query<object>(LOCK, { id, ownerId });
    if (!row) throw new NotFound('The contact');
    return toEntity(Contact, row);
  }

  /** Refuses as `insert`. */
  async update(tx: Tx, { id, ...values }: Contact): Promise<void> {
    await refusing(() => tx.manager.update(Contact, { id }, values));
  }

  async delete(tx: Tx, ownerId: number, id: number): Promise<void> {
    const gone = await tx.query(DELETE, { id, ownerId });
    if (gone.length === 0) throw new NotFound('The contact');
  }

  /** Makes what is missing and fills in what is empty; each address of an owner once. */
  async keep(
    tx: Tx,
    entries: readonly ContactEntry[],
    now: Date,
  ): Promise<{ created: number; updated: number }> {
    const rows = await tx.query<{ created: boolean }>(KEEP, { entries: JSON.stringify(entries), now });
    const created = rows.filter((row) => row.created).length;
    return { created, updated: rows.length - created };
  }
}

async function refusing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violates(error, 'contacts_once')) throw new ContactExists();
    throw error;
  }
}
