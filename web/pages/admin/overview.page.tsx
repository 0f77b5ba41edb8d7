import { addDays } from '../../lib/time.js';
import { formatMoney } from '../../lib/money.js';
import { growthOf, percentOf } from '../../lib/scales.js';
import { Bars, Lines } from '../../parts/chart.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import { AdminShell } from './admin-shell.js';
import { AuditTable, type AuditEntry } from './audit-table.js';
import { byDay, currencyOf, type Figures } from './figures.js';
import { Key, type KeyFigure } from './key-figure.js';
import { OnSaleTable } from './on-sale-table.js';
import { Order } from './order.js';
import { shortDate } from './words.js';

export interface OverviewBody {
  days: number;
  start_date: string;
  end_date: string;
  statistics: Figures;
  before: Figures;
  latest: readonly AuditEntry[];
}

const PERIODS = [7, 30, 90];
const KINDS = ['appointment', 'ticket', 'slot', 'meeting'] as const;

export const OverviewPage = definePage<OverviewBody>({
  title: ({ page }) => page.t('admin.title'),
  View: Overview,
  isPrivate: true,
  showsWaiting: true,
  width: 'wide',
});

function Overview({ body, page }: PageProps<OverviewBody>) {
  const { t, language } = page;
  const { days, start_date: from, end_date: to, statistics, before, latest } = body;
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
  const currency = currencyOf(statistics, before);
  const words = { place: t('admin.chart.day'), table: t('admin.chart.table') };
  const labels = dates.map((date) => shortDate(date, language));
  const money = (value: number) =>
    formatMoney(value.toFixed(2), currency, language).replace(/[.,]00(?!\d)/, '');
  const earned = (figures: Figures, since: string) =>
    byDay(
      dates.map((_, index) => addDays(since, index)),
      figures.revenue.by_currency[currency]?.per_day ?? [],
      ({ amount }) => Number(amount),
    );
  const values = { from: shortDate(from, language), to: shortDate(to, language), n: days };
  return (
    <AdminShell
      page={page}
      room="overview"
      aside={<Periods page={page} days={days} />}
      lead={t('admin.overview.lead', values)}
    >
      <ul class="keys">
        {keysOf(body, dates, currency, page).map((key) => (
          <Key {...key} key={key.name} />
        ))}
      </ul>
      <div class="tiles">
        <section class="card">
          <Bars
            title={t('admin.chart.bookings')}
            labels={labels}
            words={words}
            series={KINDS.map((kind) => ({
              name: t(`admin.kind.${kind}`),
              values: byDay(dates, statistics.bookings.per_day, (day) => day.by_kind[kind] ?? 0),
            }))}
          />
        </section>
        <section class="card">
          <Lines
            title={t('admin.chart.revenue')}
            labels={labels}
            words={words}
            format={money}
            series={[
              { name: t('admin.chart.now'), values: earned(statistics, from) },
              {
                name: t('admin.chart.before', { n: days }),
                values: earned(before, addDays(from, -days)),
                isBefore: true,
              },
            ]}
          />
        </section>
        <section class="card">
          <div class="tile-head">
            <h2>{t('admin.on_sale')}</h2>
            <a href="/admin/events">{t('admin.on_sale.all')}</a>
          </div>
          <OnSaleTable page={page} events={statistics.events.on_sale} />
        </section>
        <section class="card" aria-labelledby="order">
          <h2 id="order">{t('admin.order')}</h2>
          <Order page={page} findings={statistics.checks ?? []} />
        </section>
      </div>
      <section class="card">
        <div class="tile-head">
          <h2>{t('admin.latest')}</h2>
          <a href="/admin/audit">{t('admin.latest.all')}</a>
        </div>
        <AuditTable page={page} entries={latest} caption={t('admin.latest')} />
      </section>
    </AdminShell>
  );
}

function Periods({ page: { t }, days }: { page: PageContext; days: number }) {
  return (
    <nav class="segments" aria-label={t('admin.period')}>
      {PERIODS.map((n) => (
        <a key={n} href={`/admin?days=${n}`} aria-current={n === days ? 'true' : undefined}>
          {t('admin.period.days', { n })}
        </a>
      ))}
    </nav>
  );
}

function keysOf(
  { statistics, before }: OverviewBody,
  dates: readonly string[],
  currency: string,
  { t, language }: PageContext,
): KeyFigure[] {
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  const percent = (value: number) => `${new Intl.NumberFormat(language).format(value)} %`;
  const sum = (figures: Figures) => Number(figures.revenue.by_currency[currency]?.total ?? 0);
  const share = ({ bookings }: Figures) => percentOf(bookings.by_status['cancelled'] ?? 0, bookings.total);
  const points = Math.round((share(statistics) - share(before)) * 10) / 10;
  const [now, then] = [statistics.bookings.total, before.bookings.total];
  const grown = (growth: number | null) =>
    growth === null ? null : { up: growth >= 0, text: percent(Math.abs(growth)) };
  const money = (value: number) => formatMoney(value.toFixed(2), currency, language);
  return [
    {
      name: t('admin.key.bookings'),
      value: number(now),
      change: grown(growthOf(now, then)),
      note: t('admin.key.from', { value: number(then) }),
      course: byDay(dates, statistics.bookings.per_day, ({ count }) => count),
    },
    {
      name: t('admin.key.revenue'),
      value: money(sum(statistics)),
      change: grown(growthOf(sum(statistics), sum(before))),
      note: t('admin.key.from', { value: money(sum(before)) }),
      course: byDay(dates, statistics.revenue.by_currency[currency]?.per_day ?? [], ({ amount }) =>
        Number(amount),
      ),
    },
    {
      name: t('admin.key.users'),
      value: number(statistics.users.active),
      change: { up: true, text: number(statistics.users.new_in_period) },
      note: t('admin.key.new'),
      course: byDay(dates, statistics.users.per_day, ({ count }) => count),
    },
    {
      name: t('admin.key.cancelled'),
      value: percent(share(statistics)),
      change: { up: points > 0, isWorse: points > 0, text: number(Math.abs(points)) },
      note: t(points > 0 ? 'admin.key.points_more' : 'admin.key.points_fewer'),
      course: byDay(dates, statistics.bookings.per_day, ({ cancelled }) => cancelled),
    },
  ];
}
