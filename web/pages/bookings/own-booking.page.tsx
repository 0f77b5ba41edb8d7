import { formatMoney, isFree } from '../../lib/money.js';
import { formatMoment, formatTime, zoneLabel } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { ErrorSummary, PageForm } from '../frame/forms.js';
import { Hold } from '../frame/hold.js';
import { PayWith } from '../frame/payment-methods.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import type { Wire } from '../wire.js';

export type OwnBooking = Wire<'BookingResponse'>;

const KINDS = {
  ...({ pending: 'warn', confirmed: 'ok', completed: 'info', no_show: 'info' } as const),
  ...({ cancelled: 'bad', expired: 'bad' } as const),
};
const LIVE: readonly string[] = ['pending', 'confirmed'];

interface OwnBookingBody extends OwnBooking {
  /** Empty where nothing is to be paid by the reader. */
  payment_methods: readonly string[];
  /** The present instant. */
  at: string;
}

export const OwnBookingPage = definePage<OwnBookingBody>({
  title: ({ body, page }) => titleOf(body, page),
  View: Shown,
  island: { name: 'form', messages: [] },
  isPrivate: true,
});

/** What was booked, by the name that its host gave it. */
export function titleOf(
  {
    kind,
    event_title: title,
    appointment,
    time_slot: slot,
  }: Pick<OwnBooking, 'kind' | 'event_title' | 'appointment' | 'time_slot'>,
  { t }: PageContext,
) {
  return title ?? appointment?.event_type.name ?? slot?.category?.name ?? t(`bookings.kind.${kind}`);
}

export function whenOf({ start_time: from, end_time: to, appointment }: OwnBooking, page: PageContext): string {
  const { language } = page;
  const zone = page.zone ?? appointment?.invitee_timezone ?? 'UTC';
  return `${formatMoment(from, zone, language)} – ${formatTime(to, zone, language)}, ${zoneLabel(zone, from)}`;
}

export function StatusTag({ booking, page }: { booking: OwnBooking; page: PageContext }) {
  const { status, next } = booking;
  const shown = status === 'pending' && next === 'pay' ? 'unpaid' : status;
  return <span class={`tag ${KINDS[status]}`}>{page.t(`manage.status.${shown}`)}</span>;
}

function Shown({ body, page }: PageProps<OwnBookingBody>) {
  const { t, language, query, knows } = page;
  const [done, outcome] = ['done', 'outcome'].map((what) => `manage.${what}.${query['done'] ?? ''}`) as [
    string,
    string,
  ];
  const isFirm = body.status === 'confirmed';
  return (
    <section class="card" aria-labelledby="title">
      <p>
        <StatusTag booking={body} page={page} />
      </p>
      <h1 id="title">{titleOf(body, page)}</h1>
      <ErrorSummary page={page} labels={{ method: t('event.pay_with') }} />
      {knows(done) && <Notice kind="ok" title={t(done, { name: '' })} />}
      {knows(outcome) && <Notice kind={outcome.endsWith('unpaid') ? 'warn' : 'ok'} title={t(outcome)} />}
      {body.next === 'pay' && (body.event !== null || body.payment_methods.length === 0) && (
        <Notice kind="warn" title={t('bookings.pay')}>
          {body.event !== null && <a href={`/events/${body.event}`}>{t('booking.pay_now')}</a>}
        </Notice>
      )}
      {body.event === null && body.payment_methods.length > 0 && <Pay body={body} page={page} />}
      <dl class="facts">
        <dt class="unseen">{t('manage.when')}</dt>
        <dd>
          <Icon name="calendar" />
          <span>{whenOf(body, page)}</span>
        </dd>
        <dt class="unseen">{t('manage.people')}</dt>
        <dd>
          <Icon name="people" />
          <span>
            {body.appointment?.invitee_name ?? body.user_name}
            {body.kind === 'ticket' && `, ${t('bookings.n_tickets', { n: body.number_of_tickets })}`}
          </span>
        </dd>
        {!isFree(body.total_price) && (
          <>
            <dt class="unseen">{t('manage.price')}</dt>
            <dd>
              <Icon name="card" />
              <span>{formatMoney(body.total_price, body.currency, language)}</span>
            </dd>
          </>
        )}
      </dl>
      {isFirm && (
        <p class="row">
          {body.kind === 'ticket' && (
            <a class="button" href={`/events/${body.event}`}>
              {t('bookings.ticket')}
            </a>
          )}
          <a class="button quiet" href={`/api/v1/bookings/${body.id}/calendar.ics`}>
            <Icon name="calendar" /> {t('manage.calendar')}
          </a>
        </p>
      )}
      {body.next === 'confirm' && (
        <PageForm page={page}>
          <input type="hidden" name="action" value="confirm" />
          <p>
            <button class="button">{t('bookings.confirm')}</button>
          </p>
        </PageForm>
      )}
      {LIVE.includes(body.status) && (
        <details>
          <summary>{t('manage.cancel')}</summary>
          <PageForm page={page}>
            <input type="hidden" name="action" value="cancel" />
            <Refund booking={body} page={page} />
            <p>
              <button class="button bad">{t('manage.cancel_submit')}</button>
            </p>
          </PageForm>
        </details>
      )}
      <p class="below">
        <a href="/bookings">{t('bookings.title')}</a>
      </p>
    </section>
  );
}

/** By the simulator at once, or on the provider's page, from which one comes back to one's bookings. */
function Pay({ body, page }: PageProps<OwnBookingBody>) {
  const { t } = page;
  return (
    <Hold
      page={page}
      title={t('manage.hold')}
      over={t('manage.ran_out')}
      until={body.expires_at}
      now={body.at}
      address={page.path}
    >
      <PageForm page={page}>
        <input type="hidden" name="action" value="pay" />
        <PayWith methods={body.payment_methods} price={body.total_price} currency={body.currency} page={page} />
      </PageForm>
    </Hold>
  );
}

/** Said before. */
function Refund({ booking, page }: { booking: OwnBooking; page: PageContext }) {
  const { refund_quote: quote, currency, appointment } = booking;
  const { t, language } = page;
  if (!quote) return null;
  if (isFree(quote.amount)) return <p>{t('event.refund_none')}</p>;
  const zone = page.zone ?? appointment?.invitee_timezone ?? 'UTC';
  const moment = formatMoment(quote.until, zone, language);
  const amount = formatMoney(quote.amount, currency, language);
  return <p>{t('event.refund', { amount, percent: quote.percent, moment })}</p>;
}
