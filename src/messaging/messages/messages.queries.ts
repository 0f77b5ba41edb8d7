import { Injectable } from '@nestjs/common';
import { columnList } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Ordering, type Page, type PageRequest } from '../../platform/http/lists/lists.js';
import type { Correspondence } from './conversation.entity.js';
import { Message } from './message.entity.js';
import type { ConversationsQuery, MessagesQuery } from './messages.dto.js';

export type ConversationRow = Message & Pick<Correspondence, 'peerId' | 'unreadCount'>;

const MESSAGE = columnList('m', Message);
/** Ids are given in the order of time, and in a conversation places are. */
const BY_ID: Ordering = { ordering: { created_at: 'm.id' }, default: 'created_at', tiebreak: 'm.id' };
const BY_PLACE: Ordering = {
  ordering: { created_at: 'm.place' },
  default: 'created_at',
  tiebreak: 'm.place',
};
const NEWEST_FIRST: Ordering = {
  ordering: { created_at: 'c.last_message_id' },
  default: '-created_at',
  tiebreak: 'c.last_message_id',
};

const CONVERSATION = `SELECT id FROM messaging.conversations
  WHERE low_id = least($me::bigint, $peer::bigint) AND high_id = greatest($me::bigint, $peer::bigint)`;

const RANGE = (places: string) => `SELECT c.messages_count AS total, m.id AS "rowId", ${MESSAGE}
  FROM messaging.conversations c
  LEFT JOIN messaging.messages m ON m.conversation_id = c.id AND ${places}
  WHERE c.low_id = least($me::bigint, $peer::bigint) AND c.high_id = greatest($me::bigint, $peer::bigint)`;

const OLDEST_FIRST = prepared(
  'messaging-conversation-oldest-first',
  `${RANGE('m.place > $offset::bigint AND m.place <= $offset::bigint + $limit::bigint')} ORDER BY m.place`,
);

const NEWEST_BEFORE = prepared(
  'messaging-conversation-newest-first',
  `${RANGE(`m.place <= c.messages_count - $offset::bigint
    AND m.place > c.messages_count - $offset::bigint - $limit::bigint`)} ORDER BY m.place DESC`,
);

/** What one sent and what one got, each by its own index and no further than the page. */
class OwnMessages extends Selection {
  protected override matching(orderBy = '', most?: number): string {
    const order = orderBy && `ORDER BY ${orderBy}`;
    const limit = most === undefined ? '' : `LIMIT ${most}`;
    const side = (own: string) => `(SELECT m.id FROM messaging.messages m
      ${this.where || 'WHERE true'} AND m.${own} = $me ${order} ${limit})`;
    return `FROM (${side('sender_id')} UNION ALL ${side('receiver_id')}) m`;
  }
}

const BY_IDS = prepared(
  'messaging-messages-by-ids',
  `SELECT ${MESSAGE} FROM messaging.messages m WHERE m.id = ANY($ids::bigint[])`,
);

/** A person's own messages, oldest first. */
@Injectable()
export class MessagesQueries {
  constructor(private readonly db: Database) {}

  page(me: number, query: MessagesQuery): Promise<Page<Message>> {
    const { with_user: peer, is_read: isRead } = query;
    if (peer === undefined) return this.all(me, isRead, pageOf(query, BY_ID));
    const page = pageOf(query, BY_PLACE);
    if (isRead === undefined) return this.places(me, peer, page);
    return this.narrowed(new Selection({ from: 'messaging.messages m', id: 'm.id' }), isRead)
      .must(`m.conversation_id = (${CONVERSATION})`, { me, peer })
      .page(this.db, MESSAGE, page);
  }

  conversations(me: number, query: ConversationsQuery): Promise<Page<ConversationRow>> {
    const rows = `messaging.correspondences c JOIN messaging.messages m ON m.id = c.last_message_id`;
    return new Selection({ from: 'messaging.correspondences c', id: 'c.id', rows })
      .must('c.person_id = $me', { me })
      .page(
        this.db,
        `${MESSAGE}, c.peer_id AS "peerId", c.unread_count AS "unreadCount"`,
        pageOf(query, NEWEST_FIRST),
      );
  }

  byIds(ids: number[]): Promise<Message[]> {
    return this.db.query<Message>(BY_IDS, { ids });
  }

  private all(me: number, isRead: boolean | undefined, page: PageRequest): Promise<Page<Message>> {
    const selection = new OwnMessages({ from: 'messaging.messages m', id: 'm.id' }, { me });
    return this.narrowed(selection, isRead).page(this.db, MESSAGE, page);
  }

  private narrowed(selection: Selection, isRead: boolean | undefined): Selection {
    if (isRead === undefined) return selection;
    return selection.must(`m.read_at IS ${isRead ? 'NOT ' : ''}NULL`);
  }

  /** No page costs more than another, since a page is a range of places; nor does the count. */
  private async places(me: number, peer: number, page: PageRequest): Promise<Page<Message>> {
    const { limit, offset, orderBy } = page;
    const isNewestFirst = orderBy.endsWith('DESC');
    const rows = await this.db.query<Message & { rowId: number | null; total: number }>(
      isNewestFirst ? NEWEST_BEFORE : OLDEST_FIRST,
      { me, peer, limit, offset },
    );
    const items = rows.flatMap(({ rowId, total: _, ...message }) => (rowId === null ? [] : message));
    return { items, limit, offset, total: rows[0]?.total ?? 0, exact: true };
  }
}
