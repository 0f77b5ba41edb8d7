import { ChosenTime } from '../../parts/chosen-time.js';
import { Notice } from '../../parts/notice.js';
import { PageForm } from '../frame/forms.js';
import type { StepProps } from './booker-props.js';
import { addressOf } from './booking-state.js';

const MINUTE_MS = 60_000;

interface MovedProps extends StepProps {
  start: string;
  token: string;
}

/** The new time of a booking, for both sides; what refuses it is said by its own page. */
export function MovedHere({ offer, page, state, start, token }: MovedProps) {
  const { organizer, event_type: type, timezone, starts } = offer;
  const { t } = page;
  return (
    <section class="details" aria-labelledby="details">
      <h2 id="details" tabIndex={-1}>
        {t('manage.new_start')}
      </h2>
      <ChosenTime
        starts={start}
        ends={new Date(Date.parse(start) + type.duration * MINUTE_MS).toISOString()}
        zone={timezone}
        host={organizer}
        language={page.language}
        t={t}
      >
        <a href={addressOf(page, { date: state.day })} data-step="back">
          {t('booking.change_time')}
        </a>
      </ChosenTime>
      {starts.some(({ at }) => at === start) ? (
        <PageForm page={page} action={`/manage/${token}`}>
          <input type="hidden" name="action" value="reschedule" />
          <input type="hidden" name="start_time" value={start} />
          <p>
            <button class="button">{t('manage.move_submit')}</button>
          </p>
        </PageForm>
      ) : (
        <Notice kind="bad" id="refused" title={t('booking.not_free')} />
      )}
    </section>
  );
}
