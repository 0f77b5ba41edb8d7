import { formatMoney, isFree } from '../../lib/money.js';
import { Table } from '../../parts/table.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import type { AuditEntry } from './audit-table.js';
import { addressWith, Ask, FilterSelect, Room, Side, sortOf, StatusFilter, type ListOf } from './listing.js';
import { Status } from './status.js';
import { shortMoment } from './words.js';

type Payment = Wire<'PaymentResponse'>;

export interface AdminPaymentsBody {
  list: ListOf<Payment>;
  opened: { payment: Payment; trail: readonly AuditEntry[] } | null;
}

const STATUSES = ['pending', 'completed', 'failed', 'refunded', 'partially_refunded'] as const;
const METHODS = ['mock', 'credit_card', 'stripe'];
const REFUNDABLE = ['completed', 'partially_refunded'];

export const AdminPaymentsPage = definePage<AdminPaymentsBody>({
  title: ({ page }) => page.t('admin.payments.title'),
  View: AdminPayments,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function AdminPayments({ body: { list, opened }, page }: PageProps<AdminPaymentsBody>) {
  const { t, language, zone } = page;
  return (
    <AdminShell page={page} room="payments">
      <Room
        page={page}
        list={list}
        filters={
          <>
            <StatusFilter page={page} of={STATUSES} />
            <FilterSelect
              page={page}
              name="method"
              label={t('admin.column.method')}
              options={METHODS.map((each) => [each, each] as const)}
            />
          </>
        }
        side={opened && <OpenedSide {...opened} page={page} />}
        table={
          <Table
            caption={t('admin.payments.title')}
            rows={list.items}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'what',
                label: t('admin.column.what'),
                cell: ({ id, booking_event: title }) => (
                  <a href={addressWith(page, { open: id })}>{title || t('admin.column.number')}</a>
                ),
              },
              { name: 'who', label: t('admin.column.payer'), cell: ({ user_name: name }) => name },
              {
                name: 'when',
                label: t('admin.column.when'),
                sort: sortOf(page, 'created_at', '-created_at'),
                cell: ({ created_at: at }) => shortMoment(at, zone ?? 'UTC', language),
              },
              {
                name: 'status',
                label: t('admin.column.status'),
                cell: ({ status }) => <Status page={page} group="status" name={status} />,
              },
              {
                name: 'amount',
                label: t('admin.column.amount'),
                isEnd: true,
                cell: ({ amount, refunded_amount: back, currency }) => (
                  <>
                    {formatMoney(amount, currency, language)}
                    {!isFree(back) && <p class="below">−{formatMoney(back, currency, language)}</p>}
                  </>
                ),
              },
            ]}
          />
        }
      />
    </AdminShell>
  );
}

function OpenedSide({
  payment,
  trail,
  page,
}: {
  payment: Payment;
  trail: readonly AuditEntry[];
  page: PageContext;
}) {
  const { t, language, zone } = page;
  const { id, currency, amount, refunded_amount: back } = payment;
  const left = (Number(amount) - Number(back)).toFixed(2);
  return (
    <Side
      page={page}
      title={payment.booking_event || payment.transaction_id}
      trail={trail}
      facts={[
        [t('admin.column.number'), payment.transaction_id],
        [t('admin.column.payer'), payment.user_name],
        [t('admin.column.booking'), <a href={`/admin/bookings?open=${payment.booking}`}>{payment.booking}</a>],
        [t('admin.column.status'), <Status page={page} group="status" name={payment.status} />],
        [t('admin.column.amount'), formatMoney(amount, currency, language)],
        [t('admin.column.back'), formatMoney(back, currency, language)],
        [t('admin.column.method'), `${payment.method} (${payment.provider})`],
        [t('admin.column.when'), shortMoment(payment.created_at, zone ?? 'UTC', language)],
        ...(payment.failure_reason ? [[t('admin.column.error'), payment.failure_reason] as const] : []),
      ]}
    >
      {REFUNDABLE.includes(payment.status) && (
        <Ask
          page={page}
          action="refund"
          of={id}
          label={t('admin.payments.refund')}
          effect={t('admin.payments.refund_effect', {
            amount: formatMoney(left, currency, language),
            name: payment.user_name,
          })}
        />
      )}
    </Side>
  );
}
