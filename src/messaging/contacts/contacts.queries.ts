import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { narrowTo, searchText, type Searched } from '../../platform/database/selection/search.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { nameKey } from '../../shared/texts.js';
import { Contact } from './contact.entity.js';
import type { ContactsQuery } from './contacts.dto.js';

const CONTACT = columnList('c', Contact);
const ORDER: Ordering = {
  ordering: {
    name: 'c.name',
    email: 'c.email',
    created_at: 'c.created_at',
    bookings_count: 'c.bookings_count',
    last_booking_at: `coalesce(c.last_booking_at, '-infinity')`,
  },
  default: 'name',
  tiebreak: 'c.id',
};
const TEXT = searchText(`c.name || ' ' || c.email || ' ' || c.phone || ' ' || c.company`);
/** By the indexes `contacts_search`, `contacts_words` and `contacts_signs`. */
const SEARCHED: Searched = { text: TEXT, words: 'c.search_words', signs: { of: TEXT, only: 'letters' } };

const ONE = prepared(
  'messaging-contact',
  `SELECT ${CONTACT} FROM messaging.contacts c WHERE c.id = $id AND c.owner_id = $ownerId`,
);
const NEXT = prepared(
  'messaging-contacts-by-address',
  `SELECT ${CONTACT} FROM messaging.contacts c WHERE c.owner_id = $ownerId AND c.email > $after
   ORDER BY c.email LIMIT $most::integer`,
);

/** One's own contacts; others' are not found. */
@Injectable()
export class ContactsQueries {
  constructor(private readonly db: Database) {}

  list(ownerId: number, query: ContactsQuery): Promise<Page<Contact>> {
    const { search, tag } = query;
    const contacts = new Selection({ from: 'messaging.contacts c', id: 'c.id' })
      .must('c.owner_id = $ownerId', { ownerId })
      .and('c.tag_keys @> $tags::text[]', { tags: tag === undefined ? undefined : [nameKey(tag)] });
    narrowTo(contacts, SEARCHED, search);
    return contacts.page(this.db, CONTACT, pageOf(query, ORDER));
  }

  async get(ownerId: number, id: number): Promise<Contact> {
    const [contact] = await this.db.query<Contact>(ONE, { ownerId, id });
    if (!contact) throw new NotFound('The contact');
    return contact;
  }

  /** All of them, `most` at a time. */
  async *batches(ownerId: number, most: number): AsyncGenerator<Contact[]> {
    for (let after = ''; ;) {
      const contacts = await this.db.query<Contact>(NEXT, { ownerId, after, most });
      if (contacts.length > 0) yield contacts;
      if (contacts.length < most) return;
      after = contacts.at(-1)!.email;
    }
  }
}
