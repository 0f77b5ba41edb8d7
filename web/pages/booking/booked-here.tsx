import { ChosenTime } from '../../parts/chosen-time.js';
import { Notice } from '../../parts/notice.js';
import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';

const KINDS = { confirmed: 'booked', waitlisted: 'waiting' } as const;

/** In a frame: what was booked, and the way to its own page, which no frame shows. */
export function BookedHere({ booked, page }: { booked: Wire<'AppointmentResponse'>; page: PageContext }) {
  const { t, language } = page;
  const { status, organizer, total_price: price } = booked;
  const isDue = status === 'pending' && Number(price) > 0;
  const done = KINDS[status as keyof typeof KINDS] ?? (isDue ? 'held' : 'asked');
  return (
    <section class="details" aria-labelledby="details">
      <h2 id="details" tabIndex={-1}>
        {t(`manage.status.${isDue ? 'unpaid' : status}`)}
      </h2>
      <Notice kind="ok" title={t(`manage.done.${done}`, { name: organizer.full_name })} />
      <ChosenTime
        starts={booked.start_time}
        ends={booked.end_time}
        zone={booked.invitee_timezone}
        host={organizer}
        language={language}
        t={t}
      />
      <p>
        <a
          class="button"
          href={`/manage/${booked.access_token}`}
          target={isDue ? '_top' : '_blank'}
          rel="noopener"
        >
          {t(isDue ? 'booking.pay_now' : 'booking.manage')}
        </a>
      </p>
    </section>
  );
}
