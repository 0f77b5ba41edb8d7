import { Injectable, type StreamableFile } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { csvFile, type Cells } from '../../platform/documents/csv-file.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SchedulingApi } from '../../scheduling/scheduling.api.js';
import { Clock } from '../../shared/clock.js';
import type { Contact } from './contact.entity.js';
import {
  distinctTags,
  toContactResponse,
  type ContactChangeRequest,
  type ContactDetailsResponse,
  type ContactRequest,
  type ContactResponse,
  type ContactsQuery,
} from './contacts.dto.js';
import { ContactsQueries } from './contacts.queries.js';
import { ContactsRepository } from './contacts.repository.js';

const BOOKINGS_SHOWN = 100;
const ROWS_AT_A_TIME = 1_000;

export type BroughtContact = Pick<ContactRequest, 'name' | 'email' | 'phone' | 'company'>;

const CELLS: Record<string, (contact: Contact) => string | number> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  company: ({ company }) => company,
  notes: ({ notes }) => notes,
  tags: ({ tags }) => tags.join(', '),
  timezone: ({ timezone }) => timezone ?? '',
  source: ({ source }) => source,
  bookings_count: ({ bookingsCount }) => bookingsCount,
  last_booking_at: ({ lastBookingAt }) => lastBookingAt?.toISOString() ?? '',
  created_at: ({ createdAt }) => createdAt.toISOString(),
};

/** A person's address book; nobody else reads it, admins neither. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly db: Database,
    private readonly queries: ContactsQueries,
    private readonly contacts: ContactsRepository,
    private readonly scheduling: SchedulingApi,
    private readonly clock: Clock,
  ) {}

  async list(ownerId: number, query: ContactsQuery): Promise<Page<ContactResponse>> {
    const page = await this.queries.list(ownerId, query);
    return { ...page, items: page.items.map(toContactResponse) };
  }

  async get(ownerId: number, id: number): Promise<ContactDetailsResponse> {
    const contact = await this.queries.get(ownerId, id);
    const asked = { hostId: ownerId, email: contact.email, now: this.clock.now(), most: BOOKINGS_SHOWN };
    const bookings = await this.scheduling.appointmentsBookedBy(this.db, asked);
    return { ...toContactResponse(contact), bookings };
  }

  /** Refuses with `ContactExists` and `TooManyContacts`. */
  create(ownerId: number, { tags, ...request }: ContactRequest): Promise<ContactResponse> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      await this.contacts.requireRoom(tx, ownerId);
      const contact = await this.contacts.insert(tx, {
        ...{ ownerId, ...request, ...distinctTags(tags), source: 'manual' },
        ...{ isNameBooked: false, isTimezoneBooked: false, createdAt: now, updatedAt: now },
        ...(await this.bookingsOf(tx, ownerId, request.email)),
      });
      return toContactResponse(contact);
    });
  }

  /** Changes what is sent. Refuses with `ContactExists`. */
  change(ownerId: number, id: number, { tags, ...sent }: ContactChangeRequest): Promise<ContactResponse> {
    return this.db.transaction(async (tx) => {
      const contact = await this.contacts.getForUpdate(tx, ownerId, id);
      const isMoved = sent.email !== undefined && sent.email !== contact.email;
      const bookings = isMoved ? await this.bookingsOf(tx, ownerId, sent.email!) : {};
      contact.change({ ...sent, ...(tags && distinctTags(tags)), ...bookings }, this.clock.now());
      await this.contacts.update(tx, contact);
      return toContactResponse(contact);
    });
  }

  remove(ownerId: number, id: number): Promise<void> {
    return this.db.single((tx) => this.contacts.delete(tx, ownerId, id));
  }

  /** Of what somebody's program sends: makes the contact, or fills in what it lacks. */
  async bring(tx: Tx, ownerId: number, { name, email, phone, company }: BroughtContact): Promise<void> {
    const entry = {
      ownerId,
      email,
      name,
      phone,
      company,
      notes: '',
      timezone: null,
      source: 'incoming',
    } as const;
    const often = await this.bookingsOf(tx, ownerId, email);
    await this.contacts.keep(tx, [{ ...entry, ...often }], this.clock.now());
  }

  export(ownerId: number): StreamableFile {
    return csvFile('contacts.csv', Object.keys(CELLS), this.rows(ownerId));
  }

  private async *rows(ownerId: number): AsyncGenerator<Cells[]> {
    for await (const contacts of this.queries.batches(ownerId, ROWS_AT_A_TIME))
      yield contacts.map((contact) => Object.values(CELLS).map((cell) => cell(contact)));
  }

  private async bookingsOf(
    tx: Tx,
    ownerId: number,
    email: string,
  ): Promise<Pick<Contact, 'bookingsCount' | 'lastBookingAt'>> {
    const often = (await this.scheduling.bookedOften(tx, ownerId, [email])).get(email);
    return { bookingsCount: often?.bookings ?? 0, lastBookingAt: often?.lastBookedAt ?? null };
  }
}
