import { answerOf, api } from '../../../browser/api.js';
import { formatTime, instantOf, localMinute, zoneLabel } from '../../../lib/time.js';
import { Answered, useAnswer } from '../../app/answer.js';
import { AppForm, Area, Input, useForm } from '../../app/form.js';
import { usePage, zoneOf } from '../../app/page.js';
import type { Hosted } from './hosted.js';

interface MoveBookingProps {
  booking: Hosted;
  done(): Promise<void>;
}

/** Any time that nothing stands in, the free ones of the day at hand; everybody of a session moves. */
export function MoveBooking({ booking, done }: MoveBookingProps) {
  const page = usePage();
  const { t, language } = page;
  const zone = zoneOf(page);
  const { organizer, event_type: type } = booking;
  const first = localMinute(booking.start_time, zone);
  const form = useForm({ start_time: first, reason: '' });
  const day = (form.values['start_time'] || first).slice(0, 10);
  const free = useAnswer(
    () =>
      answerOf(
        api.GET('/api/v1/events/slots/{organizer_slug}/{event_type_slug}', {
          params: {
            path: { organizer_slug: organizer.slug, event_type_slug: type.slug },
            query: { start_date: day, end_date: day, timezone: zone },
          },
        }),
      ),
    day,
  );
  const labels = { start_time: t('manage.new_start'), reason: t('hosted.reason') };
  const move = async () => {
    const { start_time: at = '', reason = '' } = form.values;
    const body = { start_time: at === '' ? '' : instantOf(at, zone), ...(reason && { reason }) };
    const params = { path: { id: booking.id! } };
    await answerOf(api.POST('/api/v1/bookings/{id}/reschedule', { params, body }));
    await done();
  };
  return (
    <AppForm form={form} labels={labels} submit={t('manage.move_submit')} onSubmit={move}>
      <p>{t('hosted.move_effect')}</p>
      <Input
        form={form}
        type="datetime-local"
        name="start_time"
        label={labels.start_time}
        hint={t('manage.in_zone', { zone: zoneLabel(zone, booking.start_time) })}
      />
      <Answered by={free}>
        {({ slots }) => (
          <>
            <p class="below">{t('booking.free_times', { n: slots.length })}</p>
            <ul class="starts">
              {slots.map(({ start_time: at }) => (
                <li key={at}>
                  <button
                    type="button"
                    class="button small quiet"
                    onClick={() => form.set({ start_time: localMinute(at, zone) })}
                  >
                    {formatTime(at, zone, language)}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Answered>
      <Area form={form} name="reason" label={labels.reason} optional={t('form.optional')} />
    </AppForm>
  );
}
