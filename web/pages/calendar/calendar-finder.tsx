import { zoneChoices } from '../../lib/zones.js';
import { cityOf, zoneLabel } from '../../lib/time.js';
import { Checkbox, Field, Select } from '../../parts/field.js';
import type { PageProps } from '../page.js';
import { atNoon, type CalendarBody } from './calendar-body.js';

/** A form, whose answers stand in the address. */
export function CalendarFinder({ body, page }: PageProps<CalendarBody>) {
  const { t, query } = page;
  const noon = atNoon(body.monday);
  return (
    <>
      <form method="get" action="/calendar" class="filters">
        <Field name="date" type="date" label={t('calendar.day')} value={body.date} />
        <Select
          name="category"
          label={t('calendar.category')}
          value={query['category'] ?? ''}
          options={[['', t('calendar.any')], ...body.categories.map(({ name }) => [name, name] as const)]}
        />
        <Select
          name="timezone"
          label={t('calendar.zone')}
          value={body.timezone}
          options={zoneChoices([body.timezone], noon).map((zone) => [zone, zoneLabel(zone, noon)])}
        />
        <Checkbox name="free" label={t('calendar.free_only')} checked={Boolean(query['free'])} />
        <p>
          <button class="button">{t('calendar.show')}</button>
        </p>
      </form>
      <p class="below" data-device-zone={body.timezone} hidden>
        <a href={`?${new URLSearchParams({ ...query, date: body.date }).toString()}`}>
          {t('together.device_zone', { city: cityOf(body.timezone) })}
        </a>
      </p>
    </>
  );
}
