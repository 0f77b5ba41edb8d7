import { formatMoney } from '../../lib/money.js';
import { Meter } from '../../parts/chart.js';
import { Table } from '../../parts/table.js';
import type { PageContext } from '../page.js';
import type { OnSale } from './figures.js';
import { shortMoment } from './words.js';

/** What can be bought now, and how it sells. */
export function OnSaleTable({ page, events }: { page: PageContext; events: readonly OnSale[] }) {
  const { t, language } = page;
  if (events.length === 0) return <p class="lead">{t('admin.on_sale.none')}</p>;
  return (
    <Table
      caption={t('admin.on_sale')}
      rows={events}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'event',
          label: t('admin.column.event'),
          cell: ({ id, title, organizer_name: organizer }) => (
            <>
              <a href={`/admin/events?open=${id}`}>{title}</a>
              <p class="below">{organizer}</p>
            </>
          ),
        },
        {
          name: 'when',
          label: t('admin.column.when'),
          cell: ({ starts_at: at, timezone }) => shortMoment(at, timezone, language),
        },
        {
          name: 'sold',
          label: t('admin.column.sold'),
          cell: ({ sold, capacity, waiting }) => (
            <>
              {capacity !== null && <Meter part={sold} whole={capacity} />}
              <p class="below">
                {capacity === null ? sold : t('admin.on_sale.sold', { sold, capacity })}
                {waiting > 0 && `, ${t('admin.on_sale.waiting', { n: waiting })}`}
              </p>
            </>
          ),
        },
        {
          name: 'revenue',
          label: t('admin.column.revenue'),
          isEnd: true,
          cell: ({ revenue, currency }) => formatMoney(revenue, currency, language),
        },
      ]}
    />
  );
}
