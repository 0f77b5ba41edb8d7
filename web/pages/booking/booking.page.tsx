import { definePage } from '../page.js';
import { offerOf, packed, type BookingBody } from './booking-body.js';
import { Booker } from './booker.js';

/** Where an event type is booked: day, time, details. */
export const BookingPage = definePage<BookingBody>({
  title: ({ body, page }) =>
    page.t('booking.of', { name: body.event_type.name, host: body.organizer.full_name }),
  View: ({ body, page }) => <Booker offer={offerOf(body)} page={page} />,
  island: {
    name: 'booking',
    hydrates: true,
    pack: packed,
    messages: [
      ...['booking.', 'month.', 'fault.', 'error.', 'form.optional', 'manage.free', 'manage.for_host'],
      ...['manage.done.', 'manage.status.'],
    ],
  },
  width: 'wide',
});
