import { definePage, type Page } from '../page.js';
import type { Wire } from '../wire.js';
import { BookedHere } from './booked-here.js';
import { offerOf, packed, type BookingBody } from './booking-body.js';
import { Booker } from './booker.js';

type Booked = Wire<'AppointmentResponse'>;

const page = {
  island: {
    name: 'booking',
    hydrates: true,
    pack: (body: BookingBody | Booked) => (isBooked(body) ? { booked: body.status } : packed(body)),
    messages: [
      ...['booking.', 'month.', 'fault.', 'error.', 'form.optional', 'manage.free', 'manage.for_host'],
      ...['manage.done.', 'manage.status.', 'manage.new_start', 'manage.move_submit'],
    ],
  },
  isEmbeddable: true,
  width: 'wide',
} as const satisfies Partial<Page<BookingBody | Booked>>;

/** Where an event type is booked: day, time, details. */
export const BookingPage = definePage<BookingBody>({
  title: ({ body, page: { t } }) =>
    t('booking.of', { name: body.event_type.name, host: body.organizer.full_name }),
  View: ({ body, page: context }) => <Booker offer={offerOf(body)} page={context} />,
  ...page,
});

/** What the form leads to in a frame: no other page may be shown there. */
export const BookingFormPage = definePage<BookingBody | Booked>({
  title: (props) => BookingPage.title(props as never),
  View: ({ body, page: context }) =>
    isBooked(body) ? (
      <div class="booker">
        <BookedHere booked={body} page={context} />
      </div>
    ) : (
      <Booker offer={offerOf(body)} page={context} />
    ),
  ...page,
});

function isBooked(body: BookingBody | Booked): body is Booked {
  return 'access_token' in body;
}
