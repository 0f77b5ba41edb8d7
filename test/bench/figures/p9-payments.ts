import type { Benchmark, Figure } from '../figure.js';
import type { Signed } from '../load/order.js';
import { seedManyPayments } from '../stage/many-payments.js';
import { seedManySessions } from '../stage/many-sessions.js';
import { ROWS } from '../stage/many-rows.js';
import { seedPeople } from '../stage/people.js';
import { sequentialScans } from '../stage/scans.js';
import type { BareRoute } from './p9-cells.js';
import { latencies, scansFigure, type Cell } from './p9-lists.js';
import { bareSessionLists, sessionListsOf } from './p9-sessions.js';
import { sameStatements } from './p9-statements.js';

const DEEP = 1_000;
const OFFSET = (DEEP - 1) * 20;

/** P9 for what tickets leave behind, and for what is around the events. */
export const paymentLists: Benchmark = {
  id: 'P9',
  what:
    `lists over ${ROWS.toLocaleString('en-US')} payments, invoices, notifications and reviews, ` +
    'and what is around events',
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const first = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { attendees, admin } = await seedPeople(first.url, databaseUrl, 1);
    await first.stop();
    const busy = attendees[0]!;
    progress('seeding');
    await seedManyPayments(databaseUrl, busy, ROWS);
    await seedManySessions(databaseUrl, busy);
    const cells = [...cellsOf(busy), ...sessionListsOf(busy, admin)];
    const figures = await latencies(stage, databaseUrl, cells, bareRoutes(busy), progress);
    const before = await sequentialScans(databaseUrl);
    figures.push(...(await sameStatements(stage, databaseUrl, cells)));
    return [...figures, scansFigure(await sequentialScans(databaseUrl, before))];
  },
};

function cellsOf(person: Signed): Cell[] {
  const cell = (what: string, path: string, barePath: string) => ({ what, path, person, barePath });
  const three = (what: string, path: string, filter: string, bare: string): Cell[] => [
    cell(`${what}, page 1`, `${path}?page_size=20`, `/${bare}-first`),
    cell(`${what}, page 1,000`, `${path}?page_size=20&page=${DEEP}`, `/${bare}-deep`),
    cell(`${what}, filtered`, `${path}?page_size=20&${filter}`, `/${bare}-filtered`),
  ];
  return [
    ...three('one’s payments (25,000)', '/api/v1/payments', 'status=completed&method=mock', 'payments'),
    ...three('one’s invoices (25,000)', '/api/v1/invoices', 'search=EVH-000000000040', 'invoices'),
    ...three(
      'one’s notifications (25,000)',
      '/api/v1/notifications',
      'is_read=false&notification_type=event_update',
      'notices',
    ),
    ...three('reviews', '/api/v1/reviews', 'event=17&rating=2', 'reviews'),
  ];
}

/** The plainest statements for the same rows. */
function bareRoutes(busy: Signed): Record<string, BareRoute> {
  const { id } = busy;
  const mine = (table: string, time: string, where: string, offset: number) =>
    `SELECT * FROM ${table} WHERE person_id = $1 ${where} ORDER BY ${time} DESC, id DESC
      LIMIT 20 OFFSET ${offset}`;
  const reviews = (where: string, offset: number) =>
    `SELECT * FROM collaboration.reviews ${where} ORDER BY created_at DESC, id DESC LIMIT 20 OFFSET ${offset}`;
  const three = (
    name: string,
    text: (where: string, offset: number) => string,
    where: string,
    values: unknown[],
  ) => [
    { name: `${name}-first`, text: text('', 0), values },
    { name: `${name}-deep`, text: text('', OFFSET), values },
    { name: `${name}-filtered`, text: text(where, 0), values },
  ];
  const routes: BareRoute[] = [
    ...three('payments', (w, o) => mine('payments.payments', 'created_at', w, o), `AND status = 'completed'`, [
      id,
    ]),
    ...three(
      'invoices',
      (w, o) => mine('payments.invoices', 'issued_at', w, o),
      `AND transaction_id = 'EVH-000000000040'`,
      [id],
    ),
    ...three(
      'notices',
      (w, o) => mine('messaging.notifications', 'created_at', w, o),
      `AND read_at IS NULL AND kind = 'event_update'`,
      [id],
    ),
    ...three('reviews', reviews, 'WHERE subject_id = 17 AND rating = 2', []),
    ...bareSessionLists(busy),
  ];
  return Object.fromEntries(routes.map((route) => [`/${route.name}`, route]));
}
