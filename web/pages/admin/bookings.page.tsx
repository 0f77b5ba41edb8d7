import { formatMoney, isFree } from '../../lib/money.js';
import { Field } from '../../parts/field.js';
import { Table } from '../../parts/table.js';
import { titleOf } from '../bookings/own-booking.page.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import type { AuditEntry } from './audit-table.js';
import { addressWith, Ask, FilterSelect, OrderForm, Room, Side, sortOf, type ListOf } from './listing.js';
import { Status } from './status.js';
import { shortMoment } from './words.js';

type Row = Wire<'AdminBookingResponse'>;
type Booking = Wire<'BookingResponse'>;

export interface AdminBookingsBody {
  list: ListOf<Row>;
  opened: { booking: Booking; trail: readonly AuditEntry[] } | null;
}

const KINDS = ['appointment', 'ticket', 'slot', 'meeting'] as const;
const ENDED = ['cancelled', 'expired', 'completed', 'no_show'];

export const AdminBookingsPage = definePage<AdminBookingsBody>({
  title: ({ page }) => page.t('admin.bookings.title'),
  View: AdminBookings,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function AdminBookings({ body: { list, opened }, page }: PageProps<AdminBookingsBody>) {
  const { t, query, language, zone } = page;
  const at = (instant: string) => shortMoment(instant, zone ?? 'UTC', language);
  return (
    <AdminShell page={page} room="bookings">
      <Room
        page={page}
        list={list}
        filters={
          <>
            <Field name="user" label={t('admin.column.booker')} value={query['user'] ?? ''} />
            <Field name="date" type="date" label={t('admin.column.day')} value={query['date'] ?? ''} />
            <FilterSelect
              page={page}
              name="kind"
              label={t('admin.column.kind')}
              options={KINDS.map((each) => [each, t(`admin.kind.${each}`)] as const)}
            />
          </>
        }
        side={opened && <OpenedSide {...opened} page={page} />}
        table={
          <Table
            caption={t('admin.bookings.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'what',
                label: t('admin.column.what'),
                cell: (booking) => (
                  <a href={addressWith(page, { open: booking.id })}>{titleOf(booking, page)}</a>
                ),
              },
              {
                name: 'who',
                label: t('admin.column.booker'),
                cell: ({ user, user_name: name }) =>
                  user ? (
                    <a href={`/admin/users?open=${user.id}`}>{name || user.username}</a>
                  ) : (
                    name || t('admin.guest')
                  ),
              },
              {
                name: 'when',
                label: t('admin.column.when'),
                sort: sortOf(page, 'start_time'),
                cell: ({ start_time: start }) => at(start),
              },
              {
                name: 'status',
                label: t('admin.column.status'),
                cell: ({ status }) => <Status page={page} group="status" name={status} />,
              },
              {
                name: 'made',
                label: t('admin.column.made'),
                sort: sortOf(page, 'registered_at', '-registered_at'),
                cell: ({ registered_at: made }) => at(made),
              },
              {
                name: 'price',
                label: t('admin.column.price'),
                isEnd: true,
                cell: (booking) => priceOf(booking, page),
              },
            ]}
          />
        }
      />
    </AdminShell>
  );
}

function OpenedSide({
  booking,
  trail,
  page,
}: {
  booking: Booking;
  trail: readonly AuditEntry[];
  page: PageContext;
}) {
  const { t, language, zone } = page;
  const { id, status } = booking;
  const at = (instant: string) => shortMoment(instant, zone ?? 'UTC', language);
  return (
    <Side
      page={page}
      title={titleOf(booking, page)}
      trail={trail}
      facts={[
        [t('admin.column.number'), id],
        [t('admin.column.booker'), booking.user_name || t('admin.guest')],
        [t('admin.column.when'), `${at(booking.start_time)} – ${at(booking.end_time)}`],
        [t('admin.column.seats'), booking.number_of_tickets],
        [t('admin.column.status'), <Status page={page} group="status" name={status} />],
        [t('admin.column.price'), priceOf(booking, page)],
        [t('admin.column.made'), at(booking.registered_at)],
      ]}
    >
      {!ENDED.includes(status) && (
        <div class="row">
          {status === 'pending' && (
            <OrderForm page={page} action="confirm" of={id}>
              <button class="button small">{t('admin.bookings.confirm')}</button>
            </OrderForm>
          )}
          <Ask
            page={page}
            action="cancel"
            of={id}
            label={t('admin.bookings.cancel')}
            effect={t('admin.bookings.cancel_effect')}
          />
        </div>
      )}
    </Side>
  );
}

const priceOf = (
  { total_price: price, currency }: Pick<Row, 'total_price' | 'currency'>,
  { t, language }: PageContext,
) => (isFree(price) ? t('admin.free') : formatMoney(price, currency, language));
