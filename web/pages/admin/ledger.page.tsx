import { formatMoney } from '../../lib/money.js';
import { Notice } from '../../parts/notice.js';
import { Table } from '../../parts/table.js';
import { definePage, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import { AdminShell } from './admin-shell.js';
import type { Finding } from './figures.js';
import { Order } from './order.js';

export interface LedgerBody {
  ledger: Wire<'LedgerInvariantsResponse'>;
  checks: readonly Finding[];
}

export const LedgerPage = definePage<LedgerBody>({
  title: ({ page }) => page.t('admin.ledger.title'),
  View: Ledger,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Ledger({ body: { ledger, checks }, page }: PageProps<LedgerBody>) {
  const { t, language } = page;
  const { currencies, accounts_out_of_balance: accounts } = ledger;
  const { transfers_out_of_balance: transfers, accounts_below_zero: below } = ledger;
  const off = accounts.length + transfers.length + below.length;
  const amount = (text: string, currency: string) =>
    currency === 'CREDIT' ? text : formatMoney(text, currency, language);
  return (
    <AdminShell page={page} room="ledger">
      <Notice kind={off === 0 ? 'ok' : 'warn'} title={t('admin.order.ledger.figures', { off })} />
      <section class="card">
        <h2>{t('admin.ledger.sums')}</h2>
        {currencies.length === 0 ? (
          <p class="lead">{t('admin.empty')}</p>
        ) : (
          <Table
            caption={t('admin.ledger.sums')}
            rows={currencies}
            keyOf={({ currency }) => currency}
            columns={[
              { name: 'currency', label: t('admin.column.currency'), cell: ({ currency }) => currency },
              {
                name: 'sum',
                label: t('admin.column.sum'),
                isEnd: true,
                cell: ({ sum, currency }) => amount(sum, currency),
              },
            ]}
          />
        )}
      </section>
      {accounts.length > 0 && (
        <section class="card" aria-labelledby="off">
          <h2 id="off">{t('admin.ledger.off')}</h2>
          <Table
            caption={t('admin.ledger.off')}
            rows={accounts}
            keyOf={({ id }) => id}
            columns={[
              {
                name: 'id',
                label: t('admin.column.number'),
                cell: ({ id, kind, holder }) => `${id} ${kind} ${holder}`,
              },
              {
                name: 'balance',
                label: t('admin.column.balance'),
                isEnd: true,
                cell: ({ balance, currency }) => amount(balance, currency),
              },
              {
                name: 'postings',
                label: t('admin.column.postings'),
                isEnd: true,
                cell: ({ postings, currency }) => amount(postings, currency),
              },
            ]}
          />
        </section>
      )}
      {transfers.length > 0 && (
        <Notice kind="warn" title={t('admin.ledger.transfers', { ids: transfers.join(', ') })} />
      )}
      {below.length > 0 && <Notice kind="warn" title={t('admin.ledger.below', { ids: below.join(', ') })} />}
      <section class="card" aria-labelledby="order">
        <h2 id="order">{t('admin.order')}</h2>
        <Order page={page} findings={checks} />
      </section>
    </AdminShell>
  );
}
