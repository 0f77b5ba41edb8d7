import { Icon } from '../../parts/icon.js';
import { Notice } from '../../parts/notice.js';
import { definePage, type PageContext, type PageProps } from '../page.js';
import { Section } from '../accounts/settings.js';
import { StatusTag, titleOf, whenOf, type OwnBooking } from './own-booking.page.js';

const PARTS = ['upcoming', 'past'] as const;

export interface OwnBookingsBody {
  upcoming: readonly OwnBooking[];
  past: readonly OwnBooking[];
  /** The one that a payment provider leads back to. */
  paid: OwnBooking | null;
}

export const OwnBookingsPage = definePage<OwnBookingsBody>({
  title: ({ page }) => page.t('bookings.title'),
  View: OwnBookings,
  isPrivate: true,
  width: 'wide',
});

function OwnBookings({ body, page }: PageProps<OwnBookingsBody>) {
  const { t, query } = page;
  return (
    <div class="room">
      <h1>{t('bookings.title')}</h1>
      {query['paid'] !== undefined && <Paid booking={body.paid} page={page} />}
      {(body.past.length > 0 ? PARTS : [PARTS[0]]).map((part) => (
        <Section id={part} title={t(`bookings.${part}`)} key={part}>
          {body[part].length === 0 && <Nothing page={page} />}
          <ul class="rows">
            {body[part].map((booking) => (
              <li key={booking.id}>
                <Icon name="calendar" />
                <div>
                  <a href={`/${booking.kind === 'meeting' ? 'meetings' : 'bookings'}/${booking.id}`}>
                    {titleOf(booking, page)}
                  </a>
                  <p class="below">{whenOf(booking, page)}</p>
                </div>
                <StatusTag booking={booking} page={page} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}

/** And where there is something to book. */
function Nothing({ page: { t } }: { page: PageContext }) {
  return (
    <>
      <p class="lead">{t('bookings.none')}</p>
      <p class="row">
        <a class="button quiet" href="/events">
          {t('home.on')}
        </a>
        <a class="button quiet" href="/calendar">
          {t('calendar.title')}
        </a>
      </p>
    </>
  );
}

function Paid({ booking, page: { t } }: { booking: OwnBooking | null; page: PageContext }) {
  const isFirm = booking?.status === 'confirmed';
  const isTicket = booking?.kind === 'ticket';
  return (
    <Notice
      kind="ok"
      title={t(!isFirm ? 'bookings.paid' : isTicket ? 'event.done.paid' : 'manage.outcome.paid')}
    >
      {booking?.event != null && (
        <p>
          <a href={`/events/${booking.event}`}>{t(isFirm ? 'bookings.ticket' : 'event.reload')}</a>
        </p>
      )}
    </Notice>
  );
}
