import { formatMoney } from '../../lib/money.js';
import { formatMoment } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import { QrCode } from '../../parts/qr-code.js';
import { PageForm } from '../frame/forms.js';
import type { PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import type { TicketedBody } from './event-body.js';

interface OwnProps extends PageProps<TicketedBody> {
  booking: Wire<'BookingResponse'>;
}

/** The tickets that one has: the code for the door, papers, and what a cancellation gives back. */
export function OwnTickets({ body, page, booking }: OwnProps) {
  const { t, language } = page;
  const { event, papers } = body;
  const of = `/api/v1/bookings/${booking.id}`;
  const isValid = booking.status === 'confirmed';
  return (
    <>
      <p>
        <strong>{t('event.mine', { n: booking.number_of_tickets })}</strong>
      </p>
      {isValid && booking.checked_in_at === null && (
        <div class="mine">
          <QrCode src={`${of}/ticket?format=png`} alt={t('event.qr')} />
          <p class="hint">{t('event.show_at_door')}</p>
        </div>
      )}
      {booking.checked_in_at !== null && (
        <p>{t('event.checked_in', { time: formatMoment(booking.checked_in_at, event.timezone, language) })}</p>
      )}
      <ul class="papers">
        {event.online_url !== '' && (
          <li>
            <Icon name="video" /> <a href={event.online_url}>{t('event.join_online')}</a>
          </li>
        )}
        {isValid && (
          <>
            <li>
              <Icon name="download" /> <a href={`${of}/ticket?format=pdf`}>{t('event.pdf')}</a>
            </li>
            <li>
              <Icon name="calendar" /> <a href={`${of}/calendar.ics`}>{t('manage.calendar')}</a>
            </li>
          </>
        )}
        {papers.map(({ id, kind, number }) => (
          <li key={id}>
            <Icon name="card" />{' '}
            <a href={`/api/v1/invoices/${id}?format=pdf`}>{t(`event.paper.${kind}`, { number })}</a>
          </li>
        ))}
      </ul>
      {isValid && booking.checked_in_at === null && event.status === 'published' && (
        <Cancel body={body} page={page} booking={booking} />
      )}
    </>
  );
}

/** What comes back is said before. */
function Cancel({ body, page, booking }: OwnProps) {
  const { t, language } = page;
  const { refund_quote: quote, currency } = booking;
  return (
    <details>
      <summary>{t('event.cancel')}</summary>
      <PageForm page={page}>
        <input type="hidden" name="action" value="cancel" />
        <input type="hidden" name="booking" value={booking.id} />
        {quote && (
          <p>
            {Number(quote.amount) > 0
              ? t('event.refund', {
                  amount: formatMoney(quote.amount, currency, language),
                  percent: quote.percent,
                  moment: formatMoment(quote.until, body.event.timezone, language),
                })
              : t('event.refund_none')}
          </p>
        )}
        <p>
          <button class="button bad">{t('event.cancel_submit', { n: booking.number_of_tickets })}</button>
        </p>
      </PageForm>
    </details>
  );
}
