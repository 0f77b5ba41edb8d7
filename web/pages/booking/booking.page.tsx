import { definePage } from '../page.js';
import { offerOf, type BookingBody } from './booking-body.js';
import { Booker } from './booker.js';

/** Where an event type is booked: day, time, details. */
export const BookingPage = definePage<BookingBody>({
  title: ({ body, page }) =>
    page.t('booking.of', { name: body.event_type.name, host: body.organizer.full_name }),
  View: ({ body, page }) => <Booker offer={offerOf(body)} page={page} />,
  width: 'wide',
});
