import { Field, Select } from '../../parts/field.js';
import { Table } from '../../parts/table.js';
import { isSent } from '../accounts/settings.js';
import { faultOf } from '../frame/forms.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import type { AuditEntry } from './audit-table.js';
import {
  addressWith,
  Ask,
  FilterSelect,
  OrderForm,
  Refusal,
  Room,
  Side,
  sortOf,
  type ListOf,
} from './listing.js';
import { shortMoment } from './words.js';

type Slot = Wire<'AdminTimeSlotResponse'>;
type Category = Wire<'CategoryResponse'>;

export interface SlotsBody {
  list: ListOf<Slot>;
  categories: readonly Category[];
  opened: { slot: Slot; trail: readonly AuditEntry[] } | null;
}

export const SlotsPage = definePage<SlotsBody>({
  title: ({ page }) => page.t('admin.slots.title'),
  View: Slots,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

const FIELDS = ['start_time', 'end_time', 'capacity'] as const;

function Slots({ body: { list, categories, opened }, page }: PageProps<SlotsBody>) {
  const { t, query, language } = page;
  const isMaking = isSent(page, 'create');
  return (
    <AdminShell page={page} room="slots">
      <section class="card" aria-labelledby="make">
        <details open={isMaking}>
          <summary id="make">{t('admin.slots.make')}</summary>
          {isMaking && <Refusal page={page} />}
          <OrderForm page={page} action="create">
            <SlotFields page={page} action="create" categories={categories} />
            <p>
              <button class="button small">{t('admin.slots.make')}</button>
            </p>
          </OrderForm>
        </details>
      </section>
      <Room
        page={page}
        list={list}
        filters={
          <>
            <Field name="date" type="date" label={t('admin.column.day')} value={query['date'] ?? ''} />
            <FilterSelect
              page={page}
              name="category"
              label={t('admin.column.category')}
              options={categories.map(({ id, name }) => [String(id), name] as const)}
            />
            <FilterSelect
              page={page}
              name="status"
              label={t('admin.column.status')}
              options={[
                ['available', t('admin.slots.free')],
                ['booked', t('admin.slots.full')],
              ]}
            />
          </>
        }
        side={opened && <OpenedSide {...opened} categories={categories} page={page} />}
        table={
          <Table
            caption={t('admin.slots.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'when',
                label: t('admin.column.when'),
                sort: sortOf(page, 'start_time'),
                cell: ({ id, start_time: start }) => (
                  <a href={addressWith(page, { open: id })}>{shortMoment(start, 'UTC', language)}</a>
                ),
              },
              {
                name: 'category',
                label: t('admin.column.category'),
                cell: ({ category }) => category?.name ?? '–',
              },
              {
                name: 'status',
                label: t('admin.column.status'),
                cell: ({ is_booked: isFull }) => (
                  <span class={isFull ? 'tag warn' : 'tag ok'}>
                    {t(isFull ? 'admin.slots.full' : 'admin.slots.free')}
                  </span>
                ),
              },
              {
                name: 'bookers',
                label: t('admin.column.booker'),
                cell: ({ bookings }) => bookings.map(({ user }) => user.username).join(', ') || '–',
              },
              { name: 'seats', label: t('admin.column.seats'), isEnd: true, cell: seatsOf },
            ]}
          />
        }
      />
    </AdminShell>
  );
}

interface OpenedProps {
  slot: Slot;
  trail: readonly AuditEntry[];
  categories: readonly Category[];
  page: PageContext;
}

function OpenedSide({ slot, trail, categories, page }: OpenedProps) {
  const { t, language } = page;
  const { id, bookings } = slot;
  return (
    <Side
      page={page}
      title={shortMoment(slot.start_time, 'UTC', language)}
      trail={trail}
      facts={[
        [t('admin.column.category'), slot.category?.name ?? '–'],
        [t('admin.column.seats'), seatsOf(slot)],
        [
          t('admin.column.booker'),
          bookings.length === 0
            ? '–'
            : bookings.map((booking) => (
                <a key={booking.id} href={`/admin/bookings?open=${booking.id}`}>
                  {booking.user.username}{' '}
                </a>
              )),
        ],
      ]}
    >
      <OrderForm page={page} action="change" of={id}>
        <SlotFields page={page} action="change" categories={categories} kept={slot} />
        <p>
          <button class="button small">{t('account.save')}</button>
        </p>
      </OrderForm>
      <Ask
        page={page}
        action="remove"
        of={id}
        label={t('admin.remove')}
        effect={t('admin.slots.remove_effect', { n: bookings.length })}
      />
    </Side>
  );
}

interface SlotFieldsProps {
  page: PageContext;
  action: 'create' | 'change';
  categories: readonly Category[];
  kept?: Slot;
}

function SlotFields({ page, action, categories, kept }: SlotFieldsProps) {
  const { t, typed } = page;
  const sent = isSent(page, action);
  const before: Record<string, string> = kept
    ? {
        start_time: kept.start_time.slice(0, 16),
        end_time: kept.end_time.slice(0, 16),
        capacity: String(kept.capacity ?? 1),
        category: String(kept.category?.id ?? ''),
      }
    : { capacity: '1' };
  const valueOf = (name: string) => (sent ? typed[name] : before[name]) ?? '';
  return (
    <div class="columns">
      {FIELDS.map((name) => (
        <Field
          key={name}
          name={name}
          id={`${action}-${name}`}
          type={name === 'capacity' ? 'number' : 'datetime-local'}
          label={t(`admin.slots.${name}`)}
          value={valueOf(name)}
          required
          fault={sent ? faultOf(page, name) : undefined}
        />
      ))}
      <Select
        name="category"
        id={`${action}-category`}
        label={t('admin.column.category')}
        value={valueOf('category')}
        options={categories.map(({ id, name }) => [String(id), name] as const)}
        fault={sent ? faultOf(page, 'category') : undefined}
      />
    </div>
  );
}

const seatsOf = ({ capacity, seats_available: free }: Slot) =>
  capacity === null ? '∞' : `${capacity - (free ?? 0)} / ${capacity}`;
