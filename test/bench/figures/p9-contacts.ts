import type { Benchmark, Figure } from '../figure.js';
import type { Signed } from '../load/order.js';
import { RARE_COMPANY, RARE_SKILL, seedManyContacts } from '../stage/many-contacts.js';
import { ROWS } from '../stage/many-rows.js';
import { seedPeople } from '../stage/people.js';
import { sequentialScans } from '../stage/scans.js';
import type { BareRoute } from './p9-cells.js';
import { latencies, scansFigure, type Cell } from './p9-lists.js';
import { sameStatements } from './p9-statements.js';

const DEEP = 1_000;
const OFFSET = (DEEP - 1) * 20;
const ABSENT = 'qqzzqqzz';

/** P9 for address books, experts and what webhooks were told. */
export const contactLists: Benchmark = {
  id: 'P9',
  what: `lists of ${ROWS.toLocaleString('en-US')} contacts, skills and deliveries of webhooks`,
  async run(stage, progress): Promise<Figure[]> {
    const databaseUrl = await stage.createDatabase();
    const first = await stage.convoke({ DATABASE_URL: databaseUrl });
    const { attendees } = await seedPeople(first.url, databaseUrl, 1);
    await first.stop();
    const busy = attendees[0]!;
    progress('seeding');
    const endpoint = await seedManyContacts(databaseUrl, busy, ROWS);
    const cells = cellsOf(busy, endpoint);
    const figures = await latencies(stage, databaseUrl, cells, bareRoutes(busy, endpoint), progress);
    const before = await sequentialScans(databaseUrl);
    figures.push(...(await sameStatements(stage, databaseUrl, cells)));
    return [...figures, scansFigure(await sequentialScans(databaseUrl, before))];
  },
};

function cellsOf(person: Signed, endpoint: number): Cell[] {
  const cell = (what: string, path: string, bare: string, isRare = false): Cell => ({
    ...{ what, path: `/api/v1/${path}`, person, barePath: `/${bare}`, isRare },
  });
  const deliveries = `integrations/webhooks/${endpoint}/deliveries?page_size=20`;
  return [
    cell('one’s contacts (250,000), page 1', 'contacts?page_size=20', 'contacts-first'),
    cell('one’s contacts, page 1,000', `contacts?page_size=20&page=${DEEP}`, 'contacts-deep'),
    cell('one’s contacts, a rare word', `contacts?page_size=20&search=${RARE_COMPANY}`, 'contacts-rare'),
    cell('one’s contacts, a word that all have', 'contacts?page_size=20&search=grace', 'contacts-first'),
    cell(
      'one’s contacts, a word that none has',
      `contacts?page_size=20&search=${ABSENT}`,
      'contacts-none',
      true,
    ),
    cell('one’s contacts, two letters', 'contacts?page_size=20&search=gr', 'contacts-first'),
    cell('experts (200,000), page 1', 'experts?page_size=20', 'experts-first'),
    cell('experts, page 1,000', `experts?page_size=20&page=${DEEP}`, 'experts-deep'),
    cell('experts of a category', 'experts?page_size=20&category=1', 'experts-first'),
    cell('experts, a rare skill', `experts?page_size=20&skill=${RARE_SKILL}`, 'experts-rare'),
    cell('experts, a frequent skill', 'experts?page_size=20&skill=react', 'experts-first'),
    cell('experts, a skill that nobody has', `experts?page_size=20&skill=${ABSENT}`, 'experts-none', true),
    cell('experts, two letters', 'experts?page_size=20&skill=re', 'experts-first', true),
    cell('deliveries of a webhook (250,000), page 1', deliveries, 'deliveries-first'),
    cell('deliveries of a webhook, page 1,000', `${deliveries}&page=${DEEP}`, 'deliveries-deep'),
    cell('deliveries of a webhook, failed', `${deliveries}&status=failed`, 'deliveries-failed'),
  ];
}

/** The plainest statements for the same rows. */
function bareRoutes({ id }: Signed, endpoint: number): Record<string, BareRoute> {
  const contacts = (where: string, offset = 0) => `SELECT * FROM messaging.contacts
    WHERE owner_id = $1 ${where} ORDER BY created_at DESC, id DESC LIMIT 20 OFFSET ${offset}`;
  const experts = (offset: number) => `SELECT p.* FROM scheduling.experts x
    JOIN identity.people p ON p.id = x.person_id
    WHERE x.skills > 0 AND x.is_active ORDER BY x.person_id LIMIT 20 OFFSET ${offset}`;
  const skilled = (name: string) =>
    `SELECT DISTINCT owner_id FROM scheduling.user_skills WHERE name = '${name}'`;
  const deliveries = (where: string, offset = 0) => `SELECT * FROM integrations.webhook_deliveries
    WHERE endpoint_id = $1 ${where} ORDER BY id DESC LIMIT 20 OFFSET ${offset}`;
  const routes: BareRoute[] = [
    { name: 'contacts-first', text: contacts(''), values: [id] },
    { name: 'contacts-deep', text: contacts('', OFFSET), values: [id] },
    { name: 'contacts-rare', text: contacts(`AND company = '${RARE_COMPANY}'`), values: [id] },
    { name: 'contacts-none', text: contacts(`AND email = '${ABSENT}'`), values: [id] },
    { name: 'experts-first', text: experts(0), values: [] },
    { name: 'experts-deep', text: experts(OFFSET), values: [] },
    { name: 'experts-rare', text: skilled(RARE_SKILL), values: [] },
    { name: 'experts-none', text: skilled(ABSENT), values: [] },
    { name: 'deliveries-first', text: deliveries(''), values: [endpoint] },
    { name: 'deliveries-deep', text: deliveries('', OFFSET), values: [endpoint] },
    { name: 'deliveries-failed', text: deliveries(`AND status = 'failed'`), values: [endpoint] },
  ];
  return Object.fromEntries(routes.map((route) => [`/${route.name}`, route]));
}
