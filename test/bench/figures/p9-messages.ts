import type { Benchmark, Figure } from '../figure.js';
import type { Signed } from '../load/order.js';
import { seedManyMessages } from '../stage/many-messages.js';
import { ROWS } from '../stage/many-rows.js';
import { seedPeople } from '../stage/people.js';
import { sequentialScans } from '../stage/scans.js';
import type { BareRoute } from './p9-cells.js';
import { latencies, scansFigure, type Cell } from './p9-lists.js';
import { sameStatements } from './p9-statements.js';

const DEEP = 1_000;
const OFFSET = (DEEP - 1) * 20;

/** P9 for messages: one person's, half of them in one conversation. */
export const messageLists: Benchmark = {
  id: 'P9',
  what: `lists of ${ROWS.toLocaleString('en-US')} messages of one person, half of them in one conversation`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const first = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { attendees } = await seedPeople(first.url, databaseUrl, 2);
    await first.stop();
    const [busy, peer] = attendees as [Signed, Signed];
    progress('seeding');
    await seedManyMessages(databaseUrl, busy, peer, ROWS);
    const cells = cellsOf(busy, peer);
    const figures = await latencies(stage, databaseUrl, cells, bareRoutes(busy, peer), progress);
    const before = await sequentialScans(databaseUrl);
    figures.push(...(await sameStatements(stage, databaseUrl, cells)));
    return [...figures, scansFigure(await sequentialScans(databaseUrl, before))];
  },
};

function cellsOf(person: Signed, peer: Signed): Cell[] {
  const cell = (what: string, path: string, barePath: string) => ({ what, path, person, barePath });
  const messages = '/api/v1/messages?page_size=20';
  const one = `${messages}&with_user=${peer.id}`;
  return [
    cell('a conversation, page 1', one, '/conversation-first'),
    cell('a conversation, page 1,000', `${one}&page=${DEEP}`, '/conversation-deep'),
    cell('a conversation, newest first', `${one}&ordering=-created_at`, '/conversation-newest'),
    cell('a conversation, what is read', `${one}&is_read=true`, '/conversation-first'),
    cell('all one’s messages, page 1', messages, '/messages-first'),
    cell('all one’s messages, unread', `${messages}&is_read=false`, '/messages-unread'),
    cell('conversations, page 1', '/api/v1/conversations?page_size=20', '/conversations-first'),
    cell('conversations, page 1,000', `/api/v1/conversations?page_size=20&page=${DEEP}`, '/conversations-deep'),
  ];
}

/** The plainest statements for the same rows. */
function bareRoutes({ id }: Signed, peer: Signed): Record<string, BareRoute> {
  const conversation = (more: string) => `SELECT m.* FROM messaging.messages m
    JOIN messaging.conversations c ON c.id = m.conversation_id
    WHERE c.low_id = least($1::bigint, $2::bigint) AND c.high_id = greatest($1::bigint, $2::bigint) ${more}`;
  const places = (offset: number) =>
    conversation(`AND m.place > ${offset} AND m.place <= ${offset + 20} ORDER BY m.place`);
  const messages = (where: string) => `SELECT * FROM messaging.messages
    WHERE (sender_id = $1 OR receiver_id = $1) ${where} ORDER BY id LIMIT 20`;
  const conversations = (offset: number) => `SELECT c.*, m.content FROM messaging.correspondences c
    JOIN messaging.messages m ON m.id = c.last_message_id
    WHERE c.person_id = $1 ORDER BY c.last_message_id DESC LIMIT 20 OFFSET ${offset}`;
  const both = [id, peer.id];
  const routes: BareRoute[] = [
    { name: 'conversation-first', text: places(0), values: both },
    { name: 'conversation-deep', text: places(OFFSET), values: both },
    { name: 'conversation-newest', text: conversation('ORDER BY m.place DESC LIMIT 20'), values: both },
    { name: 'messages-first', text: messages(''), values: [id] },
    { name: 'messages-unread', text: messages('AND read_at IS NULL'), values: [id] },
    { name: 'conversations-first', text: conversations(0), values: [id] },
    { name: 'conversations-deep', text: conversations(OFFSET), values: [id] },
  ];
  return Object.fromEntries(routes.map((route) => [`/${route.name}`, route]));
}
