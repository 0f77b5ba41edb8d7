import { answerOf, api } from '../../browser/api.js';
import { formatMoney, isFree } from '../../lib/money.js';
import { zoneLabel } from '../../lib/time.js';
import { Notice } from '../../parts/notice.js';
import { Table } from '../../parts/table.js';
import type { PageContext } from '../../pages/page.js';
import { Answered, useAnswer } from '../app/answer.js';
import { Filters, Pages } from '../app/lists.js';
import { usePage, zoneOf } from '../app/page.js';
import { BookingDetails } from './bookings/details.js';
import { Status, whenOf, type Hosted } from './bookings/hosted.js';

const ROOM = '/organize/bookings';
const PAGE_SIZE = 50;
const MOST_TYPES = 100;
const STATUSES = ['pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired'] as const;
type Status = (typeof STATUSES)[number];
export default function Bookings() {
  const { path } = usePage();
  const [, id] = /^\/organize\/bookings\/(\d+)$/.exec(path) ?? [];
  return id === undefined ? <List /> : <BookingDetails id={Number(id)} />;
}

/** What the address says, as the API is asked. */
function queryOf({ query }: PageContext) {
  const { status, event_type: type, start_date, end_date, search, page, ordering } = query;
  return {
    page_size: PAGE_SIZE,
    ordering: ordering || '-start_time',
    ...(page && { page: Number(page) }),
    ...(STATUSES.includes(status as Status) && { status: status as Status }),
    ...(type && { event_type: Number(type) }),
    ...(start_date && { start_date }),
    ...(end_date && { end_date }),
    ...(search && { search }),
  };
}

function List() {
  const page = usePage();
  const { t } = page;
  const zone = zoneOf(page);
  const asked = queryOf(page);
  const all = useAnswer(() =>
    answerOf(api.GET('/api/v1/events/bookings', { params: { query: asked, header: { 'X-Timezone': zone } } })),
  );
  return (
    <>
      <h1>{t('organize.bookings')}</h1>
      <p class="lead">{t('hosted.lead', { zone: zoneLabel(zone, page.now) })}</p>
      <Narrow />
      <Answered by={all}>
        {({ results, count }) =>
          results.length === 0 ? (
            <Notice kind="info" title={t('hosted.none')} />
          ) : (
            <section class="card">
              <Rows bookings={results} ordering={asked.ordering} />
              <Pages count={count} size={PAGE_SIZE} />
            </section>
          )
        }
      </Answered>
    </>
  );
}

function Narrow() {
  const { t } = usePage();
  const types = useAnswer(() =>
    answerOf(api.GET('/api/v1/events/event-types', { params: { query: { page_size: MOST_TYPES } } })),
  );
  return (
    <Filters
      fields={[
        { name: 'search', label: t('app.search'), type: 'search' },
        {
          ...{ name: 'status', label: t('types.state') },
          options: [
            ['', t('app.any')],
            ...STATUSES.map((status) => [status, t(`manage.status.${status}`)] as const),
          ],
        },
        {
          ...{ name: 'event_type', label: t('organize.types') },
          options: [
            ['', t('app.any')],
            ...(types.body?.results ?? []).map(({ id, name }) => [String(id), name] as const),
          ],
        },
        { name: 'start_date', label: t('hosted.from'), type: 'date' },
        { name: 'end_date', label: t('hosted.until'), type: 'date' },
      ]}
    />
  );
}

function Rows({ bookings, ordering }: { bookings: readonly Hosted[]; ordering: string }) {
  const page = usePage();
  const { t, language } = page;
  const isDown = ordering === '-start_time';
  const kept = { ...page.query, ordering: isDown ? 'start_time' : '-start_time' };
  return (
    <Table
      caption={t('organize.bookings')}
      rows={bookings}
      keyOf={({ id }) => id!}
      columns={[
        {
          ...{ name: 'who', label: t('hosted.who') },
          cell: (booking) => (
            <>
              <a href={`${ROOM}/${booking.id}`}>{booking.invitee_name}</a>
              <p class="below">{booking.invitee_email}</p>
            </>
          ),
        },
        { name: 'what', label: t('hosted.what'), cell: (booking) => booking.event_type.name },
        {
          ...{ name: 'when', label: t('manage.when') },
          sort: {
            href: `${ROOM}?${new URLSearchParams(kept)}`,
            now: isDown ? 'descending' : 'ascending',
          },
          cell: (booking) => whenOf(booking, page),
        },
        {
          ...{ name: 'price', label: t('manage.price'), isEnd: true },
          cell: ({ total_price: price, currency }) =>
            isFree(price) ? '–' : formatMoney(price, currency, language),
        },
        { name: 'state', label: t('types.state'), cell: (booking) => <Status status={booking.status} /> },
      ]}
    />
  );
}
