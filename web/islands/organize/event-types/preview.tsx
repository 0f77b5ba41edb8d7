import { formatDuration } from '../../../lib/time.js';
import { Avatar } from '../../../parts/avatar.js';
import { Icon } from '../../../parts/icon.js';
import { placeKey, priceText } from '../../../pages/booking/about-type.js';
import type { Wire } from '../../../pages/wire.js';
import type { Values } from '../../app/form.js';
import { usePage } from '../../app/page.js';
import { bodyOf } from './type-body.js';

interface PreviewProps {
  values: Values;
  host: Wire<'AccountResponse'>;
}

/** What who books reads, as it is typed. */
export function Preview({ values, host }: PreviewProps) {
  const page = usePage();
  const { t, language } = page;
  const { name, description, duration, duration_options: options = [], ...rest } = bodyOf(values);
  const { max_attendees: seats = 1, price = '0', currency = '', custom_questions: questions = [] } = rest;
  const lengths = (options.length > 0 ? options : [duration]).filter((minutes) => minutes > 0);
  const isSound = /^\d+(\.\d{1,2})?$/.test(price) && /^[A-Za-z]{3}$/.test(currency);
  const priced = { price: isSound ? price : '0', currency, max_attendees: seats };
  return (
    <aside class="card preview" aria-labelledby="preview">
      <h2 id="preview">{t('types.preview')}</h2>
      <p class="host">
        <Avatar name={host.full_name} />
        <span>{host.full_name}</span>
      </p>
      <h3>{name || t('types.unnamed')}</h3>
      {description && <p class="what">{description}</p>}
      <ul class="terms">
        <li>
          <Icon name="clock" />
          <span>{lengths.map((minutes) => formatDuration(minutes, language)).join(', ')}</span>
        </li>
        <li>
          <Icon name="place" />
          <span>{t(placeKey({ location_type: rest.location_type ?? 'custom' }))}</span>
        </li>
        {seats > 1 && (
          <li>
            <Icon name="people" />
            <span>{t('booking.group', { n: seats })}</span>
          </li>
        )}
        <li>
          <Icon name="card" />
          <span>{priceText(priced, page)}</span>
        </li>
        {rest.requires_confirmation && (
          <li>
            <Icon name="check" />
            <span>{t('booking.asks', { name: host.full_name })}</span>
          </li>
        )}
        {questions.map(({ key, label }) => (
          <li key={key}>
            <Icon name="info" />
            <span>{label}</span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
