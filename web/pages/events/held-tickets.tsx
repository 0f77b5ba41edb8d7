import { PageForm } from '../frame/forms.js';
import { Hold } from '../frame/hold.js';
import { PayWith } from '../frame/payment-methods.js';
import type { PageProps } from '../page.js';
import type { Wire } from '../wire.js';
import type { TicketedBody } from './event-body.js';

interface HeldProps extends PageProps<TicketedBody> {
  booking: Wire<'BookingResponse'>;
}

/** Seats that are held or were offered, until their time runs out under one's eyes. */
export function HeldTickets({ body, page, booking }: HeldProps) {
  const { t } = page;
  const isDue = booking.next === 'pay';
  const hidden = <input type="hidden" name="booking" value={booking.id} />;
  return (
    <Hold
      page={page}
      title={t('event.held', { n: booking.number_of_tickets })}
      why={body.waiting?.status === 'offered' && t('event.offered')}
      over={t('event.ran_out')}
      until={booking.expires_at}
      now={body.at}
      address={`/events/${body.event.id}`}
    >
      <PageForm page={page} id="pay">
        <input type="hidden" name="action" value={isDue ? 'pay' : 'confirm'} />
        {hidden}
        {isDue ? (
          <PayWith
            methods={body.event.payment_methods}
            price={booking.total_price}
            currency={booking.currency}
            page={page}
          />
        ) : (
          <p>
            <button class="button wide">{t('event.accept')}</button>
          </p>
        )}
      </PageForm>
      <PageForm page={page}>
        <input type="hidden" name="action" value="cancel" />
        {hidden}
        <p>
          <button class="button quiet wide">{t('event.give_up')}</button>
        </p>
      </PageForm>
    </Hold>
  );
}
