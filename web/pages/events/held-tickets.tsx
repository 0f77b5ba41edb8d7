import { formatMoney } from '../../lib/money.js';
import { Countdown } from '../../parts/countdown.js';
import { Notice } from '../../parts/notice.js';
import { PageForm } from '../frame/forms.js';
import { Methods } from '../frame/payment-methods.js';
import type { PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import type { TicketedBody } from './event-body.js';

interface HeldProps extends PageProps<TicketedBody> {
  booking: Wire<'BookingResponse'>;
}

/** Seats that are held or were offered, until their time runs out under one's eyes. */
export function HeldTickets({ body, page, booking }: HeldProps) {
  const { t, language } = page;
  const isDue = booking.next === 'pay';
  const hidden = <input type="hidden" name="booking" value={booking.id} />;
  return (
    <>
      <div id="held">
        <Notice kind="warn" title={t('event.held', { n: booking.number_of_tickets })}>
          {body.waiting?.status === 'offered' && <p>{t('event.offered')}</p>}
          {booking.expires_at !== null && (
            <p>
              {t('event.held_for')}{' '}
              <Countdown until={booking.expires_at} now={body.at} over={t('event.ran_out')} />
            </p>
          )}
        </Notice>
      </div>
      <div id="ran-out" role="alert" hidden>
        <p>{t('event.ran_out')}</p>
        <p>
          <a class="button quiet" href={`/events/${body.event.id}`}>
            {t('event.reload')}
          </a>
        </p>
      </div>
      <div id="paying" class="stack">
        <PageForm page={page} id="pay">
          <input type="hidden" name="action" value={isDue ? 'pay' : 'confirm'} />
          {hidden}
          {isDue && <Methods methods={body.event.payment_methods} page={page} />}
          <p>
            <button class="button wide">
              {isDue
                ? t('event.pay', { price: formatMoney(booking.total_price, booking.currency, language) })
                : t('event.accept')}
            </button>
          </p>
        </PageForm>
        <PageForm page={page}>
          <input type="hidden" name="action" value="cancel" />
          {hidden}
          <p>
            <button class="button quiet wide">{t('event.give_up')}</button>
          </p>
        </PageForm>
      </div>
    </>
  );
}
