import { zoneChoices } from '../../lib/zones.js';
import { cityOf, localDate, zoneLabel } from '../../lib/time.js';
import { Icon } from '../../parts/icon.js';
import { MonthGrid } from '../../parts/month-grid.js';
import type { StepProps } from './booker-props.js';
import { addressOf } from './booking-state.js';

/** The month, and by whose clock it is shown. */
export function FreeDays(props: StepProps) {
  const { offer, page, state, hands } = props;
  const free = new Map<string, number>();
  for (const { day } of offer.starts) if (day.startsWith(state.month)) free.set(day, (free.get(day) ?? 0) + 1);
  return (
    <div class="days">
      <MonthGrid
        month={state.month}
        language={page.language}
        t={page.t}
        free={free}
        chosen={state.day}
        today={localDate(page.now, offer.timezone)}
        dayAddress={(date) => addressOf(page, { date })}
        monthAddress={(month) => addressOf(page, { month })}
        isGrid={hands !== undefined}
        tabDay={hands?.tabDay}
      />
      <Choices {...props} />
    </div>
  );
}

/** A form, so that it needs no script. */
function Choices({ offer, page, state, hands }: StepProps) {
  const { t } = page;
  const { timezone: shown, organizer, event_type: type } = offer;
  const at = state.day === null ? page.now : `${state.day}T12:00:00Z`;
  const device = hands?.deviceZone;
  const zones = zoneChoices([shown, organizer.timezone, ...(device ? [device] : [])], at, hands?.zones);
  const { embed, lang, theme, duration, manage_token } = page.query;
  const kept = { embed, lang, theme, duration, manage_token, date: state.day ?? undefined };
  return (
    <form class="by-whose-clock" method="get" action={page.path}>
      {Object.entries({ ...kept, ...(state.day === null && { month: state.month }) }).map(
        ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} key={name} />,
      )}
      <label for="timezone">
        <Icon name="globe" />
        {t('booking.times_in')}
      </label>
      <select id="timezone" name="timezone" class="plain-select" autocomplete="off">
        {zones.map((zone) => (
          <option value={zone} selected={zone === shown} key={zone}>
            {zoneLabel(zone, at)}
          </option>
        ))}
      </select>
      {type.max_attendees > 1 && (
        <>
          <label for="attendee_count">
            <Icon name="people" />
            {t('booking.seats')}
          </label>
          <input
            id="attendee_count"
            name="attendee_count"
            type="number"
            class="plain-select"
            min={1}
            max={type.max_attendees}
            value={state.party}
            autocomplete="off"
          />
        </>
      )}
      <button class="button small quiet">{t('booking.show')}</button>
      {device && device !== shown && (
        <p class="hint">
          <a href={addressOf(page, { timezone: device, date: state.day })} data-step="zone">
            {t('booking.device_zone', { zone: cityOf(device) })}
          </a>
        </p>
      )}
    </form>
  );
}
